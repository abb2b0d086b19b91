"""The mails of a review. Each goes out once: its key says what it is about."""

from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import get_language

from accounts.notices.services import write_to
from challenges.officers import officers_of
from challenges.proposals.models import Proposal
from challenges.proposals.stages import Stage
from challenges.reaching import parts_of_address
from challenges.words import title_of
from integrations.mail.services import is_posted
from pages.templatetags.tomoni import datetime_text
from projects.joining.words import name_of

JAPAN = ZoneInfo("Asia/Tokyo")


def of_naming(reviewer, entry, *, by):
    context = {**_about(reviewer.challenge, "review"), "by": name_of(by)}
    _send([reviewer.user], f"review:{entry.pk}", "named", **context)


def of_removal(challenge, user, entry):
    _send([user], f"review:{entry.pk}", "removed", **_about(challenge))


def of_conflict(challenge, declaration, entry, *, by):
    """A colleague has declared it for them."""
    context = {**_about(challenge), "by": name_of(by), "team": declaration.proposal.organization_name}
    _send([declaration.user], f"review:{entry.pk}", "conflict", **context, reason=declaration.reason)


def of_lifting(challenge, declaration, entry, *, by):
    context = {**_about(challenge, "review"), "by": name_of(by), "team": declaration.proposal.organization_name}
    _send([declaration.user], f"review:{entry.pk}", "lifted", **context)


def of_all_scores(standing):
    """To reviewers and officers, each once."""
    people = {each.user.pk: each.user for each in standing.reviewers if each.user}
    people |= {each.pk: each for each in officers_of(standing.challenge)}
    context = {**_about(standing.challenge, "review_ranking"), "closing_reason": standing.review.closing_reason}
    _send(people.values(), f"review:{standing.review.pk}:all-in", "all_in", **context)


def of_slot(slot, *, by):
    """To the team and to the officers."""
    key = f"interview:{slot.pk}:{slot.proposal_id}:{slot.taken_at:%Y%m%d%H%M%S%f}"
    _to_both_sides(slot, slot.proposal, key, "slot_taken", by=by)


def of_slot_left(slot, proposal, *, by, now):
    key = f"interview:{slot.pk}:{proposal.pk}:left:{now:%Y%m%d%H%M%S%f}"
    _to_both_sides(slot, proposal, key, "slot_left", by=by)


def of_offer(challenge, entry):
    """To teams that are asked to an interview and have no time yet."""
    asked = Proposal.objects.filter(challenge=challenge, stage=Stage.INTERVIEW, interview_slot=None)
    for proposal in asked.order_by("pk"):
        proposal.challenge = challenge
        _to_team(proposal, f"interview:{proposal.pk}:offered:{entry.pk}", "slots_offered")


def of_choosing(proposal):
    """How many letters were written: each member is reminded once."""
    return _to_team(proposal, f"interview:{proposal.pk}:choose", "slots_waiting")


def of_tomorrow(slot):
    """How many letters were written."""
    key = f"interview:{slot.pk}:{slot.proposal_id}:{slot.taken_at:%Y%m%d%H%M%S%f}:soon"
    return _to_both_sides(slot, slot.proposal, key, "slot_soon")


def of_waiting(challenge, reviewer, *, days):
    """How many letters were written. After no days: the proposals can be read now."""
    context = {**_about(challenge, "review_scoring"), "days": days}
    template = "waits" if days else "begins"
    return _send([reviewer.user], f"review:{reviewer.pk}:waits:{days}", template, **context)


def of_decisions(challenge, decisions):
    """To each member of the teams. The challenge's title is looked up once for each language."""
    about = _about(challenge)
    about["challenge"] = _once_a_language(about["challenge"])
    for each in decisions:
        _of_decision(each, parts_of_address(challenge), about)


def _of_decision(decision, parts, about):
    proposal = decision.proposal
    place = _path("review_interview", *parts, proposal.key) if decision.outcome == "interview" else about["path"]
    context = {**about, "team": proposal.organization_name, "reason": decision.reason, "path": place}
    _send(team_of(proposal), f"decision:{decision.pk}", f"decided_{decision.outcome}", **context)


def _once_a_language(look_up):
    known = {}

    def found():
        language = get_language()
        if language not in known:
            known[language] = look_up()
        return known[language]

    return found


def team_of(proposal):
    return [each.user for each in proposal.team.select_related("user__profile").order_by("since", "pk")]


def _to_team(proposal, key, template):
    challenge = proposal.challenge
    place = _path("review_interview", *parts_of_address(challenge), proposal.key)
    context = {**_about(challenge), "team": proposal.organization_name, "path": place}
    return _send(team_of(proposal), key, template, **context)


def _to_both_sides(slot, proposal, key, template, *, by=None):
    challenge = proposal.challenge
    parts = parts_of_address(challenge)
    context = {
        **_about(challenge),
        "team": proposal.organization_name,
        "by": name_of(by) if by else "",
        "when": lambda: datetime_text(slot.starts_at.astimezone(JAPAN)),
        "place": slot.place,
        "link": slot.link,
    }
    team = team_of(proposal)
    sent = _send(team, key, template, **{**context, "path": _path("review_interview", *parts, proposal.key)})
    officers = [each for each in officers_of(challenge) if each not in team]
    return sent + _send(officers, key, template, **{**context, "path": _path("review_interviews", *parts)})


def _send(people, key, template, **context):
    """How many letters were written: none to whom this key was used before."""
    waiting = [each for each in people if each.is_active and not is_posted(f"{key}:{each.pk}")]
    letters = [write_to(user=each, key=key, template=f"reviews/{template}", context=context) for each in waiting]
    return sum(letter is not None for letter in letters)


def _about(challenge, place=""):
    """`path` leads to `place`, or to the challenge. Templates call functions: each reader has an own language."""
    path = _path(place, *parts_of_address(challenge)) if place else challenge.address
    return {"challenge": lambda: title_of(challenge), "path": path}


def _path(place, *parts):
    return lambda: reverse(place, args=parts)
