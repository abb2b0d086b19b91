"""Who is told what when a challenge is handed in, decided on, or taken out of the workflow by hand."""

from django.dispatch import receiver
from wagtail.models import WorkflowState
from wagtail.signals import task_approved, task_rejected, task_submitted, workflow_cancelled

from projects.bringing.wagtail_mails import writes_own_mails

from . import letters
from .workflow import NAME

writes_own_mails(NAME)


def _is_ours(workflow_state):
    return workflow_state.workflow.name == NAME


@receiver(task_submitted, dispatch_uid="writing.submitted")
def ask_to_look_at_it(sender, instance, user=None, **kwargs):
    if _is_ours(instance.workflow_state):
        letters.to_look_at(instance, by=user)


@receiver(task_approved, dispatch_uid="writing.approved")
def tell_of_approval(sender, instance, user=None, **kwargs):
    """After the next step has begun, or after the page was published."""
    state = instance.workflow_state
    if _is_ours(state):
        is_last = state.status == WorkflowState.STATUS_APPROVED
        letters.of_decision(instance, by=user, template="published" if is_last else "passed_on")


@receiver(task_rejected, dispatch_uid="writing.rejected")
def tell_of_sending_back(sender, instance, user=None, **kwargs):
    if _is_ours(instance.workflow_state):
        letters.of_decision(instance, by=user, template="sent_back")


@receiver(workflow_cancelled, sender=WorkflowState, dispatch_uid="writing.ended")
def tell_of_ending(sender, instance, user=None, **kwargs):
    if _is_ours(instance):
        letters.of_ending(instance, by=user)
