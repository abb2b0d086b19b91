"""What is kept of a person in the logs of projects."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import keeps

from .models import ProjectUpdate


@keeps(
    "updates",
    what=_("What you wrote into the logs of projects, with links and pictures; which entries you hid"),
    why=_("So that everybody sees what a project does, and who says it."),
    stays=_("The entries stay in the project’s log, without your name. Delete them before, if you want them gone."),
    fields=("updates.ProjectUpdate.author", "updates.ProjectUpdate.hidden_by"),
)
def updates_of(user):
    return {
        "written": [_entry(each) for each in user.project_updates.select_related("project")],
        "hidden": [_hidden(each) for each in ProjectUpdate.objects.filter(hidden_by=user).select_related("project")],
    }


def _hidden(update):
    """What others have written in it is theirs."""
    return {"project": update.project.title, "written_at": update.published_at, "hidden_at": update.hidden_at}


def _entry(update):
    return {
        "project": update.project.title,
        "at": update.published_at,
        "text": update.text,
        "link": update.link,
        "picture": update.image_alt,
    }
