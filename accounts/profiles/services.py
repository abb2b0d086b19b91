"""What people write about themselves."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.handles import check_new_handle, taken
from accounts.models import FormerHandle, Profile
from accounts.skills import skills_named

WRITTEN = (
    "name",
    "introduction",
    "roles",
    "languages",
    "effort",
    "place",
    "hours_a_week",
    "mail_language",
    "is_public",
    "public_parts",
)


@transaction.atomic
def save_profile(*, user, handle, skills=(), topics=(), regions=(), **values):
    """Write the whole profile; `skills` are names. Raises ValidationError where the handle may not be had."""
    profile = Profile.objects.select_for_update().get(user=user)
    _change_handle(profile, handle)
    for name in WRITTEN:
        setattr(profile, name, values[name])
    profile.save()
    profile.skills.set(skills_named(skills))
    profile.topics.set(topics)
    profile.regions.set(regions)
    return profile


def _change_handle(profile, handle):
    if handle == profile.handle:
        return
    check_new_handle(profile, handle)
    FormerHandle.objects.update_or_create(
        handle=profile.handle, defaults={"profile": profile, "given_up_at": timezone.now()}
    )
    profile.handle = handle
    try:
        with transaction.atomic():
            profile.save(update_fields=["handle"])
    except IntegrityError as error:  # somebody else has taken it since it was looked up
        raise taken() from error
