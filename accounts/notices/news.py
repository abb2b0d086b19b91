"""New pages as news. Each floor says whom they concern."""

from .following import notify_followers
from .models import Follow
from .services import Words


def is_news(page):
    """Whether the original has just come into sight for the first time, and anybody follows anything at all.

    What is changed or shown again is no news."""
    is_first = page.is_original and page.live and page.first_published_at == page.last_published_at
    return is_first and Follow.objects.exists()


def tell_of_new(page, *, kind, of, but=()):
    """Tell whoever follows one of these things (pairs of kind and target) of a page that visitors may see; the users in
    `but` are not told."""
    if not type(page).objects.for_visitors().filter(pk=page.pk).exists():
        return

    def words():
        there = page.localized
        return Words(there.title, there.summary())

    notify_followers(
        of=of,
        but=but,
        kind=kind,
        key=f"{kind}:{page.translation_key}",
        words=words,
        url=page.get_url(),
        happened_at=page.first_published_at,
    )


def in_regions(regions):
    """What people follow to hear of these regions: a municipality lies in its prefecture."""
    codes = [code for region in regions for code in (region.pk, region.parent_id) if code]
    return [(Follow.Kind.REGION, code) for code in dict.fromkeys(codes)]


def on_topics(topics):
    return [(Follow.Kind.TOPIC, topic.slug) for topic in topics]
