"""Covers of many pages at once, each with the sizes that are about to be shown."""

from wagtail.images import get_image_model

SHARED_SIZE, SHOWN_SIZE = "fill-1200x630", "fill-704x396"
"""Of the cover that a page names for shared links, and of the one on top of it."""


def load_covers(pages, *sizes):
    """Give each of `pages` its cover with its renditions in `sizes` (as in "fill-160x160"), in one query for all.

    A cover that has none of these sizes yet costs one query more, and has them made where it is shown."""
    waiting = [page for page in pages if page.cover_id and not _is_loaded(page)]
    covers = _covers_with(sizes, {page.cover_id for page in waiting}) if waiting else {}
    for page in waiting:
        page.cover = covers[page.cover_id]


def _is_loaded(page):
    return type(page).cover.is_cached(page) and hasattr(page.cover, "prefetched_renditions")


def _covers_with(sizes, keys):
    images = get_image_model()
    renditions = images.get_rendition_model().objects.filter(image__in=keys, filter_spec__in=sizes)
    covers = {}
    for rendition in renditions.select_related("image"):
        cover = covers.setdefault(rendition.image_id, rendition.image)
        rendition.image = cover
        _keep(rendition, cover)
    bare = keys - covers.keys()
    return covers | (images.objects.in_bulk(bare) if bare else {})


def _keep(rendition, cover):
    """Where Wagtail looks for renditions that were read ahead."""
    cover.prefetched_renditions = [*getattr(cover, "prefetched_renditions", []), rendition]
