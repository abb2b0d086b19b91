"""The project page that a pilot runs as: a new one, or one that is on the site already."""

from dataclasses import dataclass

from wagtail.log_actions import log

from challenges.models import ChallengePage, ChallengeProject, MunicipalityPage
from projects.bringing.pages import locked_list_of_projects, new_page
from projects.bringing.slugs import slug_for
from projects.joining.services import make_owner
from projects.models import ProjectPage


@dataclass(frozen=True)
class NewProject:
    """What an officer typed: the words of the proposal stay confidential. `repositories` are names on GitHub."""

    title: str
    purpose: str
    repositories: tuple[str, ...] = ()


def make_project(*, told: NewProject, challenge, owner, by, now) -> ProjectPage:
    """Publish it at once, with the challenge's topics and the town's region; a repository that is new is read by the
    next sync. `owner` looks after it from then on."""
    region = MunicipalityPage.objects.of(challenge).region
    cleaned = {
        "title": told.title,
        "purpose": told.purpose,
        "status": ProjectPage.Status.ACTIVE,
        "repositories": told.repositories,
        "topics": list(challenge.topics.all()),
        "regions": [region] if region else [],
    }
    parent = locked_list_of_projects()  # of two at once, each would take the address that is free
    page = new_page(cleaned, list(cleaned), owner=owner)
    page.slug = slug_for(page.title)
    parent.add_child(instance=page)
    log(instance=page, action="wagtail.create", user=by)
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    page.refresh_from_db()
    make_owner(project=page, user=owner, by=by, now=now)
    return page


def link_project(*, challenge, project, by) -> None:
    """Among those that work on the challenge, on its page and in what an editor has in a draft of it."""
    if ChallengeProject.objects.filter(challenge=challenge, project=project).exists():
        return
    draft = challenge.get_latest_revision_as_object() if challenge.has_unpublished_changes else None
    page = ChallengePage.objects.get(pk=challenge.pk)
    _add(page, project)
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    if draft:
        _add(draft, project)
        draft.save_revision(user=by)


def _add(page, project):
    linked = list(page.project_links.all())
    if project.pk not in {each.project_id for each in linked}:
        page.project_links.set([*linked, ChallengeProject(project=project, sort_order=len(linked))])
