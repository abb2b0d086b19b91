"""The texts of this site as things that can be found."""

from pages.models import StandardPage, Topic

from .paged import PageSource
from .sources import Label, found_by_search, labels


@found_by_search
class TextSource(PageSource):
    name = "text"
    kind = "page"
    model = StandardPage


TextSource().watch()


@labels("topic")
def topic_labels():
    rows = Topic.objects.values_list("slug", "name_ja", "name_en")
    return {slug: Label(name_ja, name_en) for slug, name_ja, name_en in rows}
