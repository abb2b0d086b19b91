"""Many proposals to many challenges in seconds. The first challenge has closed and has the most of them, all of them
scored by three reviewers; every fifth of the others tells its outcome."""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from accounts.models import User
from challenges.models import ChallengePage, StageChange
from challenges.outcomes.models import Outcome
from challenges.proposals.models import Proposal, TeamMember
from challenges.proposals.stages import Stage
from challenges.reviews.models import Criterion, Declaration, Review, Reviewer, Score
from pages.models import Space
from tests.factories import make_user

from .database import analyse_tables
from .filling import Filling
from .words import sentence

BATCH = 1000
COMPANIES = 200


class Proposing(Filling):
    def __init__(self) -> None:
        super().__init__()
        self.proposed = {"proposals": 0, "of_the_first": 0}
        self.companies = User.objects.bulk_create(User(email=f"company-{n}@tomoni.example") for n in range(COMPANIES))
        self.people = self._people()

    def _people(self):
        office = make_user("office@tomoni.example")
        office.user_permissions.add(Permission.objects.get(content_type__app_label="challenges", codename="add_round"))
        space = Space.objects.get(page=self.town)
        return {
            "an officer": make_user("officer@tomoni.example", groups=[space.group]),
            "a reviewer": make_user("reviewer-0@tomoni.example"),
            "the programme office": office,
        }

    def browser(self, who: str) -> Client:
        """The cookie keeps an anonymous visitor from the pages that are kept."""
        if who not in self.people:
            return Client(headers={"cookie": f"{settings.SESSION_COOKIE_NAME}=none"})
        client = Client()
        client.force_login(self.people[who], backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    def grow(self, *, challenges: int, proposals: int, of_the_first: int) -> None:
        super().grow(projects=10, others=challenges)
        first, *others = ChallengePage.objects.originals().order_by("pk")
        self._close(first)
        self._propose([first] * (of_the_first - self.proposed["of_the_first"]))
        rest = proposals - of_the_first - (self.proposed["proposals"] - self.proposed["of_the_first"])
        self._propose([others[number % len(others)] for number in range(rest)])
        self.proposed = {"proposals": proposals, "of_the_first": of_the_first}
        self._judge(first)
        self._tell(others[::5])
        analyse_tables()

    def _close(self, challenge) -> None:
        opened = timezone.now() - timedelta(days=40)
        closed = opened + timedelta(days=30)
        ChallengePage.objects.filter(pk=challenge.pk).update(stage="open", opens_at=opened, closes_at=closed)
        StageChange.objects.get_or_create(challenge=challenge, stage="open", defaults={"changed_at": opened})

    def _propose(self, challenges) -> None:
        at = timezone.now() - timedelta(days=20)
        texts = {name: sentence(self.chance) for name in ("approach", "plan", "cost", "people")}
        rows = [
            Proposal(
                key=uuid4(),
                challenge=each,
                stage=Stage.SUBMITTED,
                organization_name=f"会社{number}",
                organization_profile="神戸の会社です。",
                created_at=at,
                changed_at=at,
                submitted_at=at + timedelta(seconds=number),
                **texts,
            )
            for number, each in enumerate(challenges)
        ]
        made = Proposal.objects.bulk_create(rows, batch_size=BATCH)
        leads = (
            TeamMember(proposal=each, user=self.companies[number % COMPANIES], role="lead", since=at)
            for number, each in enumerate(made)
        )
        TeamMember.objects.bulk_create(leads, batch_size=BATCH)

    def _judge(self, challenge) -> None:
        """By three reviewers and seven criteria, all handed in and shown."""
        at = timezone.now()
        Review.objects.get_or_create(challenge=challenge, defaults={"frozen_at": at, "revealed_at": at})
        reviewers = list(Reviewer.objects.filter(challenge=challenge)) or self._reviewers_of(challenge, at)
        criteria = list(Criterion.objects.filter(challenge=challenge))
        fresh = Proposal.objects.filter(challenge=challenge, scores=None)
        marks = [(person, each) for each in fresh for person in reviewers]
        none = (
            Declaration(proposal=each, user_id=person.user_id, has_conflict=False, declared_at=at)
            for person, each in marks
        )
        Declaration.objects.bulk_create(none, batch_size=BATCH)
        scores = (
            Score(reviewer=person, proposal=each, criterion=criterion, points=self.chance.randrange(6), changed_at=at)
            for person, each in marks
            for criterion in criteria
        )
        Score.objects.bulk_create(scores, batch_size=BATCH)

    def _reviewers_of(self, challenge, at):
        weights = (20, 20, 20, 10, 10, 10, 10)
        Criterion.objects.bulk_create(
            Criterion(challenge=challenge, position=position, weight=weight, name_ja=f"観点{position}")
            for position, weight in enumerate(weights, 1)
        )
        people = [self.people["a reviewer"], *(make_user(f"reviewer-{number}@tomoni.example") for number in (1, 2))]
        return Reviewer.objects.bulk_create(
            Reviewer(challenge=challenge, user=user, named_at=at, handed_in_at=at) for user in people
        )

    def _tell(self, challenges) -> None:
        """Published outcomes, of those that have none yet."""
        at = timezone.now()
        told = {*Outcome.objects.values_list("challenge", flat=True)}
        words = {"result_ja": sentence(self.chance), "why_ja": "人手が足りた。", "contact_department": "市役所"}
        contact = {"contact_email": "town@tomoni.example", "observed_on": timezone.localdate(at)}
        rows = (
            Outcome(
                challenge=each,
                solved=self.chance.choice(Outcome.Solved.values),
                published_at=at,
                changed_at=at,
                **words,
                **contact,
            )
            for each in challenges
            if each.pk not in told
        )
        Outcome.objects.bulk_create(rows, batch_size=BATCH)
