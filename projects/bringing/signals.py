"""What follows from the moderators' decisions in the admin, and from what the sync brings."""

from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_cancelled, workflow_rejected

from integrations.github.signals import repositories_synced
from pages.refusals import RefusedError
from projects.models import ProjectPage

from .models import Submission
from .moderation import approve, end_without_decision, give_back, send_back
from .tasks import settle


def _is_ours(state):
    """Decisions about pages that nobody brought in here are no matter of this room."""
    return str(state.object_id).isdigit() and Submission.objects.undecided_about_page(int(state.object_id)).exists()


@receiver(workflow_approved, sender=WorkflowState, dispatch_uid="bringing.approved")
def publish_what_was_approved(sender, instance, user=None, **kwargs):
    if _is_ours(instance):
        approve(page_id=int(instance.object_id), by=user, key=instance.pk)


@receiver(workflow_rejected, sender=WorkflowState, dispatch_uid="bringing.sent_back")
def send_back_what_was_rejected(sender, instance, user=None, **kwargs):
    if _is_ours(instance):
        task = instance.current_task_state
        send_back(page_id=int(instance.object_id), by=user, comment=task.comment, key=task.pk)


@receiver(workflow_cancelled, sender=WorkflowState, dispatch_uid="bringing.ended")
def end_what_was_cancelled(sender, instance, user=None, **kwargs):
    if _is_ours(instance):
        end_without_decision(page_id=int(instance.object_id), by=user, key=f"{instance.pk}:ended")


@receiver(repositories_synced, dispatch_uid="bringing.read")
def propose_what_was_synced(sender, repository_ids, **kwargs):
    for submission in Submission.objects.reading(list(repository_ids)):
        settle(submission.pk, unless_known=submission.reading)


@receiver(pre_save, sender=ProjectPage, dispatch_uid="bringing.orphans")
def refuse_to_publish_for_nobody(sender, instance, raw=False, **kwargs):
    """Whoever brought it in would be its owner, and cannot sign in."""
    if instance.live and instance.pk and not raw and Submission.objects.of_suspended_people(instance.pk).exists():
        raise RefusedError(
            _(
                "The account that brought this project in is suspended. As long as it is, the project cannot be "
                "published; it can be sent back."
            )
        )


@receiver(pre_delete, sender=ProjectPage, dispatch_uid="bringing.deleted")
def give_back_what_was_deleted(sender, instance, **kwargs):
    give_back(page_id=instance.pk)
