"""Who follows the project is told what it has done."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.notices.following import notify_followers
from accounts.notices.services import Words
from pages.addresses import without_language
from projects.followers import itself, may_be_told_of
from projects.joining.words import title_of

from .models import ProjectUpdate

LONGEST = 300


def tell_followers(*, update: ProjectUpdate, by=None) -> None:
    project = update.project
    if not may_be_told_of(project):
        return
    notify_followers(
        of=itself(project),
        but=[by] if by else [],
        kind="project_update",
        key=f"update:{update.pk}",
        words=lambda: _words(update),
        url=without_language(f"{project.address()}updates/#update-{update.pk}"),
        happened_at=update.published_at,
    )


def _words(update):
    about = {"project": title_of(update.project), "release": update.text}
    title = _("%(project)s has released %(release)s") if update.is_release else _("News of %(project)s")
    text = "" if update.is_release else Truncator(" ".join(update.text.split())).chars(LONGEST)
    return Words(title=title % about, text=text)
