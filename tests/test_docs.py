"""The docs keep up with the code, and their links lead somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def own_commands():
    files = ROOT.glob("**/management/commands/*.py")
    return {path.stem for path in files if ".venv" not in path.parts and path.stem != "__init__"}


def test_every_command_is_documented():
    documented = set(re.findall(r"^\| `(\w+)", (ROOT / "docs/commands.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert documented == own_commands()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_documents_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_decision_has_a_number_of_its_own():
    numbers = [path.name[:4] for path in sorted((ROOT / "docs/decisions").glob("*.md"))]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
