"""What editors find in the admin besides the pages."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Technology
from .needs.logs import ACTIONS as NEEDS


class TechnologyViewSet(SnippetViewSet):
    model = Technology
    icon = "code"
    menu_label = _("Technologies")
    add_to_admin_menu = False
    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]
    ordering = ["name"]
    panels = [FieldPanel("name"), FieldPanel("slug")]


register_snippet(TechnologyViewSet)


@hooks.register("register_log_actions")
def register_needs(actions):
    """What the history of a page tells of its needs."""
    for action, (label, message) in NEEDS.items():
        actions.register_action(action, label, message)
