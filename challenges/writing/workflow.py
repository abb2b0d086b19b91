"""Wagtail's workflow on the list of challenges: a colleague, then the programme office. What people of municipalities
write is published by it alone."""

from django.contrib.auth.models import Permission
from django.db import transaction
from wagtail.models import GroupApprovalTask, GroupPagePermission, Workflow, WorkflowPage, WorkflowTask

from challenges.models import ChallengeIndexPage, ColleagueApproval
from pages.services import PAGE_RIGHTS

from .office import group_of_the_office

NAME = "地域課題 / Challenges"
COLLEAGUE = "同じ自治体の職員 / Colleague"
OFFICE = "事務局 / Programme office"


@transaction.atomic
def set_up_challenge_workflow() -> Workflow:
    """Make the workflow, its two steps and the rights of the programme office. What is there already stays as it is."""
    group = group_of_the_office()
    pages = [page.page_ptr for page in ChallengeIndexPage.objects.all()]
    _grant(group, pages)
    workflow = Workflow.objects.filter(name=NAME).first() or _make(group)
    for page in pages:
        WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})
    return workflow


def _make(group):
    workflow = Workflow.objects.create(name=NAME)
    office = GroupApprovalTask.objects.create(name=OFFICE)
    office.groups.add(group)
    for order, task in enumerate([ColleagueApproval.objects.create(name=COLLEAGUE), office]):
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    return workflow


def _grant(group, pages):
    rights = Permission.objects.filter(codename__in=PAGE_RIGHTS, content_type__app_label="wagtailcore")
    GroupPagePermission.objects.bulk_create(
        (GroupPagePermission(group=group, page=page, permission=right) for page in pages for right in rights),
        ignore_conflicts=True,
    )
