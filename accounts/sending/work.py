"""Forgetting forms that no seal and no limit asks for any more."""

from datetime import timedelta

from integrations.regular import regular

from .models import SentForm

KEPT_FOR = timedelta(days=2)


@regular("sent forms", every=timedelta(hours=6))
def forget_sent_forms(now):
    count, _by_model = SentForm.objects.filter(at__lt=now - KEPT_FOR).delete()
    return f"{count} forgotten"
