"""What editors find in the admin besides the pages."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .admin_api import OwnDocuments, OwnImages
from .editing import EveryPage
from .models import Space, Topic
from .permissions import pages_told_to


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    add_to_admin_menu = False
    list_display = ["name_ja", "name_en", "slug"]
    search_fields = ["name_ja", "name_en", "slug"]
    ordering = ["slug"]


register_snippet(TopicViewSet)


@hooks.register("register_admin_viewset")
def every_page():
    return EveryPage()


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


@hooks.register("construct_page_chooser_queryset")
def choose_from_public_and_own_pages(pages, request):
    """A link may lead to whatever is public; drafts are seen by those who look after them."""
    return pages_told_to(request.user, pages)


@hooks.register("construct_admin_api", order=100)
def tell_of_own_pictures_and_documents(router):
    """In the place of Wagtail's, which tell every editor of all."""
    router.register_endpoint("images", OwnImages)
    router.register_endpoint("documents", OwnDocuments)
