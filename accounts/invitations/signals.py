"""Whatever changes the group of a space or the account of its people, who is there since when is written down."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver
from django.utils import timezone

from pages.models import Space

from .models import SpaceMembership
from .services import end_all_memberships, withdraw_invitations_of
from .services.belonging import end_rows

User = get_user_model()


@receiver(m2m_changed, sender=User.groups.through, dispatch_uid="accounts.invitations.group")
def keep_rows_in_step(sender, instance, action, reverse, pk_set, **kwargs):
    if action == "post_add":
        _came(_pairs(instance, reverse, pk_set))
    elif action == "post_remove":
        _went(_pairs(instance, reverse, pk_set))
    elif action == "pre_clear":  # afterwards nobody could tell who was there
        _went(_pairs(instance, reverse, _all_of(instance, reverse)))


@receiver(post_save, sender=User, dispatch_uid="accounts.invitations.suspension")
def suspended_people_look_after_nothing(sender, instance, created, raw=False, **kwargs):
    if instance.is_active or created or raw:
        return
    now = timezone.now()
    with transaction.atomic():
        end_all_memberships(user=instance, how=SpaceMembership.End.CLOSED, by=None, now=now)
        withdraw_invitations_of(user=instance, now=now)


@transaction.atomic
def _came(pairs):
    for space, user in pairs:
        if user.is_active:
            first = {"since": timezone.now()}
            SpaceMembership.objects.get_or_create(space=space, user=user, ended_at=None, defaults=first)
        else:  # a form of the admin that suspends somebody writes the groups after that
            space.group.user_set.remove(user)


@transaction.atomic
def _went(pairs):
    for space, user in pairs:
        end_rows(space=space, user=user, how=SpaceMembership.End.REMOVED, by=None, now=timezone.now())


def _pairs(instance, is_group, numbers):
    """(space, person) of each group of a space that is meant."""
    if is_group:
        spaces, people = Space.objects.filter(group=instance), User.objects.filter(pk__in=numbers)
    else:
        spaces, people = Space.objects.filter(group__in=numbers), [instance]
    spaces = list(spaces.select_related("group", "page"))
    return [(space, user) for space in spaces for user in people] if spaces else []


def _all_of(instance, is_group):
    rows = instance.user_set if isinstance(instance, Group) and is_group else instance.groups
    return list(rows.values_list("pk", flat=True))
