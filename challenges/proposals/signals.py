"""The bytes of an attachment go once it is certain that its row has gone."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from .models import Attachment


@receiver(post_delete, sender=Attachment, dispatch_uid="proposals.attachment_file")
def delete_file_after_the_row(sender, instance, **kwargs):
    if instance.file:
        transaction.on_commit(partial(instance.file.storage.delete, instance.file.name))
