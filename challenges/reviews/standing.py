"""Where a review stands: what is frozen, who is shut out, who is waited for, whether the scores are open to all.

`Standing` is read in a fixed number of queries, however many proposals and reviewers there are."""

from dataclasses import dataclass
from functools import cached_property

from challenges.proposals.models import Proposal, TeamMember
from challenges.proposals.permissions import is_sealed
from challenges.proposals.stages import COUNTED

from .models import Criterion, Declaration, Review, Reviewer
from .presets import PRESETS


def review_of(challenge) -> Review:
    """The row, or one that is not saved yet: looking writes nothing."""
    return Review.objects.filter(challenge=challenge).first() or Review(challenge=challenge)


def is_frozen(review, challenge, now) -> bool:
    """Once it has closed, also where it is opened again later."""
    return review.frozen_at is not None or not is_sealed(challenge, now)


def criteria_of(challenge) -> list[Criterion]:
    """Those that were set; else those that the challenge's page announces in their place, not saved."""
    return list(Criterion.objects.filter(challenge=challenge)) or preset_criteria(challenge)


def preset_criteria(challenge) -> list[Criterion]:
    return [
        Criterion(challenge=challenge, position=position, **preset._asdict())
        for position, preset in enumerate(PRESETS, 1)
    ]


@dataclass
class Standing:
    """The review of an original `challenge` at the moment `now`."""

    challenge: object
    now: object

    def forget(self):
        """What was written since it was read."""
        for name in ("reviewers", "declarations", "judges"):
            self.__dict__.pop(name, None)

    @cached_property
    def review(self):
        return review_of(self.challenge)

    @cached_property
    def is_sealed(self):
        return is_sealed(self.challenge, self.now)

    @cached_property
    def is_frozen(self):
        return is_frozen(self.review, self.challenge, self.now)

    @property
    def is_revealed(self):
        return self.review.revealed_at is not None

    @cached_property
    def criteria(self):
        return criteria_of(self.challenge)

    @cached_property
    def proposals(self):
        """{key: organization's name} of what is judged, in the order in which it came; nothing before it has closed."""
        if self.is_sealed:
            return {}
        rows = Proposal.objects.filter(challenge=self.challenge, stage__in=COUNTED).order_by("submitted_at", "pk")
        return dict(rows.values_list("pk", "organization_name"))

    @cached_property
    def reviewers(self):
        return list(Reviewer.objects.of(self.challenge).with_people())

    @cached_property
    def competitors(self):
        """Keys of those who are in a team for this challenge: they judge none of its proposals."""
        rows = TeamMember.objects.filter(proposal__challenge=self.challenge)
        return set(rows.values_list("user_id", flat=True))

    @cached_property
    def declarations(self):
        """{(proposal, user): shuts out}"""
        rows = Declaration.objects.of(self.challenge)
        values = rows.values_list("proposal_id", "user_id", "has_conflict", "lifted_at")
        return {(proposal, user): conflict and lifted is None for proposal, user, conflict, lifted in values}

    def is_shut_out(self, proposal_id, user_id):
        """By a conflict that counts, or because the person competes."""
        return user_id in self.competitors or self.declarations.get((proposal_id, user_id), False)

    def undeclared_by(self, user_id):
        """Proposals about which this person has said nothing; whoever competes is not asked."""
        if user_id in self.competitors:
            return []
        return [pk for pk in self.proposals if (pk, user_id) not in self.declarations]

    def due_from(self, user_id):
        """Proposals that this person is to score."""
        return [pk for pk in self.proposals if not self.is_shut_out(pk, user_id)]

    def readable_by(self, user_id):
        """Proposals that this reviewer or officer may open: a reviewer declares first."""
        undeclared = set(self.undeclared_by(user_id)) if self.reviewer(user_id) else set()
        return [pk for pk in self.due_from(user_id) if pk not in undeclared]

    def reviewer(self, user_id):
        return next((each for each in self.reviewers if each.user_id == user_id), None)

    @cached_property
    def judges(self):
        """Reviewers who have something to score."""
        return [each for each in self.reviewers if each.handed_in_at or self.due_from(each.user_id)]

    @property
    def handed_in(self):
        return [each for each in self.judges if each.handed_in_at]

    @property
    def awaited(self):
        return [each for each in self.judges if not each.handed_in_at]

    @property
    def may_be_decided(self):
        """Once the scores are open to all; where nobody scores, once it has closed."""
        return self.is_revealed or (not self.is_sealed and not self.judges)

    @property
    def are_all_in(self):
        return bool(self.judges) and not self.awaited
