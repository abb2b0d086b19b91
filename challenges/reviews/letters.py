"""The mails of a review. Each goes out once: its key says what it is about."""

from zoneinfo import ZoneInfo

from django.urls import reverse

from accounts.notices.services import write_to
from challenges.officers import officers_of
from challenges.reaching import parts_of_address
from challenges.words import title_of
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


def of_decision(decision):
    """To each member of the team."""
    proposal = decision.proposal
    place = _path("review_interview", *parts_of_address(proposal.challenge), proposal.key)
    context = {**_about(proposal.challenge), "team": proposal.organization_name, "reason": decision.reason}
    path = place if decision.outcome == "interview" else context["path"]
    _send(team_of(proposal), f"decision:{decision.pk}", f"decided_{decision.outcome}", **{**context, "path": path})


def team_of(proposal):
    return [each.user for each in proposal.team.select_related("user__profile").order_by("since", "pk")]


def _to_both_sides(slot, proposal, key, template, *, by):
    challenge = proposal.challenge
    parts = parts_of_address(challenge)
    context = {
        **_about(challenge),
        "team": proposal.organization_name,
        "by": name_of(by),
        "when": lambda: datetime_text(slot.starts_at.astimezone(JAPAN)),
        "place": slot.place,
        "link": slot.link,
    }
    team = team_of(proposal)
    _send(team, key, template, **{**context, "path": _path("review_interview", *parts, proposal.key)})
    officers = [each for each in officers_of(challenge) if each not in team]
    _send(officers, key, template, **{**context, "path": _path("review_interviews", *parts)})


def _send(people, key, template, **context):
    for person in people:
        if person.is_active:
            write_to(user=person, key=key, template=f"reviews/{template}", context=context)


def _about(challenge, place=""):
    """`path` leads to `place`, or to the challenge. Templates call functions: each reader has an own language."""
    path = _path(place, *parts_of_address(challenge)) if place else challenge.address
    return {"challenge": lambda: title_of(challenge), "path": path}


def _path(place, *parts):
    return lambda: reverse(place, args=parts)
