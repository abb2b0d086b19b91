"""Atom feeds: of all projects, of one, of a topic, of a region, and of a search."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import F
from django.db.models.functions import Coalesce, Greatest
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.notices.targets import canonical, words_of
from pages.addresses import address, in_language
from pages.metadata import absolute
from pages.models import Topic
from projects.details import load_details
from projects.models import ProjectPage
from regions.choices import prefectures
from regions.models import Region

from .feed_entries import MOST, about_region, about_topic, found_by, log_of

BEGUN = "2026"
"""The year in which this feed's ids begin: a tag URI (RFC 4151) names the date on which its host was ours."""

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Atom(Atom1Feed):
    """Without the signs that XML has no way to write. People paste them, and anybody can put them into an address."""

    def __init__(self, **fields):
        super().__init__(**{name: _in_xml(value) for name, value in fields.items()})

    def add_item(self, **fields):
        super().add_item(**{name: _in_xml(value) for name, value in fields.items()})

    def latest_post_date(self):
        """Of a feed in which nothing stands Django says that it changed just now, whenever it is read."""
        return super().latest_post_date() if self.items else datetime(int(BEGUN), 1, 1, tzinfo=UTC)

    def add_item_elements(self, handler, item):
        """Django calls the summary HTML. Ours is text: a "<" in it is a "<"."""
        super().add_item_elements(handler, {**item, "description": None})
        if item["description"]:
            handler.addQuickElement("summary", item["description"])


def _in_xml(value):
    if isinstance(value, list):
        return [_in_xml(each) for each in value]
    return NOT_IN_XML.sub("", value) if isinstance(value, str) else value


class ProjectFeed(Feed):
    feed_type = Atom

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


class EntryFeed(Feed):
    """A feed of `hub.feed_entries.Entry`. The object is what it is about."""

    feed_type = Atom

    def author_name(self, thing):
        return _("Tomoni")

    def item_title(self, entry):
        return entry.title

    def item_description(self, entry):
        return entry.text

    def item_link(self, entry):
        return absolute(in_language(entry.path, get_language()))

    def item_guid(self, entry):
        return _tag(entry.key)

    def item_pubdate(self, entry):
        return entry.published

    def item_updateddate(self, entry):
        return entry.updated


class TopicFeed(EntryFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Topic, slug=slug)

    def title(self, topic):
        return _("%(name)s on Tomoni") % {"name": topic.name}

    def subtitle(self, topic):
        return _("New projects and challenges")

    def link(self, topic):
        return absolute(in_language(f"/projects/?topic={topic.slug}", get_language()))

    def feed_url(self, topic):
        return absolute(reverse("topic_feed", args=[topic.slug]))

    def feed_guid(self, topic):
        return _tag(f"topic:{topic.slug}:{get_language()}")

    def items(self, topic):
        return about_topic(topic, get_language())


class RegionFeed(EntryFeed):
    def get_object(self, request, code):
        """A prefecture has a feed as it has a page: before anything is known of it."""
        slug = next((each.slug for each in prefectures() if each.code == code), None)
        if slug:
            return Region.prefecture_at(slug)
        return get_object_or_404(Region.objects.select_related("parent"), code=code)

    def title(self, region):
        return _("%(name)s on Tomoni") % {"name": region.full_name}

    def subtitle(self, region):
        return _("New projects, challenges and events")

    def link(self, region):
        return absolute(in_language(f"/regions/{region.prefecture.slug}/", get_language()))

    def feed_url(self, region):
        return absolute(reverse("region_feed", args=[region.code]))

    def feed_guid(self, region):
        return _tag(f"region:{region.code}:{get_language()}")

    def items(self, region):
        return about_region(region, get_language())


class ProjectLogFeed(EntryFeed):
    """What a project has done, and what help it asks for."""

    def get_object(self, request, slug):
        found = ProjectPage.objects.for_visitors().filter(slug=slug).with_words_in(get_language())
        if not found:
            raise Http404
        return found[0]

    def title(self, project):
        return _("%(name)s on Tomoni") % {"name": project.title}

    def subtitle(self, project):
        return _("What it has done, and what help it asks for")

    def link(self, project):
        return absolute(address(project.original, get_language()))

    def feed_url(self, project):
        return absolute(reverse("project_log_feed", args=[project.original.slug]))

    def feed_guid(self, project):
        return _tag(f"log:{project.original.pk}:{get_language()}")

    def items(self, project):
        return log_of(project.original)


class SearchFeed(EntryFeed):
    """The same parameters as the search page; what says nothing there says nothing here."""

    def get_object(self, request):
        return canonical(request.META.get("QUERY_STRING", ""))

    def title(self, query):
        return _("%(name)s on Tomoni") % {"name": words_of(query)}

    def subtitle(self, query):
        return _("What this search finds, the newest first")

    def link(self, query):
        return absolute(in_language(f"/search/?{query}", get_language()))

    def feed_url(self, query):
        return absolute(f"{reverse('search_feed')}?{query}" if query else reverse("search_feed"))

    def feed_guid(self, query):
        return _tag(f"search:{query}:{get_language()}")

    def items(self, query):
        return found_by(query)


def _tag(name):
    """The same for ever, wherever the page moves."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{BEGUN}:{name}"
