"""The ways from one's own page to everything that one can set, in groups."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.reports.models import Measure

from .permissions import has_github, may_connect_github


class Link(NamedTuple):
    label: str
    url: str
    note: str = ""


class Group(NamedTuple):
    heading: str
    links: list[Link]


def groups_for(user):
    return [
        Group(_("You and others"), list(_about_you(user))),
        Group(_("What you are told"), list(_what_you_are_told())),
        Group(_("Signing in"), list(_signing_in(user))),
        Group(_("Your data"), list(_your_data())),
    ]


def _about_you(user):
    profile = user.profile
    yield Link(_("Profile"), reverse("account_profile"))
    yield Link(
        _("Your page"),
        reverse("person", args=[profile.handle]),
        _who_sees(profile),
    )
    if may_connect_github(user) or has_github(user):
        yield Link(_("GitHub and what is shown"), reverse("account_github"))


def _who_sees(profile):
    if profile.is_public:
        return _("everybody can see it")
    if Measure.objects.hiding(profile):
        return _("the moderators have hidden it: only you can see it")
    return _("only you can see it")


def _what_you_are_told():
    yield Link(_("Notices"), reverse("notices"))
    yield Link(_("What you follow"), reverse("following"))
    yield Link(_("How soon you are told"), reverse("notice_choices"))


def _signing_in(user):
    yield Link(_("E-mail address"), reverse("account_email"), user.email)
    yield Link(_("Password"), reverse("account_change_password"))
    yield Link(_("Second factor and passkeys"), reverse("mfa_index"))
    yield Link(_("Ways to sign in"), reverse("account_signing_in"))


def _your_data():
    yield Link(_("What is kept of you, and a copy"), reverse("account_export"))
    yield Link(_("Delete your account"), reverse("account_delete"))
