"""Worlds of challenges, and what a plain count of them says."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from challenges.models import ChallengePage, Round, StageChange
from challenges.pilots.models import Pilot
from challenges.proposals.models import ClosingCount, Proposal
from challenges.stages import Stage
from tests.challenges.outcomes.making import make_outcome
from tests.factories import make_challenge

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)  # noon in Japan
LONG_AGO = datetime(2019, 12, 5, tzinfo=UTC)
JAPAN = ZoneInfo("Asia/Tokyo")


@dataclass
class Way:
    """What is known of one challenge. `noted` is (number, is it of this closing), `pilot` "page", "line" or "secret
    line" of the log, `outcome` (is it published, solved, adopted)."""

    stage: str = "closed"
    live: bool = True
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    was_opened_here: bool = False
    submitted: int = 0
    drafts: int = 0
    noted: tuple[int, bool] | None = None
    pilot: str = ""
    outcome: tuple | None = None
    round: Round | None = None
    topics: list = field(default_factory=list)
    town: object = None
    page: ChallengePage | None = None

    def make(self):
        facts = {name: getattr(self, name) for name in ("stage", "opens_at", "closes_at", "round", "topics")}
        self.page = make_challenge(municipality=self.town, **facts)
        if not self.live:
            self.page.unpublish()
        self._log()
        make_proposals(self.page, submitted=self.submitted, drafts=self.drafts)
        if self.noted:
            number, is_of_this = self.noted
            closes_at = self.closes_at if is_of_this else LONG_AGO
            ClosingCount.objects.create(challenge=self.page, number=number, closes_at=closes_at, counted_at=NOW)
        if self.pilot == "page":
            Pilot.objects.create(challenge=self.page, begun_at=NOW)
        if self.outcome:
            published, solved, adopted = self.outcome
            make_outcome(self.page, published=published, solved=solved, adopted=adopted, why_ja="時間が足りなかった。")
        return self

    def _log(self):
        if self.was_opened_here:
            StageChange.objects.create(challenge=self.page, stage=Stage.OPEN, changed_at=LONG_AGO)
        if self.pilot.endswith("line"):
            is_public = self.pilot == "line"
            StageChange.objects.create(challenge=self.page, stage=Stage.PILOT, is_public=is_public)

    @property
    def is_sealed(self):
        return self.page.stage_at(NOW) in {Stage.PREPARING, Stage.OPEN}

    @property
    def number(self):
        """Of proposals; None where nobody may know or nobody knows."""
        if self.is_sealed:
            return None
        if self.noted and self.noted[1]:
            return self.noted[0]
        return self.submitted or (0 if self.was_opened_here else None)

    @property
    def has_pilot(self):
        if self.pilot in {"page", "line"} or self.page.stage == Stage.PILOT:
            return True
        return False if self.is_sealed or self.was_opened_here else None

    @property
    def year(self):
        if self.round:
            return self.round.year
        moment = self.opens_at or (self.closes_at and self.closes_at - timedelta(seconds=1))
        if moment is None:
            return None
        day = moment.astimezone(JAPAN)
        return day.year if day.month >= 4 else day.year - 1

    def has_said(self, **answers):
        """Whether its outcome is published and says so."""
        published, solved, adopted = self.outcome or (False, None, None)
        said = {"solved": solved, "adopted": adopted}
        return published and all(said[name] == answer for name, answer in answers.items())


def make_proposals(challenge, *, submitted=0, drafts=0):
    common = {"challenge": challenge, "created_at": NOW, "changed_at": NOW}
    for _each in range(submitted):
        Proposal.objects.create(stage="submitted", submitted_at=NOW, **common)
    for _each in range(drafts):
        Proposal.objects.create(**common)


def plain_count(ways):
    """The fields of `Counts`, one challenge after the other."""
    numbers = [way.number for way in ways if way.number is not None]
    pilots = [way.has_pilot for way in ways]
    return {
        "challenges": len(ways),
        "closed": sum(not way.is_sealed for way in ways),
        "proposals": sum(numbers) if numbers else None,
        "proposals_known": len(numbers),
        "pilots": pilots.count(True),
        "pilots_known": len(pilots) - pilots.count(None),
        "told": sum(way.has_said() for way in ways),
        **{f"solved_{said}": sum(way.has_said(solved=said) for way in ways) for said in ("yes", "partly", "no")},
        **{f"adopted_{said}": sum(way.has_said(adopted=said) for way in ways) for said in ("procured", "free", "not")},
    }
