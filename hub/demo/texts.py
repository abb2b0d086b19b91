"""The words of the home page, of the four lists and of the standard pages."""

from wagtail.models import Page

from hub.models import HomePage
from pages.models import StandardPage

from .files import read
from .publishing import body_blocks, publish, publish_again, publish_in_english, with_words

LANGUAGES = ("ja", "en")


def load_texts(each):
    content = read("pages")
    homes = {language: HomePage.objects.get(locale__language_code=language) for language in LANGUAGES}
    for row in content["lists"]:
        for language, home in homes.items():
            publish_again(with_words(_below(home, row["slug"]), **row[language]))
    for row in each("pages", content["pages"]):
        page = publish(homes["ja"], StandardPage(slug=row["slug"], **_words(row["ja"])))
        publish_in_english(page, **_words(row["en"]))
    for language, home in homes.items():
        publish_again(with_words(home, **_home_words(content["home"][language])))


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
