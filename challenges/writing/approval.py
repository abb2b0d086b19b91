"""The first step of the workflow: another person of the same municipality looks at what is handed in."""

from collections import defaultdict

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState

from pages.models import Space

from .office import is_of_the_office

ACTIONS = (
    ("reject", _("Request changes"), True),
    ("approve", _("Approve"), False),
    ("approve", _("Approve with comment"), True),
)


class ColleagueApprovalState(TaskState):
    """`submitted_by` is whoever handed it in this time: somebody else may have begun."""

    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handed in by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("approval by a colleague")
        verbose_name_plural = _("approvals by colleagues")


class ColleagueApproval(Task):
    """Decided by the people of the page's space, but not by the one who handed it in. Where there is nobody else, it
    is passed over; where the last of them leaves meanwhile, the programme office decides in their place."""

    task_state_class = ColleagueApprovalState

    class Meta:
        verbose_name = _("approval by a colleague")
        verbose_name_plural = _("approvals by colleagues")

    @classmethod
    def get_description(cls):
        return _("Another person of the same municipality approves it")

    def start(self, workflow_state, user=None):
        if colleagues(workflow_state.content_object, besides=user).exists():
            started = super().start(workflow_state, user=user)
            ColleagueApprovalState.objects.filter(pk=started.pk).update(submitted_by=user)
            return started
        return self._passed_over(workflow_state)

    def _passed_over(self, workflow_state):
        return ColleagueApprovalState.objects.create(
            workflow_state=workflow_state,
            task=self,
            revision=workflow_state.content_object.get_latest_revision(),
            status=TaskState.STATUS_SKIPPED,
            finished_at=timezone.now(),
        )

    def user_can_access_editor(self, obj, user):
        return self._may_decide(obj, user)

    def locked_for_user(self, obj, user):
        return not self._may_decide(obj, user)

    def user_can_lock(self, obj, user):
        return self._may_decide(obj, user)

    def get_actions(self, obj, user):
        return list(ACTIONS) if self._may_decide(obj, user) else []

    def get_task_states_user_can_moderate(self, user, **kwargs):
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if user.is_superuser:
            return waiting
        return waiting.filter(pk__in=waiting_for(user, waiting))

    def _may_decide(self, page, user):
        if user.is_superuser:
            return True
        submitter = submitter_of(page)
        others = colleagues(page, besides=submitter)
        return others.filter(pk=user.pk).exists() or (
            is_of_the_office(user) and user != submitter and not others.exists()
        )


def submitter_of(page):
    """Whoever handed it in the last time, as long as it waits for a colleague."""
    waiting = ColleagueApprovalState.objects.for_instance(page).filter(status=TaskState.STATUS_IN_PROGRESS)
    state = waiting.select_related("submitted_by").order_by("-pk").first()
    return state.submitted_by if state else None


def colleagues(page, *, besides=None):
    """The people of the space in which the page, or its original, lies."""
    above = page.get_ancestors(inclusive=True).values("translation_key")
    spaces = Space.objects.filter(page__translation_key__in=above)
    people = get_user_model().objects.filter(is_active=True, groups__space__in=spaces).distinct()
    return people.exclude(pk=besides.pk) if besides else people


def waiting_for(user, waiting) -> list[int]:
    """Keys of those of the task states `waiting` on which `user` may decide, in as many queries for one as for many."""
    rows = waiting.values_list("pk", "workflow_state__object_id", "colleagueapprovalstate__submitted_by")
    handed_in = [(key, int(page), submitter) for key, page, submitter in rows]
    people = _people_by_page({page for _key, page, _submitter in handed_in})
    steps_in = is_of_the_office(user)
    found = []
    for key, page, submitter in handed_in:
        others = people[page] - {submitter}
        if user.pk in others or (steps_in and user.pk != submitter and not others):
            found.append(key)
    return found


def _people_by_page(keys) -> dict[int, set[int]]:
    """Of each page the people of the space in which it, or its original, lies."""
    found = Page.objects.filter(pk__in=keys).values_list("pk", "path")
    above = {key: {path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)} for key, path in found}
    pages = Page.objects.filter(path__in=set().union(*above.values()))
    translations = dict(pages.values_list("path", "translation_key"))
    people = defaultdict(set)
    spaces = Space.objects.filter(page__translation_key__in=translations.values(), group__user__is_active=True)
    for translation, person in spaces.values_list("page__translation_key", "group__user"):
        people[translation].add(person)
    return {key: set().union(*(people[translations[path]] for path in paths)) for key, paths in above.items()}
