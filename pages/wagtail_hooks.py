"""What editors find in the admin besides the pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Topic


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    add_to_admin_menu = False
    list_display = ["name_ja", "name_en", "slug"]
    search_fields = ["name_ja", "name_en", "slug"]
    ordering = ["slug"]


register_snippet(TopicViewSet)
