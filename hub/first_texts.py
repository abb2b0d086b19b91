"""The words that a new site begins with: of the home page, of the four lists and of the standard pages.

Editors make them their own: what is there already is never written again."""

import tomllib
from pathlib import Path

from django.db import transaction
from wagtail.models import Page

from hub.models import HomePage
from pages.models import StandardPage

from .publishing import body_blocks, publish, publish_again, publish_in_english, with_words

LANGUAGES = ("ja", "en")


CONTENT = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@transaction.atomic
def write_first_texts(*, each=lambda _label, rows: rows):
    """`each(label, rows)` passes the rows through; a command shows with it how far it is."""
    homes = {language: HomePage.objects.get(locale__language_code=language) for language in LANGUAGES}
    for row in CONTENT["lists"]:
        for language, home in homes.items():
            _introduce(_below(home, row["slug"]), row[language])
    for row in each("pages", CONTENT["pages"]):
        _write_standard_page(homes["ja"], row)
    for language, home in homes.items():
        if not home.body:
            publish_again(with_words(home, **_home_words(CONTENT["home"][language])))


def _introduce(page, words):
    if not page.introduction:
        publish_again(with_words(page, **words))


def _write_standard_page(home, row):
    if not Page.objects.child_of(home).filter(slug=row["slug"]).exists():
        page = publish(home, StandardPage(slug=row["slug"], **_words(row["ja"])))
        publish_in_english(page, **_words(row["en"]))


def _words(row):
    """The introduction is what the page shows first, and what search engines show of it."""
    return {"title": row["title"], "search_description": row["introduction"], "body": body_blocks(row["blocks"])}


def _home_words(row):
    steps = [
        {"title": step["title"], "text": step["text"], "label": step["label"], "section": step["page"]}
        for step in row["steps"]
    ]
    parts = {"steps": {"heading": row["steps_heading"], "steps": steps}}
    body = [(part["show"], parts.get(part["show"]) or {"heading": part["heading"]}) for part in row["windows"]]
    return {"title": row["title"], "headline": row["headline"], "lead": row["lead"], "body": body}


def _below(home, slug):
    return Page.objects.child_of(home).get(slug=slug).specific
