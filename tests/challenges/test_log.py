"""The log of moves: words and hands, publication, the clock at its exact moment, and who is told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.notices.following import follow
from accounts.notices.models import Notice
from challenges.conditions import _registered, before_entering
from challenges.models import ChallengePage
from challenges.regularly import write_down_what_the_clock_did
from challenges.services import move_challenge, record_publication
from challenges.stages import Hand, Stage
from tests.challenges.outcomes.making import make_outcome
from tests.factories import make_challenge, make_topic, make_user

from .test_moves import form_data

pytestmark = pytest.mark.usefixtures("site")

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.fixture
def officer(db):
    return make_user("officer@tomoni.example")


@pytest.fixture
def office(db):
    user = make_user("office@tomoni.example")
    user.user_permissions.add(Permission.objects.get(content_type__app_label="challenges", codename="add_round"))
    return user


def log(challenge):
    return [(each.stage, each.changed_at, each.hand) for each in challenge.stage_changes.all()]


def kept(challenge):
    return ChallengePage.objects.get(pk=challenge.pk)


def test_reason_and_hand_stand_in_the_log(officer):
    challenge = make_challenge(stage="screening")
    move_challenge(
        challenge=challenge, to="withdrawn", by=officer, now=NOW, reason=" 予算がなくなった。 ", is_public=False
    )
    line = challenge.stage_changes.last()
    assert (line.stage, line.reason, line.is_public, line.hand) == ("withdrawn", "予算がなくなった。", False, "officer")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_withdrawing_without_a_reason_is_refused(officer, reason):
    challenge = make_challenge(stage="pilot")
    with pytest.raises(ValidationError) as refused:
        move_challenge(challenge=challenge, to="withdrawn", by=officer, now=NOW, reason=reason)
    assert (refused.value.code, kept(challenge).stage) == ("no_words", "pilot")


def test_move_by_somebody_who_saw_another_stage_is_refused_in_words(officer):
    challenge = make_challenge(stage="selected")
    with pytest.raises(ValidationError) as refused:
        move_challenge(challenge=challenge, to="pilot", by=officer, now=NOW, seen="screening")
    assert refused.value.code == "moved"
    assert "パートナー決定" in refused.value.messages[0]
    assert challenge.stage_changes.count() == 1


def test_room_that_asks_for_something_first_is_told_where_it_came_from(officer):
    asked, pilot = [], make_challenge(stage="pilot")
    make_outcome(pilot)

    @before_entering(Stage.FINISHED)
    def no_outcome(challenge, before):
        asked.append(before)
        raise ValidationError("成果が先です。")

    try:
        with pytest.raises(ValidationError, match="成果が先です"):
            move_challenge(challenge=pilot, to="finished", by=officer, now=NOW)
    finally:
        _registered[Stage.FINISHED].remove(no_outcome)
    assert asked == [Stage.PILOT]


def test_programme_office_opens_a_closed_one_again_until_a_new_moment(office):
    challenge = make_challenge(stage="open", opens_at=NOW - 9 * DAY, closes_at=NOW - DAY)
    challenge.save_revision()
    move_challenge(challenge=challenge, to="open", by=office, now=NOW, reason="台風のため。", closes_at=NOW + DAY)
    page = kept(challenge)
    assert (page.stage_at(NOW), page.closes_at, page.has_unpublished_changes) == (Stage.OPEN, NOW + DAY, True)
    assert page.get_latest_revision_as_object().closes_at == NOW + DAY
    assert log(challenge)[-2:] == [("closed", NOW - DAY, "clock"), ("open", NOW, "office")]


@pytest.mark.parametrize("closes_at", [None, NOW, NOW - SECOND])
def test_opening_again_needs_a_moment_that_is_to_come(office, closes_at):
    challenge = make_challenge(stage="closed", closes_at=NOW - DAY)
    with pytest.raises(ValidationError) as refused:
        move_challenge(challenge=challenge, to="open", by=office, now=NOW, reason="台風のため。", closes_at=closes_at)
    assert (refused.value.code, kept(challenge).stage) == ("no_deadline", "closed")


def test_officer_does_not_open_a_closed_one_again(officer):
    challenge = make_challenge(stage="closed")
    with pytest.raises(ValidationError) as refused:
        move_challenge(challenge=challenge, to="open", by=officer, now=NOW, reason="台風", closes_at=NOW + DAY)
    assert refused.value.code == "not_your_move"


def test_opened_by_hand_before_its_moment_it_is_open_now(officer):
    challenge = make_challenge(stage="open", opens_at=NOW + DAY)
    move_challenge(challenge=challenge, to="open", by=officer, now=NOW)
    assert (kept(challenge).opens_at, kept(challenge).stage_at(NOW)) == (NOW, Stage.OPEN)
    assert log(challenge)[-1] == ("open", NOW, "officer")


def published(officer, now=NOW, **dates):
    challenge = make_challenge(stage="preparing", **dates)
    challenge.stage_changes.all().delete()
    ChallengePage.objects.filter(pk=challenge.pk).update(stage="preparing")
    record_publication(challenge=challenge, by=officer, now=now)
    return kept(challenge)


def test_publishing_what_should_have_opened_opens_it(officer):
    challenge = published(officer, opens_at=NOW - DAY)
    assert (challenge.stage_at(NOW), log(challenge)) == (Stage.OPEN, [("open", NOW, "workflow")])
    assert challenge.stage_changes.get().changed_by == officer


def test_published_before_its_moment_it_opens_to_the_second_and_closes_to_the_second(officer):
    challenge = published(officer, opens_at=NOW + DAY, closes_at=NOW + 2 * DAY)
    opens, closes = NOW + DAY, NOW + 2 * DAY
    seen = [challenge.stage_at(moment) for moment in (NOW, opens - SECOND, opens, closes - SECOND, closes)]
    assert seen == [Stage.PREPARING, Stage.PREPARING, Stage.OPEN, Stage.OPEN, Stage.CLOSED]
    assert log(challenge) == [("preparing", NOW, "workflow")]


def test_published_without_a_moment_it_waits_to_be_opened_by_hand(officer):
    challenge = published(officer)
    assert (challenge.stage, log(challenge)) == ("preparing", [("preparing", NOW, "workflow")])


def test_moment_that_is_taken_away_again_opens_nothing(officer):
    challenge = published(officer, opens_at=NOW + DAY)
    challenge.opens_at = None
    challenge.save()
    record_publication(challenge=challenge, by=officer, now=NOW)
    assert (kept(challenge).stage_at(NOW), len(log(challenge))) == (Stage.PREPARING, 1)


@pytest.mark.parametrize("late", [timedelta(0), SECOND, timedelta(minutes=7), 3 * DAY])
def test_clock_is_logged_at_its_own_moment_however_late_the_work_is_done(officer, late):
    challenge = published(officer, opens_at=NOW + DAY, closes_at=NOW + 2 * DAY)
    assert write_down_what_the_clock_did(NOW + DAY - SECOND) == "0 written"
    write_down_what_the_clock_did(NOW + DAY)
    write_down_what_the_clock_did(NOW + 2 * DAY + late)
    assert write_down_what_the_clock_did(NOW + 2 * DAY + late) == "0 written"
    expected = [("preparing", NOW, "workflow"), ("open", NOW + DAY, "clock"), ("closed", NOW + 2 * DAY, "clock")]
    assert log(challenge) == expected
    assert (kept(challenge).stage, set(challenge.stage_changes.values_list("changed_by", flat=True))) == (
        "closed",
        {None, officer.pk},
    )


def test_hand_that_is_quicker_than_the_work_finds_the_clock_in_the_log(officer):
    challenge = make_challenge(stage="open", closes_at=NOW - SECOND)
    move_challenge(challenge=challenge, to="screening", by=officer, now=NOW)
    assert log(challenge)[-2:] == [("closed", NOW - SECOND, "clock"), ("screening", NOW, "officer")]
    assert write_down_what_the_clock_did(NOW + DAY) == "0 written"


def test_clock_leaves_drafts_and_other_stages_alone(officer):
    draft = make_challenge(stage="open", closes_at=NOW - DAY)
    draft.unpublish()
    make_challenge(stage="screening", closes_at=NOW - DAY)
    assert write_down_what_the_clock_did(NOW) == "0 written"


def test_old_revision_does_not_bring_its_stage_back(officer):
    challenge = make_challenge(stage="closed")
    old = challenge.save_revision()
    move_challenge(challenge=challenge, to="screening", by=officer, now=NOW)
    old.publish()
    assert (kept(challenge).stage, challenge.stage_changes.count()) == ("screening", 2)


def test_copy_begins_at_the_beginning():
    challenge = make_challenge(stage="finished")
    copy = challenge.copy(update_attrs={"slug": "copy"}, keep_live=False)
    assert copy.stage == "preparing"


@pytest.fixture
def admin(client):
    user = make_user("admin@tomoni.example", is_superuser=True, is_staff=True)
    client.force_login(user)
    return user


def sent(client, challenge, **dates):
    said = {name: f"{timezone.localtime(at):%Y-%m-%d %H:%M}" for name, at in dates.items()}
    return client.post(reverse("wagtailadmin_pages:edit", args=[challenge.pk]), form_data(challenge, **said))


def errors(response):
    return list(response.context["form"].errors) if response.context else []


def test_dates_that_would_move_a_published_challenge_back_are_refused_at_their_field(client, admin):
    now = timezone.now()
    is_open = make_challenge(stage="open", problem="穴", opens_at=now - 9 * DAY, closes_at=now + DAY)
    closed = make_challenge(stage="open", problem="穴", opens_at=now - 9 * DAY, closes_at=now - DAY)
    begun, end = now - 9 * DAY, now + 9 * DAY
    assert errors(sent(client, is_open, opens_at=now + DAY, closes_at=end)) == ["opens_at"]
    assert errors(sent(client, is_open, opens_at=begun, closes_at=now - DAY)) == ["closes_at"]
    assert errors(sent(client, closed, opens_at=begun, closes_at=end)) == ["closes_at"]
    assert kept(closed).stage_at(now) == Stage.CLOSED
    assert sent(client, is_open, opens_at=begun, closes_at=end).status_code == 302


@pytest.mark.parametrize("stage", ["open", "closed", "screening", "finished"])
def test_words_of_a_challenge_can_be_mended_at_every_stage(client, admin, stage):
    challenge = make_challenge(
        stage=stage, problem="穴", closes_at=(timezone.now() + DAY).replace(second=0, microsecond=0)
    )
    response = sent(client, challenge, closes_at=challenge.closes_at)
    assert (response.status_code, kept(challenge).stage) == (302, stage)


def told(user):
    return list(Notice.objects.filter(user=user).values_list("kind", "title"))


def test_followers_hear_once_that_it_has_closed(django_capture_on_commit_callbacks):
    food, reader = make_topic(), make_user("reader@tomoni.example")
    challenge = make_challenge("給食の課題", stage="open", topics=[food], closes_at=NOW)
    follow(user=reader, kind="topic", target=food.slug)
    for moment in (NOW, NOW + SECOND):
        with django_capture_on_commit_callbacks(execute=True):
            write_down_what_the_clock_did(moment)
    assert [kind for kind, _title in told(reader)] == ["challenge_stage"]
    assert challenge.title in told(reader)[0][1]


def test_nobody_is_told_of_what_happened_long_ago_or_is_not_public(officer, django_capture_on_commit_callbacks):
    food, reader = make_topic(), make_user("reader@tomoni.example")
    make_challenge(stage="open", topics=[food], closes_at=NOW - 30 * DAY)
    quiet = make_challenge(stage="pilot", topics=[food])
    follow(user=reader, kind="topic", target=food.slug)
    with django_capture_on_commit_callbacks(execute=True):
        write_down_what_the_clock_did(NOW)
        move_challenge(challenge=quiet, to="withdrawn", by=officer, now=NOW, reason="内部の事情", is_public=False)
    assert told(reader) == []


def test_hands_of_the_log_are_those_of_the_table():
    assert {str(hand) for hand in Hand} == {"officer", "office", "clock", "workflow"}
