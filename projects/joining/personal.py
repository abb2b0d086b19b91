"""What is kept of a person about joining, and what happens to it with their account."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.personal_data import before_deletion, keeps

from .models import Claim, Handover, JoinMessage, JoinRequest
from .services import leave_everything


@keeps(
    "joining",
    what=_(
        "Projects that you are in; requests to join with what was said about them; projects offered to you or by "
        "you, and claimed by you; what you decided on requests and claims of others"
    ),
    why=_("So that you and the people of the project know who belongs to it and where a request stands."),
    stays=_(
        "What you wrote to others about their requests stays with them, without your name. A project’s history keeps "
        "the number of your account, so that moderators can follow what was decided; the number leads to nobody any "
        "more. Projects that only you looked after stay, and others may take them over."
    ),
    fields=(
        "joining.Membership.user",
        "joining.JoinRequest.user",
        "joining.JoinRequest.decided_by",
        "joining.JoinMessage.author",
        "joining.Handover.offered_by",
        "joining.Handover.offered_to",
        "joining.Claim.user",
        "joining.Claim.decided_by",
    ),
)
def joining_of(user):
    return {
        "projects": [_membership(each) for each in user.memberships.select_related("project")],
        "requests": [_request(each) for each in user.join_requests.select_related("project")],
        "written_about_requests_of_others": [_said(each) for each in _written_to_others(user)],
        "offers": [_offer(each, user) for each in _offers(user)],
        "claims": [_claim(each) for each in user.claims.select_related("project")],
        "requests_decided_by_you": [_decision(each) | {"stage": each.stage} for each in _decided_by(user, JoinRequest)],
        "claims_decided_by_you": [_decision(each) | {"state": each.state} for each in _decided_by(user, Claim)],
    }


def _decided_by(user, model):
    return model.objects.filter(decided_by=user).exclude(user=user).select_related("project").order_by("pk")


def _decision(row):
    """Who asked for it, and in which words, is theirs."""
    return {"project": row.project.title, "decided_at": row.decided_at}


@before_deletion
def leave_before_deletion(user):
    leave_everything(user=user, now=timezone.now())


def _membership(membership):
    return {
        "project": membership.project.title,
        "role": membership.role,
        "since": membership.since,
        "shown": membership.is_shown,
    }


def _request(request):
    messages = request.messages.values_list("written_at", "author_id", "text")
    return {
        "project": request.project.title,
        "stage": request.stage,
        "asked_at": request.asked_at,
        "decided_at": request.decided_at,
        "to_be_shown": request.to_be_shown,
        "messages": [{"at": at, "by_me": author == request.user_id, "text": text} for at, author, text in messages],
    }


def _written_to_others(user):
    return JoinMessage.objects.filter(author=user).exclude(request__user=user)


def _said(message):
    return {"at": message.written_at, "text": message.text}


def _offers(user):
    return Handover.objects.filter(Q(offered_to=user) | Q(offered_by=user)).select_related("project").order_by("pk")


def _offer(handover, user):
    return {
        "project": handover.project.title,
        "by_me": handover.offered_by_id == user.pk,
        "state": handover.state,
        "offered_at": handover.offered_at,
    }


def _claim(claim):
    return {
        "project": claim.project.title,
        "reason": claim.reason,
        "state": claim.state,
        "claimed_at": claim.claimed_at,
        "note": claim.note,
    }
