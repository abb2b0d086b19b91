"""Wagtail writes mails about every workflow. About those named here this site writes its own, through the outbox and
in the reader's language; nobody is told twice."""

from wagtail.admin import signal_handlers as theirs
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from .workflow import NAME

MAILS = (
    (task_submitted, TaskState, "group_approval_task_submitted", theirs.task_submission_email_notifier),
    (workflow_submitted, WorkflowState, "workflow_state_submitted", theirs.workflow_submission_email_notifier),
    (workflow_rejected, WorkflowState, "workflow_state_rejected", theirs.workflow_rejection_email_notifier),
    (workflow_approved, WorkflowState, "workflow_state_approved", theirs.workflow_approval_email_notifier),
)

WITH_OWN_MAILS = {NAME}
"""Names of workflows; floors above add theirs with `writes_own_mails`."""


def writes_own_mails(workflow: str) -> None:
    WITH_OWN_MAILS.add(workflow)


class OfOtherWorkflows:
    """Takes the place of one of Wagtail's mails."""

    def __init__(self, notifier):
        self.notifier = notifier

    def __call__(self, instance=None, **kwargs):
        state = instance.workflow_state if isinstance(instance, TaskState) else instance
        return True if state.workflow.name in WITH_OWN_MAILS else self.notifier(instance=instance, **kwargs)


def leave_out_ours() -> None:
    """Called once, after Wagtail has connected its own."""
    for signal, sender, name, notifier in MAILS:
        uid = f"{name}_email_notification"
        signal.disconnect(sender=sender, dispatch_uid=uid)
        signal.connect(OfOtherWorkflows(notifier), sender=sender, dispatch_uid=uid, weak=False)
