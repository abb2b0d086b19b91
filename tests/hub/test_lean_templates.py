"""What is sent of a template."""

from django.template import engines
from django.template.loader import get_template


def test_pages_are_sent_without_room_at_the_beginning_of_lines():
    source = get_template("404.html").template.source
    assert "<h1>" in source
    assert [line for line in source.splitlines() if line.startswith((" ", "\t"))] == []


def test_mails_keep_their_room(tmp_path):
    (tmp_path / "letter.txt").write_text("  - 給食\n")
    (tmp_path / "page.html").write_text("<p>\n  給食</p>\n")
    engine = engines["django"].engine
    loader = engine.find_template_loader(("hub.lean_templates.Loader", [tmp_path]))
    assert loader.get_template("letter.txt").source == "  - 給食\n"
    assert loader.get_template("page.html").source == "<p>\n給食</p>\n"
