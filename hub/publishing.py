"""Making pages as a person would: added, kept as a revision, published."""

from django.utils.html import format_html, format_html_join
from wagtail.models import Locale, Page
from wagtail.rich_text import RichText


def section(page_type):
    """The list of a kind of page, in Japanese."""
    return page_type.objects.originals().get()


def publish(parent, page):
    parent.add_child(instance=page)
    return publish_again(page)


def publish_again(page):
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def publish_in_english(page, **words):
    """A translation of `page` that differs from it in `words`."""
    translation = page.copy_for_translation(Locale.objects.get(language_code="en"))
    return publish_again(with_words(translation, **words))


def with_words(page, **words):
    for name, value in words.items():
        setattr(page, name, value)
    return page


def paragraphs(*texts):
    """Texts one below the other; what is missing is left out."""
    return "\n\n".join(text for text in texts if text)


def body_blocks(blocks):
    """Blocks of the files as blocks of a page's body."""
    return [_body_block(block) for block in blocks]


def _body_block(block):
    if block["type"] == "heading":
        return ("heading", block["text"])
    if block["type"] == "action":
        return ("action", {"label": block["label"], "page": _list_at(block["page"]), "url": ""})
    if block["type"] == "list":
        items = format_html_join("", "<li>{}</li>", ([item] for item in block["items"]))
        return ("paragraph", RichText(format_html("<ul>{}</ul>", items)))
    return ("paragraph", RichText(format_html("<p>{}</p>", block["text"])))


def _list_at(slug):
    """One of the lists right below the home page, in Japanese: a button leads to it in the reader's language."""
    return Page.objects.get(slug=slug, depth=3, locale__language_code="ja")
