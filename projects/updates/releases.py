"""A new release of a repository is an entry in the log of each project that has the repository; once for each."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from integrations.github.models import Content
from integrations.github.signals import repositories_synced
from projects.models import ProjectRepository
from projects.models.web import is_web_address

from .following import tell_followers
from .models import ProjectUpdate

NEWS_FOR = timedelta(days=14)
"""An older release is written down, and nobody is told of it."""


@receiver(repositories_synced)
def note_releases_of_synced_repositories(sender, repository_ids, **kwargs):
    note_releases(repository_ids=repository_ids, now=timezone.now())


@transaction.atomic
def note_releases(*, repository_ids: Iterable[int], now: datetime) -> int:
    """Write down what has been released since the last look. Returns how many entries are new."""
    links = (
        ProjectRepository.objects.filter(
            repository__in=list(repository_ids), repository__content__released_at__isnull=False
        )
        .exclude(repository__content__release_tag="")
        .select_related("project", "repository__content")
        .order_by("project", "repository__content__released_at")
    )
    candidates = {_key(link): link for link in links if link.project.is_original}
    known = set(ProjectUpdate.objects.filter(release_key__in=candidates).values_list("release_key", flat=True))
    return sum(_note(key, link, now) for key, link in candidates.items() if key not in known)


def _key(link):
    """By numbers: names of repositories change."""
    return f"{link.project_id}:{link.repository_id}:{link.repository.content.release_tag}"


def _note(key, link, now):
    content = link.repository.content
    update, is_new = ProjectUpdate.objects.get_or_create(
        release_key=key,
        defaults={
            "project": link.project,
            "source": ProjectUpdate.Source.RELEASE,
            "repository": link.repository,
            "published_at": content.released_at,
            "text": _name(content),
            "link": content.release_url if is_web_address(content.release_url) else "",
        },
    )
    if is_new and now - content.released_at <= NEWS_FOR:
        tell_followers(update=update)
    return is_new


def _name(content: Content) -> str:
    return content.release_name.strip() or content.release_tag
