"""Reporting something to the moderators."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from .models import Report


@transaction.atomic
def report(*, reporter, kind, subject, reason, text="") -> Report:
    """Once for each person and thing until it is decided: a second time changes nothing."""
    row, _made = Report.objects.get_or_create(
        reporter=reporter,
        content_type=ContentType.objects.get_for_model(subject, for_concrete_model=False),
        object_id=subject.pk,
        state=Report.State.OPEN,
        defaults={
            "address": kind.address(subject),
            "reason": reason,
            "text": text,
            "reported_at": timezone.now(),
        },
    )
    return row
