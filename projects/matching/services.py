"""What people do with what is shown to them."""

from django.db import transaction
from django.utils import timezone

from .candidates import visible_needs
from .models import HiddenNeed


@transaction.atomic
def hide(*, user, need_id) -> HiddenNeed | None:
    """Not shown to this person again. None where there is no such need that anybody may see."""
    if not visible_needs(timezone.localdate()).filter(pk=need_id).exists():
        return None
    return HiddenNeed.objects.get_or_create(user=user, need_id=need_id, defaults={"hidden_at": timezone.now()})[0]


@transaction.atomic
def show_again(*, user, need_id) -> bool:
    deleted, _by_kind = HiddenNeed.objects.filter(user=user, need_id=need_id).delete()
    return bool(deleted)
