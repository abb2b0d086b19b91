"""How the log is read."""

from django.db.models import Prefetch, QuerySet
from wagtail.images import get_image_model

SHOWN_SIZE = "max-960x960"


class UpdateQuerySet(QuerySet):
    def visible(self):
        return self.filter(hidden_at=None)

    def written_by_people(self):
        """Those that visitors see and that no release brought in."""
        return self.visible().filter(source="site")

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def for_log(self):
        """Everything that a page of the log shows, at the same cost for any number."""
        images = get_image_model().objects.prefetch_renditions(SHOWN_SIZE)
        return self.select_related("author__profile", "repository").prefetch_related(Prefetch("image", images))
