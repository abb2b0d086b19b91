"""Beginning a proposal and writing it together."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from challenges.models import ChallengePage
from challenges.proposals.fields import TEXTS, texts_of
from challenges.proposals.models import Proposal, TeamMember
from challenges.proposals.permissions import takes_proposals
from challenges.proposals.seen import digest
from challenges.proposals.stages import Stage

from .locks import lock

MOST_DRAFTS = 5


@dataclass(frozen=True)
class Kept:
    """What came of a save. `theirs` are the sections that somebody else has changed meanwhile and that the writer has
    changed too: nothing of them was overwritten, and what stands there now is told by name."""

    proposal: Proposal
    theirs: dict[str, str]


@transaction.atomic
def begin_proposal(*, challenge, by, now, organization_name="") -> Proposal:
    """A draft with `by` as its lead. Raises ValidationError while the challenge takes none, or where there are many."""
    challenge = ChallengePage.objects.get(pk=challenge.original.pk)
    if not takes_proposals(challenge, now):
        raise ValidationError(_("This challenge takes no proposals at the moment."), code="closed")
    if _drafts_led_by(by, challenge) >= MOST_DRAFTS:
        said = _("You have begun %(most)d proposals for this challenge, which is the most. Go on with one of them.")
        raise ValidationError(said, params={"most": MOST_DRAFTS}, code="too_many")
    proposal = Proposal.objects.create(
        challenge=challenge, organization_name=organization_name, created_at=now, changed_at=now
    )
    proposal.team.create(user=by, role=TeamMember.Role.LEAD, since=now)
    proposal.stage_changes.create(stage=Stage.DRAFT, changed_at=now, changed_by=by)
    return proposal


def _drafts_led_by(user, challenge):
    begun = Proposal.objects.filter(challenge=challenge, team__user=user, team__role=TeamMember.Role.LEAD)
    return begun.exclude(stage=Stage.WITHDRAWN).count()


@transaction.atomic
def save_texts(*, proposal, texts, seen, now) -> Kept:
    """Keep the sections that were typed into a draft. `seen` has a digest of each as the writer found it (`seen.py`).

    What others have changed meanwhile stays where the writer has not touched it, and is given back where both have.
    Raises ValidationError where the proposal is no draft any more."""
    proposal = lock(proposal)
    if proposal.stage != Stage.DRAFT:
        raise ValidationError(
            _("Nothing was saved: this proposal is “%(stage)s” by now.") % {"stage": proposal.get_stage_display()},
            code="no_draft",
        )
    mine, theirs = merged(texts_of(proposal), texts, seen)
    if mine:
        _write(proposal, mine, now)
    return Kept(proposal, theirs)


def merged(now_there, typed, seen) -> tuple[dict[str, str], dict[str, str]]:
    """(what is to be written, what others wrote in sections that both have changed)"""
    mine, theirs = {}, {}
    for name in TEXTS:
        there, text = now_there[name], typed.get(name, now_there[name])
        if text == there or digest(text) == seen.get(name):
            continue
        if digest(there) == seen.get(name) or not there:
            mine[name] = text
        else:
            theirs[name] = there
    return mine, theirs


def _write(proposal, texts, now):
    for name, text in texts.items():
        setattr(proposal, name, text)
    proposal.changed_at = now
    proposal.save(update_fields=[*texts, "changed_at"])
