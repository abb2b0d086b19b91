"""The mails about pilots. Each goes out once: its key says what it is about."""

from django.urls import reverse

from accounts.notices.services import write_to
from challenges.officers import whom_to_tell
from challenges.reaching import parts_of_address
from challenges.words import title_of
from projects.joining.querysets import owners_of
from projects.joining.words import title_of as title_of_project


def of_beginning(pilot, lead, *, owns):
    """To the lead of the team whose proposal was chosen."""
    project = pilot.project
    context = {
        "owns": owns,
        "project": lambda: title_of_project(project) if project else "",
        "members_path": lambda: reverse("project_members", args=[project.slug]) if project else "",
    }
    _send([lead], pilot, "begun", "begun", **context)


def of_silence(pilot, *, days, now):
    """Nobody has written an update for `days`."""
    _send(people_of(pilot), pilot, "silent", f"silent:{int(now.timestamp())}", days=days)


def of_overdue(pilot, milestones, *, now):
    _send(people_of(pilot), pilot, "overdue", f"overdue:{int(now.timestamp())}", milestones=milestones)


def people_of(pilot) -> list:
    """The officers, and those who look after the project; each once."""
    owners = list(owners_of(pilot.project)) if pilot.project else []
    return list({user.pk: user for user in [*whom_to_tell(pilot.challenge), *owners]}.values())


def _send(people, pilot, template, key, **context):
    parts = parts_of_address(pilot.challenge)
    about = {
        "challenge": lambda: title_of(pilot.challenge),
        "path": lambda: reverse("pilot", args=parts),
        "write_path": lambda: reverse("pilot_update_new", args=parts),
    }
    for person in people:
        if person.is_active:
            write_to(
                user=person,
                key=f"pilot:{pilot.pk}:{key}",
                template=f"pilots/{template}",
                context={**about, **context},
            )
