"""New projects as news, how a followed project is found, and what of its notices is not to be seen any more."""

from uuid import UUID

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import get_language
from django_tasks import task
from wagtail.signals import page_published

from accounts.notices.models import Follow
from accounts.notices.news import in_regions, is_news, on_topics, tell_of_new
from accounts.notices.standing import hidden_of, hidden_pages, without_those_there
from accounts.notices.targets import Target, followable
from integrations.regular.appointments import enqueue_on_commit

from .models import Need, ProjectPage
from .needs import OVER
from .updates.models import ProjectUpdate

hidden_pages("new_project", ProjectPage)


@followable(Follow.Kind.PROJECT)
def projects(keys):
    """By what a page and its translations share."""
    pages = ProjectPage.objects.for_visitors().filter(translation_key__in=[key for key in keys if _is_key(key)])
    return {
        str(page.translation_key): Target(page.title, page.original.get_url())
        for page in pages.with_words_in(get_language())
    }


def _is_key(text):
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


@receiver(page_published, sender=ProjectPage, dispatch_uid="projects.notices")
def tell_of_published_project(sender, instance, **kwargs):
    if is_news(instance):
        enqueue_on_commit(tell_of_project, instance.pk)


@task()
def tell_of_project(page_id: int) -> None:
    page = ProjectPage.objects.filter(pk=page_id).first()
    if page:
        of = [*on_topics(page.topics.all()), *in_regions(page.regions.all())]
        tell_of_new(page, kind="new_project", of=of, but=_its_people(page))


def _its_people(page):
    """Nobody is told of their own project."""
    members = [each.user for each in page.memberships.select_related("user")]
    return [page.owner, *members] if page.owner else members


@hidden_of("project_need")
def hidden_needs(keys):
    needs = Need.objects.open_on(timezone.localdate()).exclude(project__status__in=OVER)
    return without_those_there(keys, "need", lambda numbers: _of_visible_projects(needs, numbers))


@hidden_of("project_update")
def hidden_updates(keys):
    updates = ProjectUpdate.objects.visible()
    return without_those_there(keys, "update", lambda numbers: _of_visible_projects(updates, numbers))


def _of_visible_projects(rows, numbers):
    projects = ProjectPage.objects.for_visitors().values("pk")
    return rows.filter(pk__in=numbers, project__in=projects).values_list("pk", flat=True)
