"""Who follows the project, its topics or its regions is told what it asks for."""

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.notices.following import notify_followers
from accounts.notices.services import Words
from pages.addresses import without_language
from projects.followers import itself_and_around, may_be_told_of
from projects.joining.words import title_of
from projects.models import Need

from .rules import OVER

LONGEST = 200


def tell_followers(*, need: Need, by=None) -> None:
    """But not whoever asks, and not of a project that has ended."""
    project = need.project
    if project.status in OVER or not may_be_told_of(project):
        return
    notify_followers(
        of=itself_and_around(project),
        but=[by] if by else [],
        kind="project_need",
        key=f"need:{need.pk}",
        words=lambda: _words(need),
        url=f"{without_language(project.address())}#needs",
        happened_at=timezone.now(),
    )


def _words(need):
    about = {"project": title_of(need.project), "role": need.get_role_display()}
    return Words(
        title=_("%(project)s asks for help: %(role)s") % about,
        text=Truncator(" ".join(need.text.split())).chars(LONGEST),
    )
