"""Where a person stands with a project: in it, asked, declined, or none of these; and what follows from it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from pages.templatetags.tomoni import plain_date_text
from projects.needs import OVER

from .models import Claim, Handover, JoinRequest, Membership

ASK_AGAIN_AFTER = timedelta(days=30)
"""From the beginning of that day on, for a day is what people are told."""


@dataclass(frozen=True)
class Standing:
    """`asks_again_on` is set while a declined request is too fresh to ask anew; `declined` is that request."""

    membership: Membership | None
    request: JoinRequest | None
    declined: JoinRequest | None
    claim: Claim | None
    handover: Handover | None

    @property
    def asks_again_on(self) -> date | None:
        return self.declined and timezone.localdate(self.declined.decided_at) + ASK_AGAIN_AFTER


def standing_of(user, project, now) -> Standing:
    mine = JoinRequest.objects.filter(project=project, user=user)
    return Standing(
        membership=Membership.objects.filter(project=project, user=user).first(),
        request=mine.open().first(),
        declined=mine.declined_since(_first_day(now)).order_by("decided_at").last(),
        claim=Claim.objects.open().filter(project=project, user=user).first(),
        handover=Handover.objects.open().filter(project=project, offered_to=user).first(),
    )


def _first_day(now) -> datetime:
    """Whoever was declined before it may ask again."""
    day = timezone.localdate(now) - ASK_AGAIN_AFTER + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time.min))


def has_owner(project) -> bool:
    return Membership.objects.owners().filter(project=project).exists()


def check_may_ask(project, standing):
    """Refuse, with the reason, an asking that would have no use."""
    if standing.membership:
        raise ValidationError(_("You are in this project already."), code="member")
    if project.status in OVER:
        raise ValidationError(_("This project is over and takes nobody in."), code="over")
    if standing.asks_again_on:
        raise ValidationError(when_to_ask_again(standing.asks_again_on), code="too_soon")


def when_to_ask_again(day: date) -> str:
    return _("You can ask again from %(date)s on.") % {"date": plain_date_text(day)}


def check_may_claim(project, standing):
    if has_owner(project):
        raise ValidationError(_("Somebody looks after this project. Ask to join it instead."), code="owned")
