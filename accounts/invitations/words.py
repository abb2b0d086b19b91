"""What spaces and people are called, in the language that is active."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page


def name_of(user) -> str:
    """What others see of a person, on one line; accounts come and go."""
    return " ".join(user.profile.shown_name.split()) if user else _("somebody who has left the site")


def title_of(space) -> str:
    """That of the page, or of its published translation."""
    same = Page.objects.filter(translation_key=space.page.translation_key, locale__language_code=get_language())
    found = same.filter(live=True).first()
    return (found or space.page).title
