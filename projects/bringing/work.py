"""Regular work: forgetting what was deleted."""

from datetime import timedelta

from integrations.regular import regular

from .services import forget_removed

KEPT_FOR = timedelta(days=30)


@regular("deleted drafts of projects", every=timedelta(days=1))
def forget_deleted_drafts(now):
    return f"{forget_removed(before=now - KEPT_FOR)} forgotten"
