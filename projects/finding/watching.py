"""When the entries of projects, needs and issues are made anew."""

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from accounts.models import Skill
from integrations.github.models import NewcomerIssue
from integrations.github.signals import repositories_synced
from pages.finding.pending import changed
from pages.finding.services import labels_changed
from projects.models import Need, ProjectPage, ProjectRepository, Technology

from .issues import IssueSource, issues_of
from .needs import NeedSource, needs_of
from .projects import ProjectSource

ProjectSource().watch()


@receiver([post_save, post_delete], sender=ProjectPage)
def project_changed(sender, instance, **kwargs):
    """Its needs and issues are told by its name, and gone with it."""
    same = ProjectPage.objects.filter(translation_key=instance.translation_key)
    changed(NeedSource.name, needs_of(same))
    changed(IssueSource.name, issues_of(same))


@receiver([post_save, post_delete], sender=Need)
def need_changed(sender, instance, **kwargs):
    changed(NeedSource.name, [instance.pk])


@receiver(m2m_changed, sender=Need.skills.through)
def skills_of_need_changed(sender, instance, reverse, **kwargs):
    if not reverse:
        changed(NeedSource.name, [instance.pk])


@receiver([post_save, post_delete], sender=ProjectRepository)
def repository_joined_or_left(sender, instance, **kwargs):
    issues = NewcomerIssue.objects.filter(repository=instance.repository_id)
    changed(IssueSource.name, issues.values_list("pk", flat=True))


@receiver([post_save, post_delete], sender=NewcomerIssue)
def issue_is_offered_or_gone(sender, instance, **kwargs):
    changed(IssueSource.name, [instance.pk])


@receiver(repositories_synced)
def repositories_were_read(sender, repository_ids, **kwargs):
    links = ProjectRepository.objects.filter(repository__in=repository_ids)
    changed(ProjectSource.name, links.values_list("project", flat=True))
    issues = NewcomerIssue.objects.filter(repository__in=repository_ids)
    changed(IssueSource.name, issues.values_list("pk", flat=True))


@receiver([post_save, post_delete], sender=Technology)
@receiver([post_save, post_delete], sender=Skill)
def value_was_renamed(sender, **kwargs):
    labels_changed()
