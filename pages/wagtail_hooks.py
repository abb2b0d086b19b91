"""What editors find in the admin besides the pages."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Space, Topic


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    add_to_admin_menu = False
    list_display = ["name_ja", "name_en", "slug"]
    search_fields = ["name_ja", "name_en", "slug"]
    ordering = ["slug"]


register_snippet(TopicViewSet)


class OwnSpacesPanel(Component):
    """First on the editors' home page: what they look after, one click away."""

    name = "own_spaces"
    template_name = "pages/admin/own_spaces.html"
    order = 10

    def __init__(self, user):
        self.spaces = Space.objects.of(user)

    def get_context_data(self, parent_context):
        return {"spaces": self.spaces}


@hooks.register("construct_homepage_panels")
def show_own_spaces(request, panels):
    panel = OwnSpacesPanel(request.user)
    if panel.spaces:
        panels.append(panel)
