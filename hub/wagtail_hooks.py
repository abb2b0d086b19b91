"""What operators find in the editors' admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from projects.bringing.permissions import may_review

from .moderation.permissions import may_moderate
from .moderation.reading import waiting_count
from .operators.permissions import may_run_the_site
from .people.permissions import may_decide_about_people


class OperatorsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_run_the_site(request.user)


class ModerationMenuItem(MenuItem):
    """Says how much waits."""

    def is_shown(self, request):
        return may_moderate(request.user)

    def render_component(self, request):
        component = super().render_component(request)
        waiting = waiting_count(reviews=may_review(request.user))
        if waiting:
            component.label = _("Moderation (%(count)s)") % {"count": waiting}
        return component


class PeopleMenuItem(MenuItem):
    def is_shown(self, request):
        return may_decide_about_people(request.user)


@hooks.register("register_admin_urls")
def operators_urls():
    rooms = ("hub.operators.urls", "hub.people.urls", "hub.moderation.urls")
    return [path("", include(room)) for room in rooms]


@hooks.register("register_admin_menu_item")
def moderation_in_the_menu():
    return ModerationMenuItem(_("Moderation"), reverse("moderation"), name="moderation", icon_name="warning", order=150)


@hooks.register("register_reports_menu_item")
def github_report_in_the_menu():
    return OperatorsMenuItem(
        _("GitHub sync"), reverse("operators_github"), name="github-sync", icon_name="history", order=100
    )


@hooks.register("register_settings_menu_item")
def contributors_in_the_menu():
    return PeopleMenuItem(_("Contributors"), reverse("people"), name="contributors", icon_name="group", order=710)


@hooks.register("register_settings_menu_item")
def bots_in_the_menu():
    return PeopleMenuItem(_("Bots on GitHub"), reverse("bots"), name="bots", icon_name="cogs", order=720)


@hooks.register("construct_reports_menu")
def kinds_of_pages_for_operators_alone(request, menu_items):
    if not may_run_the_site(request.user):
        menu_items[:] = [item for item in menu_items if item.name != "page-types-usage"]
