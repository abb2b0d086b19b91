"""What the editors' form of a challenge shows besides its fields."""

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import HelpPanel


class StagePanel(HelpPanel):
    """Where the challenge stands, to read; it is moved at its desk."""

    def __init__(self, template="challenges/admin/stage.html", **kwargs):
        super().__init__(template=template, **kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            challenge = self.instance
            return {
                **context,
                "stage": challenge.stage_at(timezone.now()),
                "live": challenge.live,
                "desk": _desk(challenge),
            }


def _desk(challenge):
    """Its address; none for a page that is being begun."""
    if not challenge.pk or not challenge.path:
        return ""
    return reverse("challenge_desk", args=[challenge.get_parent().slug, challenge.slug])
