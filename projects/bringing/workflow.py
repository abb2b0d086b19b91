"""Wagtail's moderation workflow, on the list of projects alone: elsewhere whoever looks after a space publishes."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupApprovalTask, GroupPagePermission, Workflow, WorkflowPage, WorkflowTask

from accounts.moderators import group_of_moderators
from projects.models import ProjectIndexPage

NAME = "Projects brought in"
WAGTAILS_OWN = "Moderators approval"
PAGE_RIGHTS = ("add_page", "change_page", "publish_page")


@transaction.atomic
def set_up_moderation() -> Workflow:
    """Make the workflow, its task and the rights of the moderators. What is there already stays as it is."""
    group = group_of_moderators()
    pages = [page.page_ptr for page in ProjectIndexPage.objects.all()]
    _grant(group, pages)
    workflow = Workflow.objects.filter(name=NAME).first() or _make(group)
    for page in pages:
        WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})
    return workflow


def deciding_groups():
    """Whose people Wagtail lets approve and send back."""
    return Group.objects.filter(groupapprovaltask__workflow_tasks__workflow__name=NAME)


def reviewers():
    """Who can decide on what is submitted; where nobody was chosen for it, whoever runs the site."""
    people = get_user_model().objects.filter(is_active=True).select_related("profile").order_by("pk")
    chosen = people.filter(groups__in=deciding_groups()).distinct()
    return chosen if chosen.exists() else people.filter(is_superuser=True)


def _make(group):
    """Together with it, the workflow that a new Wagtail puts on all pages is taken off them."""
    WorkflowPage.objects.filter(page__depth=1, workflow__name=WAGTAILS_OWN).delete()
    task = GroupApprovalTask.objects.create(name=NAME)
    task.groups.add(group)
    workflow = Workflow.objects.create(name=NAME)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def _grant(group, pages):
    rights = Permission.objects.filter(codename__in=PAGE_RIGHTS, content_type__app_label="wagtailcore")
    GroupPagePermission.objects.bulk_create(
        (GroupPagePermission(group=group, page=page, permission=right) for page in pages for right in rights),
        ignore_conflicts=True,
    )
