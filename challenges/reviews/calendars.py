"""An interview as an entry of a calendar. Calendars lie with others, so it says nothing of the team."""

from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.reaching import parts_of_address
from challenges.words import title_of
from pages.calendars import calendar_of, entry
from pages.metadata import absolute

JAPAN = ZoneInfo("Asia/Tokyo")


def calendar_of_slot(slot, *, is_team) -> bytes:
    """Its address leads the team to its own page, others to all interviews."""
    title = _("Interview: %(challenge)s") % {"challenge": title_of(slot.challenge)}
    event = entry(uid=f"interview-{slot.pk}", changed_at=slot.changed_at)
    event.add("dtstart", slot.starts_at.astimezone(JAPAN))
    event.add("dtend", slot.ends_at.astimezone(JAPAN))
    event.add("summary", title)
    event.add("location", slot.place or slot.link)
    event.add("url", absolute(_address(slot, is_team)))
    if slot.place and slot.link:
        event.add("description", slot.link)
    return calendar_of([event], name=title, product="Interviews")


def _address(slot, is_team):
    parts = parts_of_address(slot.challenge)
    if is_team:
        return reverse("review_interview", args=[*parts, slot.proposal.key])
    return reverse("review_interviews", args=parts)
