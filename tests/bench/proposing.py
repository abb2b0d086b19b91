"""Many proposals to many challenges in seconds. The first challenge has closed, and has the most of them."""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from accounts.models import User
from challenges.models import ChallengePage, StageChange
from challenges.proposals.models import Proposal, TeamMember
from challenges.proposals.stages import Stage
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
        return {"an officer": make_user("officer@tomoni.example", groups=[space.group]), "the programme office": office}

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
