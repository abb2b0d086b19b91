"""What editors find in the admin besides the pages: the regions, and their names for those who type."""

from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Region

MOST_NAMES = 20


class ListedOnce(ModelPermissionPolicy):
    """Regions come from the national list (`load_regions`): nobody adds or deletes one by hand."""

    def user_has_permission(self, user, action):
        return action not in {"add", "delete"} and super().user_has_permission(user, action)


class RegionViewSet(SnippetViewSet):
    model = Region
    icon = "site"
    menu_label = _("Regions")
    add_to_admin_menu = False
    list_display = ["__str__", "code", "kana", Column("parent", label=_("prefecture"), accessor="parent.name")]
    list_filter = {"kind": ["exact"], "area": ["exact"]}
    list_per_page = 50
    ordering = ["code"]
    panels = [
        FieldPanel("code", read_only=True),
        FieldPanel("kind", read_only=True),
        FieldPanel("parent", read_only=True),
        FieldPanel("name_ja"),
        FieldPanel("name_en"),
        FieldPanel("kana"),
        FieldPanel("website"),
        FieldPanel("latitude"),
        FieldPanel("longitude"),
    ]


register_permission_policy(Region, ListedOnce(Region))
register_snippet(RegionViewSet)


@hooks.register("register_admin_urls")
def region_urls():
    return [path("region-names/", region_names, name="region_names")]


def region_names(request):
    """A JSON list of full names that fit `term`, for RegionsInput. Wagtail lets only editors reach it."""
    found = Region.objects.beginning_with(request.GET.get("term", "").strip())[:MOST_NAMES]
    return JsonResponse([region.full_name_ja for region in found], safe=False)
