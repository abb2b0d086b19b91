"""What editors find in the admin besides the pages."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import ListingButton
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .desk.overview import ChallengesPanel
from .logs import ACTIONS
from .models import Round
from .permissions import may_have_a_desk
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


@hooks.register("register_log_actions")
def register_moves(actions):
    """What the history of a page tells of its stages."""
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)


@hooks.register("construct_homepage_panels")
def show_own_challenges(request, panels):
    if may_have_a_desk(request.user):
        panels.append(ChallengesPanel(request.user))
