"""Times for interviews: offered by officers, chosen by teams, first come, first served."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from challenges.proposals.models import Proposal
from challenges.proposals.stages import Stage
from challenges.reviews import letters
from challenges.reviews.logs import record
from challenges.reviews.models import Slot

from .locks import lock

CHANGED_UNTIL = timedelta(days=1)
"""How long before it begins a team may leave a time that it has chosen."""
MOST_AT_ONCE = 20


@transaction.atomic
def offer_slots(*, challenge, starts_at, minutes, number, by, now, place="", link=""):
    """Offer `number` times of `minutes` each, one right after the other, the first from `starts_at` on. Times that are
    offered already are left alone. Teams that wait for one are told, unless there were some.

    Raises ValidationError for times that are past, and for those without any place."""
    lock(challenge, now)
    if starts_at <= now:
        raise ValidationError(_("This time has passed. Choose one that is to come."), code="past")
    if not (place.strip() or link):
        raise ValidationError(_("Say where: a place, a link to an online meeting, or both."), code="nowhere")
    had_some = Slot.objects.of(challenge).free(now).exists()
    length = timedelta(minutes=minutes)
    wished = [starts_at + place_in_row * length for place_in_row in range(number)]
    same = Slot.objects.of(challenge).filter(place=place, link=link, starts_at__in=wished)
    known = set(same.values_list("starts_at", flat=True))
    made = Slot.objects.bulk_create(
        Slot(
            challenge=challenge,
            starts_at=begin,
            ends_at=begin + length,
            place=place,
            link=link,
            offered_by=by,
            changed_at=now,
        )
        for begin in wished
        if begin not in known
    )
    entry = record("slots", challenge=challenge, by=by, offered=len(made))
    if made and not had_some:
        letters.of_offer(challenge, entry)
    return made


@transaction.atomic
def withdraw_slot(*, slot, by, now):
    """Take a time back that no team counts on. Raises ValidationError where one does."""
    lock(slot.challenge, now)
    slot = Slot.objects.select_related("proposal").filter(pk=slot.pk).first()
    if slot is None:
        return
    if slot.proposal and slot.proposal.stage == Stage.INTERVIEW:
        raise ValidationError(
            _("%(team)s has chosen this time. Write to them first.") % {"team": slot.proposal.organization_name},
            code="taken",
        )
    record("slots", challenge=slot.challenge, by=by, withdrawn=slot.pk)
    slot.delete()


@transaction.atomic
def take_slot(*, slot, proposal, by, now):
    """Choose a time for the team of `proposal`, in the place of the one it had. Both sides are told.

    Raises ValidationError where somebody was faster, it has passed, or the one before begins within a day."""
    lock(proposal.challenge, now)
    proposal = Proposal.objects.select_related("challenge").get(pk=proposal.pk)
    slot = Slot.objects.filter(pk=slot.pk, challenge=proposal.challenge).first()
    if slot and slot.proposal_id == proposal.pk:
        return slot
    _check_may_take(slot, proposal, now)
    _leave(proposal, now)
    slot.proposal, slot.taken_at, slot.changed_at = proposal, now, now
    slot.save(update_fields=["proposal", "taken_at", "changed_at"])
    letters.of_slot(slot, by=by)
    return slot


@transaction.atomic
def release_slot(*, proposal, by, now):
    """Give the chosen time back. Raises ValidationError within the last day before it begins."""
    lock(proposal.challenge, now)
    left = _leave(proposal, now)
    if left:
        letters.of_slot_left(left, proposal, by=by, now=now)
    return left


def may_still_change(slot, now):
    return slot is None or slot.starts_at - now >= CHANGED_UNTIL


def _check_may_take(slot, proposal, now):
    if proposal.stage != Stage.INTERVIEW:
        raise ValidationError(_("Only teams that are asked to an interview choose a time."), code="stage")
    if slot is None:
        raise ValidationError(_("This time is not offered any more. Choose another one."), code="gone")
    if slot.proposal_id:
        raise ValidationError(_("Another team was faster. Choose another time."), code="taken")
    if slot.starts_at <= now:
        raise ValidationError(_("This time has passed. Choose another one."), code="past")


def _leave(proposal, now):
    """The slot that the team had, free again; None where it had none."""
    held = Slot.objects.select_for_update(of=("self",)).filter(proposal=proposal).first()
    if held is None:
        return None
    if not may_still_change(held, now):
        raise ValidationError(
            _("Your interview begins within a day: it cannot be changed here any more. Write to the municipality."),
            code="too_late",
        )
    held.proposal, held.taken_at, held.changed_at = None, None, now
    held.save(update_fields=["proposal", "taken_at", "changed_at"])
    return held
