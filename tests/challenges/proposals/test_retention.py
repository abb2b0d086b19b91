"""What is deleted when, who is told before, and that the number of proposals stays true."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from challenges.models import ChallengePage, StageChange
from challenges.proposals.counting import count_closed, public_number
from challenges.proposals.models import ClosingCount, Proposal
from challenges.proposals.retention import TOLD_BEFORE, delete_orphans, delete_what_is_over
from challenges.proposals.services import add_attachment, move_proposal, withdraw_proposal
from challenges.services import move_challenge
from tests.factories import make_challenge, make_user

from .making import AFTER, BEFORE, DEADLINE, make_draft, make_open_challenge, make_submitted, upload

pytestmark = pytest.mark.django_db
YEAR, QUARTER, DAY = timedelta(days=365), timedelta(days=90), timedelta(days=1)


@pytest.fixture
def challenge(site):
    return make_open_challenge()


def finish(challenge, at=AFTER):
    officer = make_user("finishing@tomoni.example")
    for stage in ("screening", "selected", "finished"):
        challenge = move_challenge(challenge=challenge, to=stage, by=officer, now=at, reason="今回は見送り")
    return challenge


def several(challenge):
    """One declined, one withdrawn before the deadline, one afterwards, one chosen, one never submitted."""
    leads = [make_user(f"{number}@tomoni.example") for number in range(5)]
    declined, early, late, chosen = [
        make_submitted(challenge, lead, organization_name=lead.email) for lead in leads[:4]
    ]
    draft = make_draft(challenge, leads[4], organization_name=leads[4].email)
    withdraw_proposal(proposal=early, by=leads[1], now=BEFORE)
    withdraw_proposal(proposal=late, by=leads[2], now=AFTER)
    move_proposal(proposal=declined, to="declined", by=None, now=AFTER)
    move_proposal(proposal=chosen, to="selected", by=None, now=AFTER)
    return {"declined": declined, "early": early, "late": late, "chosen": chosen, "draft": draft}


def left(made):
    there = set(Proposal.objects.values_list("pk", flat=True))
    return {name for name, proposal in made.items() if proposal.pk in there}


def test_all_but_the_chosen_one_go_in_their_time_and_the_number_stays_true(challenge):
    made = several(challenge)
    finish(challenge)
    challenge.refresh_from_db()
    assert public_number(challenge, AFTER) == 3
    delete_what_is_over(DEADLINE + QUARTER - TOLD_BEFORE)
    delete_what_is_over(DEADLINE + QUARTER + DAY)
    assert left(made) == {"declined", "late", "chosen"}
    delete_what_is_over(AFTER + YEAR - TOLD_BEFORE)
    assert left(made) == {"declined", "late", "chosen"}
    delete_what_is_over(AFTER + YEAR + DAY)
    assert left(made) == {"chosen"}
    assert public_number(challenge, AFTER + YEAR + DAY) == 3


def test_team_is_told_once_two_weeks_before(challenge, django_capture_on_commit_callbacks):
    proposal = make_draft(challenge)
    day = DEADLINE + QUARTER
    with django_capture_on_commit_callbacks(execute=True):
        delete_what_is_over(day - TOLD_BEFORE - DAY)
        assert mail.outbox == []
        for _time in range(2):
            delete_what_is_over(day - TOLD_BEFORE)
    assert [each.to for each in mail.outbox] == [["lead@tomoni.example"]]
    assert "2027年3月25日" in mail.outbox[0].subject
    delete_what_is_over(day - DAY)
    assert Proposal.objects.filter(pk=proposal.pk).exists()


def test_nothing_is_deleted_untold_however_late_the_work_is_done(challenge):
    make_draft(challenge)
    late = DEADLINE + 3 * YEAR
    delete_what_is_over(late)
    delete_what_is_over(late + TOLD_BEFORE - DAY)
    assert Proposal.objects.exists()
    delete_what_is_over(late + TOLD_BEFORE)
    assert not Proposal.objects.exists()


def test_challenge_that_goes_on_keeps_what_was_submitted(challenge):
    make_submitted(challenge)
    for days in (0, 20):
        delete_what_is_over(DEADLINE + 3 * YEAR + timedelta(days=days))
    assert Proposal.objects.exists()


def test_files_go_with_the_proposal(challenge, django_capture_on_commit_callbacks):
    proposal = make_draft(challenge)
    kept = add_attachment(proposal=proposal, upload=upload(), by=proposal.team.get().user, now=BEFORE)
    delete_what_is_over(DEADLINE + QUARTER)
    assert kept.file.storage.exists(kept.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        delete_what_is_over(DEADLINE + QUARTER + TOLD_BEFORE)
    assert not kept.file.storage.exists(kept.file.name)


def test_days_are_settings(challenge, settings):
    settings.PROPOSAL_DRAFTS_KEPT_FOR_DAYS = 30
    make_draft(challenge)
    delete_what_is_over(DEADLINE + timedelta(days=16))
    delete_what_is_over(DEADLINE + timedelta(days=31))
    assert not Proposal.objects.exists()


def test_files_without_a_row_are_deleted_after_a_day(challenge, tmp_path):
    store = FileSystemStorage(location=tmp_path)
    name = store.save("proposals/lost", ContentFile(b"x"))
    assert delete_orphans(timezone.now(), storage=store) == 0
    assert delete_orphans(timezone.now() + 2 * DAY, storage=store) == 1
    assert not store.exists(name)


def test_number_is_secret_before_closing_and_counted_afterwards(challenge, django_assert_num_queries):
    make_submitted(challenge)
    with django_assert_num_queries(0):
        assert public_number(challenge, BEFORE) is None
    with django_assert_num_queries(1):
        assert public_number(challenge, AFTER) == 1
    count_closed(AFTER)
    assert ClosingCount.objects.get().number == 1
    assert count_closed(AFTER) == "0 counted"
    with django_assert_num_queries(1):
        assert public_number(challenge, AFTER) == 1


def test_deadline_that_moves_is_counted_anew(challenge):
    make_submitted(challenge)
    count_closed(AFTER)
    ChallengePage.objects.filter(pk=challenge.pk).update(closes_at=DEADLINE + 9 * DAY)
    challenge.refresh_from_db()
    make_submitted(challenge, make_user("second@tomoni.example"), now=AFTER)
    count_closed(AFTER)
    assert not ClosingCount.objects.exists()
    assert public_number(challenge, AFTER) is None
    count_closed(AFTER + 9 * DAY)
    assert (ClosingCount.objects.get().number, public_number(challenge, AFTER + 9 * DAY)) == (2, 2)


def test_number_of_a_challenge_from_elsewhere_is_unknown_and_of_one_opened_here_none(site):
    imported = make_challenge(stage="finished")
    opened = make_open_challenge()
    StageChange.objects.create(challenge=opened, stage="open", changed_at=BEFORE)
    assert public_number(imported, AFTER) is None
    assert public_number(opened, AFTER) == 0
    count_closed(AFTER)
    assert ClosingCount.objects.get().challenge == opened


@pytest.mark.parametrize("has_proposals", [True, False])
def test_editor_who_deletes_an_open_challenge_is_told_the_same_with_and_without_proposals(challenge, has_proposals):
    if has_proposals:
        make_draft(challenge)
    told = [_told_on_deleting(page) for page in (challenge, challenge.get_parent())]
    assert told[0] == told[1]
    assert "削除されませんでした" in told[0]
    assert Page.objects.filter(pk=challenge.pk).exists()


def _told_on_deleting(page):
    client = Client()
    client.force_login(make_user(f"admin-{page.pk}@tomoni.example", is_staff=True, is_superuser=True))
    answer = client.post(f"/admin/pages/{page.pk}/delete/", {"confirm_site_name": "Tomoni"}, follow=True)
    return " ".join(str(each) for each in answer.context["messages"])


def test_bulk_deletion_is_refused_too(challenge):
    client = Client()
    client.force_login(make_user("admin@tomoni.example", is_staff=True, is_superuser=True))
    client.post(f"/admin/bulk/wagtailcore/page/delete/?id={challenge.pk}&next=/admin/", follow=True)
    assert Page.objects.filter(pk=challenge.pk).exists()


def test_challenge_that_never_took_proposals_is_deleted(site):
    page = make_challenge(stage="preparing")
    _told_on_deleting(page)
    assert not Page.objects.filter(pk=page.pk).exists()
