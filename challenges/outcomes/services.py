"""Writes of outcomes: a draft that is saved, and what is published of it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.models import ChallengePage

from .models import Outcome, OutcomeChange, OutcomeLink
from .notices import tell_of_change_on_commit
from .querysets import LINK
from .rules import MOST_LINKS, contradictions, missing, too_early

Move = OutcomeChange.Move


@transaction.atomic
def save_outcome(*, challenge, values, links, version, by, now) -> Outcome:
    """Keep a draft. `values` are fields of Outcome, `links` dictionaries of kind, title, url and licence, `version` the
    one that `by` has seen (0: there was none). Raises ValidationError, and writes nothing, when somebody else has
    changed it since, when something in it cannot be, or when it is published: then `publish_outcome` changes it."""
    outcome = _locked(challenge, version)
    if outcome.published_at:
        raise ValidationError(
            _("This outcome is published already. Publish your changes, or leave it."), code="published"
        )
    return _write(outcome, values, links, Move.SAVED, by, now)


@transaction.atomic
def publish_outcome(*, challenge, values, links, version, by, now) -> Outcome:
    """Show it to everybody, or correct what they read: that is dated and logged, unless nothing has changed. Raises
    ValidationError as `save_outcome` does, by field where something is missing, and when the challenge still takes
    proposals."""
    outcome = _locked(challenge, version)
    if too_early(outcome.challenge, now):
        raise ValidationError(
            _("This challenge has not closed yet: its outcome can be published afterwards."), code="early"
        )
    move = Move.CHANGED if outcome.published_at else Move.PUBLISHED
    outcome.published_at = outcome.published_at or now
    _set(outcome, values)
    _refuse(missing(outcome, timezone.localdate(now)))
    return _write(outcome, values, links, move, by, now)


def _locked(challenge, version):
    """The outcome as it stands. Who comes second at the same moment waits at the challenge, and is told."""
    page = ChallengePage.objects.select_for_update(of=("self",)).get(pk=challenge.original.pk)
    outcome = Outcome.objects.filter(challenge=page).first() or Outcome(challenge=page)
    if outcome.version != version:
        raise ValidationError(
            _(
                "Somebody else has changed this outcome while you were writing: see “Changes”. What you typed is still "
                "here, and not saved: send it once more to put it in the place of theirs."
            ),
            code="changed_since",
        )
    outcome.challenge = page
    return outcome


def _write(outcome, values, links, move, by, now):
    _set(outcome, values)
    _refuse(contradictions(outcome))
    if len(links) > MOST_LINKS:
        raise ValidationError(_("There is room for %(most)s results.") % {"most": MOST_LINKS}, code="too_many")
    changed = [*_changed_fields(outcome), *_changed_links(outcome, links)]
    if not changed and outcome.pk and move != Move.PUBLISHED:
        return outcome
    outcome.version, outcome.changed_at, outcome.changed_by = outcome.version + 1, now, by
    outcome.corrected_at = now if move == Move.CHANGED else None
    outcome.save()
    if "links" in changed:
        _put_links(outcome, links)
    change = OutcomeChange.objects.create(outcome=outcome, move=move, fields=changed, changed_at=now, changed_by=by)
    tell_of_change_on_commit(change)
    return outcome


def _put_links(outcome, links):
    outcome.links.all().delete()
    OutcomeLink.objects.bulk_create(
        OutcomeLink(outcome=outcome, place=place, **link) for place, link in enumerate(links)
    )


def _refuse(problems):
    if problems:
        raise ValidationError(problems)


def _set(outcome, values):
    for name, value in values.items():
        setattr(outcome, name, value)


def _changed_fields(outcome):
    before = Outcome.objects.filter(pk=outcome.pk).first() or Outcome()
    own = {"id", "challenge", "version", "published_at", "corrected_at", "changed_at", "changed_by"}
    names = [
        field.name
        for field in Outcome._meta.concrete_fields  # noqa: SLF001  Django's documented way to them
        if field.name not in own
    ]
    return [name for name in names if getattr(before, name) != getattr(outcome, name)]


def _changed_links(outcome, links):
    there = list(outcome.links.values(*LINK[1:])) if outcome.pk else []
    return ["links"] if there != [{name: link[name] for name in LINK[1:]} for link in links] else []
