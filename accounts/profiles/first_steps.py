"""What somebody new sees on their own page: three ways to begin."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.overview import Part, part
from pages.addresses import in_language


@part(order=15)
def first_steps(request):
    """Until the person has told anything that a project could need."""
    profile = request.user.profile
    if profile.roles or profile.skills.exists():
        return None
    return Part(_("Welcome. Three ways to begin"), "accounts/first_steps.html", {"steps": _steps()})


def _steps():
    language = get_language()
    return [
        (
            _("Tell what you can do"),
            _("Choose what you like to do and where you are: then we can tell you which projects need you."),
            reverse("account_profile"),
            _("Fill in your profile"),
        ),
        (
            _("Find a need"),
            _("Projects say what they need help with, and how long it takes. Much of it needs no programming."),
            f"{in_language('/search/', language)}?kind=need",
            _("See what is needed"),
        ),
        (
            _("Follow a region"),
            _("Choose your town or prefecture, and hear of new projects and events there."),
            in_language("/regions/", language),
            _("Choose a region"),
        ),
    ]
