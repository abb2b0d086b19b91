"""What editors find in the admin besides the pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Round


class RoundViewSet(SnippetViewSet):
    model = Round
    icon = "date"
    menu_label = _("Rounds")
    add_to_admin_menu = False
    list_display = ["name_ja", "name_en", "year"]
    list_filter = ["year"]
    search_fields = ["name_ja", "name_en"]


register_snippet(RoundViewSet)
