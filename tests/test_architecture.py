"""The house of docs/architecture.md, held by machine: imports run down the floors and never up."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {
    "hub": {"events", "challenges", "projects", "accounts", "regions", "pages", "integrations"},
    "events": {"challenges", "projects", "accounts", "regions", "pages", "integrations"},
    "challenges": {"projects", "accounts", "regions", "pages", "integrations"},
    "projects": {"accounts", "regions", "pages", "integrations"},
    "accounts": {"regions", "pages", "integrations"},
    "regions": {"pages", "integrations"},
    "pages": {"integrations"},
    "integrations": set(),
}
LONGEST_FILE = 300
ROOMS = {path.parent.name: path.parts[-3] for path in ROOT.glob("*/*/apps.py")}
"""Apps of their own inside a floor, such as projects/joining, by the label that migrations call them by."""


def sources(package):
    return sorted(path for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts)


def imported_packages(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("package", FLOORS)
def test_imports_run_down_the_floors(package):
    allowed = FLOORS[package] | {package}
    upwards = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(package)
        for name in imported_packages(path)
        if name in FLOORS and name not in allowed
    ]
    assert upwards == []


@pytest.mark.parametrize("package", FLOORS)
def test_migrations_of_a_floor_depend_on_lower_ones_only(package):
    allowed = FLOORS[package] | {package}
    upwards = [
        f"{path.relative_to(ROOT)} depends on {node.value}"
        for path in (ROOT / package).rglob("migrations/0*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and ROOMS.get(node.value, node.value) in FLOORS.keys() - allowed
    ]
    assert upwards == []


def test_only_the_client_speaks_to_github_through_its_library():
    importing = [
        str(path.relative_to(ROOT))
        for package in FLOORS
        for path in sources(package)
        if "github" in imported_packages(path)
    ]
    assert importing == ["integrations/github/client.py"]


def test_files_are_short_enough_to_read_at_once():
    long = [
        f"{path.relative_to(ROOT)}: {lines} lines"
        for package in FLOORS
        for path in sources(package)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    ]
    assert long == []


def test_no_room_is_a_drawer():
    drawers = [
        str(path.relative_to(ROOT))
        for package in FLOORS
        for path in (ROOT / package).rglob("*")
        if path.stem in {"utils", "util", "helpers", "helper", "common", "core", "misc"}
    ]
    assert drawers == []


def test_the_network_is_not_reached_from_pages():
    networking = {"requests", "urllib3", "http", "socket", "httpx"}
    found = [
        f"{path.relative_to(ROOT)} imports {name}"
        for package in FLOORS
        if package != "integrations"
        for path in sources(package)
        for name in imported_packages(path)
        if name in networking
    ]
    assert found == []
