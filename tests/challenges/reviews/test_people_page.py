"""Naming and removing reviewers, and conflicts of interest, as an officer sees it."""

import pytest

from challenges.reviews.models import Declaration, Reviewer
from challenges.reviews.services import declare
from tests.sending import forms_of, values_of

from .conftest import AT
from .making import DAY, NOW, closed_challenge, conflict_of, mails, score, texts_of_mails
from .test_criteria_page import words_of

pytestmark = pytest.mark.django_db
URL = f"{AT}reviewers/"


def form_with(response, move):
    """Of the page's forms the one whose button is `move`."""
    return next(form for form in forms_of(response) if form.select_one(f'button[value="{move}"]'))


def press(client, move, **typed):
    values = values_of(form_with(client.get(URL), move))
    return client.post(URL, {**values, "move": move, **typed}, follow=True)


def names(challenge):
    return [each.user.profile.name for each in Reviewer.objects.of(challenge).with_people()]


def test_reviewer_is_named_by_address_and_told_by_mail(challenge, officer, people, browse):
    page = press(browse(officer), "name", email=people[0].email.upper())
    assert "Hanaさんを審査員にしました" in words_of(page)
    assert names(challenge) == ["Hana"]
    assert "審査" in mails(people[0])[0]
    assert AT in texts_of_mails(people[0])[0]


def test_address_without_an_account_is_told_and_stays(challenge, officer, browse):
    page = press(browse(officer), "name", email="nobody@tomoni.example")
    assert "アカウントがありません" in words_of(page)
    assert 'value="nobody@tomoni.example"' in page.content.decode()
    assert names(challenge) == []


def test_address_that_nobody_has_proved_is_no_account(challenge, officer, people, browse):
    people[0].emailaddress_set.update(verified=False)
    assert "アカウントがありません" in words_of(press(browse(officer), "name", email=people[0].email))
    assert names(challenge) == []


def test_reviewers_are_named_before_it_closes_and_nobody_learns_who_has_applied(kobe, officer, people, teams, browse):
    challenge = closed_challenge(kobe, closes_at=NOW + DAY)
    challenge.proposals.create(
        organization_name="株式会社こんだて", stage="submitted", created_at=NOW, changed_at=NOW, submitted_at=NOW
    )
    page = press(browse(officer), "name", email=people[0].email)
    assert names(challenge) == ["Hana"]
    assert "株式会社こんだて" not in page.content.decode()


def test_reviewer_is_removed_until_they_have_scored(challenge, reviewers, proposals, officer, people, browse):
    score(reviewers[0], proposals[0])
    client = browse(officer)
    page = press(client, "remove")
    assert "外しました" in words_of(page)
    assert names(challenge) == ["Hana", "Ken"], "the first button is that of the first who has not begun"
    assert len(mails(people[1])) == 2
    refused = client.post(URL, {"move": "remove", "reviewer": reviewers[0].pk}, follow=True)
    assert "採点を始めている" in words_of(refused)
    assert names(challenge) == ["Hana", "Ken"]


@pytest.mark.parametrize("number", ["", "x", "999999", "9" * 30, "²"])
def test_reviewer_who_is_none_is_not_found(challenge, officer, browse, number):
    assert browse(officer).post(URL, {"move": "remove", "reviewer": number}).status_code == 404


def test_button_that_is_not_known_changes_nothing(challenge, officer, browse):
    assert "分かりませんでした" in words_of(browse(officer).post(URL, {"move": "all"}, follow=True))


def test_officer_declares_a_conflict_for_a_reviewer(challenge, reviewers, proposals, officer, people, browse):
    client = browse(officer)
    typed = {"person": people[0].pk, "proposal": proposals[0].key, "reason": "顧問だった"}
    page = press(client, "declare", **typed)
    assert conflict_of(people[0], proposals[0]).counts
    assert "Hana → 株式会社こんだて" in words_of(page)
    assert "顧問だった" in words_of(page)
    assert "利益相反" in mails(people[0])[-1]


def test_conflict_without_a_reason_keeps_the_choices(challenge, reviewers, proposals, officer, people, browse):
    page = press(browse(officer), "declare", person=people[0].pk, proposal=proposals[0].key, reason="")
    assert f'value="{proposals[0].key}" selected' in page.content.decode()
    assert not Declaration.objects.conflicts().exists()


def test_programme_office_alone_lifts_a_conflict(challenge, reviewers, proposals, officer, office, people, browse):
    declare(challenge=challenge, user=people[0], by=people[0], conflicts={proposals[0].pk: "取引先"}, now=NOW)
    found = conflict_of(people[0], proposals[0])
    asked = {"move": "lift", "declaration": found.pk}
    assert browse(officer).post(URL, asked).status_code == 404
    assert conflict_of(people[0], proposals[0]).counts
    assert "解除しました" in words_of(press(browse(office), "lift"))
    assert not conflict_of(people[0], proposals[0]).counts
    assert "利益相反" in mails(people[0])[-1]


def test_programme_office_does_not_lift_its_own_conflict(challenge, proposals, office, browse):
    declare(challenge=challenge, user=office, by=office, conflicts={proposals[0].pk: "親族"}, now=NOW)
    found = conflict_of(office, proposals[0])
    assert browse(office).post(URL, {"move": "lift", "declaration": found.pk}).status_code == 404
    assert found.counts


def test_officer_with_a_conflict_declares_nothing_about_that_proposal(
    challenge, reviewers, proposals, officer, people, browse
):
    declare(challenge=challenge, user=officer, by=officer, conflicts={proposals[0].pk: "親族"}, now=NOW)
    press(browse(officer), "declare", person=people[0].pk, proposal=proposals[0].key, reason="作り話")
    assert not conflict_of(people[0], proposals[0]).counts
