"""Writes for the site as a whole."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from challenges.models import ChallengeIndexPage
from challenges.writing.workflow import set_up_challenge_workflow
from events.models import EventIndexPage
from projects.bringing.workflow import set_up_moderation
from projects.models import ProjectIndexPage
from regions.models import RegionIndexPage

from .models import HomePage
from .moderation.services import set_up_moderators

HOME = {"ja": "ともに", "en": "Tomoni"}
HEADLINE = {
    "ja": "まちの困りごとを、いっしょに解く人がいる。",
    "en": "People who solve their town’s problems together.",
}
SECTIONS = (
    (ProjectIndexPage, "projects", {"ja": "プロジェクト", "en": "Projects"}),
    (ChallengeIndexPage, "challenges", {"ja": "地域課題", "en": "Challenges"}),
    (RegionIndexPage, "regions", {"ja": "地域", "en": "Regions"}),
    (EventIndexPage, "events", {"ja": "イベント", "en": "Events"}),
)


@transaction.atomic
def set_up_site():
    """Make the home page and the four sections in both languages. What is there already stays as it is."""
    languages = [code for code, _name in settings.LANGUAGES]
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in languages}
    home = HomePage.objects.filter(locale=locales["ja"]).first() or _make_home(locales["ja"])
    for page_type, slug, titles in SECTIONS:
        if not page_type.objects.child_of(home).exists():
            home.add_child(instance=page_type(title=titles["ja"], slug=slug, locale=locales["ja"]))
    _translate_tree(home, locales["en"])
    _serve(home)
    set_up_moderators()
    set_up_moderation()
    set_up_challenge_workflow()
    return home


def _make_home(locale):
    root = Page.get_first_root_node()
    for welcome in Page.objects.child_of(root).filter(slug="home", content_type__model="page"):
        welcome.delete()  # the page that a new Wagtail comes with
    root = Page.get_first_root_node()
    return root.add_child(instance=HomePage(title=HOME["ja"], slug="home", headline=HEADLINE["ja"], locale=locale))


def _translate_tree(home, locale):
    titles = {"home": HOME, **{slug: names for _type, slug, names in SECTIONS}}
    for page in [home, *Page.objects.child_of(home).type(*(entry[0] for entry in SECTIONS)).specific()]:
        if page.has_translation(locale):
            continue
        translation = page.copy_for_translation(locale)
        translation.title = translation.draft_title = titles[page.slug][locale.language_code]
        if isinstance(translation, HomePage):
            translation.headline = HEADLINE[locale.language_code]
        translation.slug = page.slug if not isinstance(page, HomePage) else translation.slug
        translation.save_revision().publish()


def _serve(home):
    address = urlsplit(settings.SITE_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": address.port or (443 if address.scheme == "https" else 80),
            "root_page": home,
            "site_name": "Tomoni",
        },
    )
