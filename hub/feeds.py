"""The Atom feed of projects: new ones, and those in which something happened."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import F
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import address, in_language
from pages.metadata import absolute
from projects.details import load_details
from projects.models import ProjectPage

MOST = 30
BEGUN = "2026"
"""The year in which this feed's ids begin: a tag URI (RFC 4151) names the date on which its host was ours."""


class ProjectFeed(Feed):
    feed_type = Atom1Feed

    def title(self):
        return _("Projects on Tomoni")

    def subtitle(self):
        return _("New projects, and projects in which something happened")

    def author_name(self):
        return _("Tomoni")

    def link(self):
        return absolute(in_language("/projects/", get_language()))

    def feed_url(self):
        return absolute(reverse("project_feed"))

    def feed_guid(self):
        return _tag(f"projects:{get_language()}")

    def items(self):
        projects = ProjectPage.objects.for_visitors().without_archived()
        happened = Greatest("first_published_at", Coalesce("last_activity_at", "first_published_at"))
        latest = projects.annotate(happened=happened).order_by(F("happened").desc(nulls_last=True), "-pk")[:MOST]
        pages = latest.with_words_in(get_language())
        load_details(page.original for page in pages)
        return pages

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.summary()

    def item_link(self, item):
        return absolute(address(item, get_language()))

    def item_guid(self, item):
        return _tag(f"project:{item.original.pk}")

    def item_pubdate(self, item):
        return item.original.first_published_at

    def item_updateddate(self, item):
        """The last change of its words, or the last activity of its people."""
        changed = [item.last_published_at, item.original.last_published_at, item.original.last_activity_at]
        return max(moment for moment in changed if moment)

    def item_categories(self, item):
        return [topic.name for topic in item.original.details.topics]


def _tag(name):
    """The same for ever, wherever the page moves."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{BEGUN}:{name}"
