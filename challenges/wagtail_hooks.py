"""What editors find in the admin besides the pages."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import ListingButton
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Round
from .rounds.admin_views import NextRound
from .rounds.permissions import may_prepare_rounds


class RoundViewSet(SnippetViewSet):
    model = Round
    icon = "date"
    menu_label = _("Rounds")
    add_to_admin_menu = False
    copy_view_enabled = False  # NextRound moves the dates and takes challenges along
    list_display = ["name_ja", "name_en", "year", "opens_at", "closes_at"]
    list_filter = ["year"]
    search_fields = ["name_ja", "name_en"]


register_snippet(RoundViewSet)


@hooks.register("register_admin_urls")
def rounds_urls():
    return [path("rounds/<int:pk>/next/", NextRound.as_view(), name="next_round")]


@hooks.register("register_snippet_listing_buttons")
def next_round_in_the_list(snippet, user, next_url=None):
    if isinstance(snippet, Round) and may_prepare_rounds(user):
        yield ListingButton(
            _("Prepare the next round"), reverse("next_round", args=[snippet.pk]), priority=30, icon_name="copy"
        )
