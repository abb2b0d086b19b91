"""A project that nobody looks after is claimed; a moderator decides."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError

from integrations.github.models import Contribution, Contributor
from projects.joining.cards import claim_card
from projects.joining.models import Claim
from projects.joining.services import approve_claim, claim_project, make_owner, reject_claim, withdraw_claim
from tests.factories import make_project, make_repository, make_user

from .conftest import NOW, ask, mails, person, roles


@pytest.fixture
def moderator(db):
    return make_user("admin@tomoni.example", is_superuser=True)


def claim(project, user, reason="私が始めました。"):
    return claim_project(project=project, user=user, reason=reason, now=NOW)


def test_moderators_are_told_of_a_claim_once(project, asker, moderator):
    first = claim(project, asker)
    assert claim(project, asker, "もう一度") == first
    [(_subject, text)] = mails(moderator)
    assert "私が始めました。" in text
    assert f"http://testserver/projects/lunch/claim/{first.pk}/" in text


def test_approved_claimant_is_the_owner_and_hears_of_the_waiting_requests(project, asker, moderator):
    ask(project, person("Miki"))
    approve_claim(claim=claim(project, asker), by=moderator, now=NOW)
    assert roles(project) == {"Taro": "owner"}
    asker.refresh_from_db()
    assert len(mails(asker)) == 1


def test_rejected_claimant_reads_why(project, asker, moderator):
    reject_claim(claim=claim(project, asker), by=moderator, note="開発者の方に確認しました。", now=NOW)
    assert roles(project) == {}
    assert "開発者の方に確認しました。" in mails(asker)[0][1]


def test_rejection_without_a_word_is_refused(project, asker, moderator):
    with pytest.raises(ValidationError):
        reject_claim(claim=claim(project, asker), by=moderator, note=" ", now=NOW)
    assert Claim.objects.get().state == "open"


def test_other_claims_end_when_one_is_approved(project, asker, moderator):
    other = person("Miki")
    lost = claim(project, other)
    approve_claim(claim=claim(project, asker), by=moderator, now=NOW)
    lost.refresh_from_db()
    assert (lost.state, roles(project)) == ("rejected", {"Taro": "owner"})
    assert len(mails(other)) == 1


def test_claim_of_a_suspended_account_is_not_approved(project, asker, moderator):
    other, made = claim(project, person("Miki")), claim(project, asker)
    asker.is_active = False
    asker.save()
    with pytest.raises(ValidationError):
        approve_claim(claim=made, by=moderator, now=NOW)
    other.refresh_from_db()
    assert (roles(project), other.state) == ({}, "open")


def test_project_with_an_owner_cannot_be_claimed(project, owner, asker):
    with pytest.raises(ValidationError) as refused:
        claim(project, asker)
    assert refused.value.code == "owned"


def test_claim_is_not_approved_when_somebody_else_has_become_owner(project, asker, moderator):
    made = claim(project, asker)
    make_owner(project=project, user=person("Miki"), now=NOW)
    with pytest.raises(ValidationError):
        approve_claim(claim=made, by=moderator, now=NOW)
    assert roles(project) == {"Miki": "owner"}
    assert mails(asker) == []


@pytest.mark.parametrize("decide", [approve_claim, reject_claim])
def test_decided_claim_stays_decided(project, asker, moderator, decide):
    made = claim(project, asker)
    withdraw_claim(claim=made, now=NOW)
    with pytest.raises(ValidationError):
        decide(claim=made, by=moderator, now=NOW, note="いいえ")
    assert (roles(project), mails(asker)) == ({}, [])


def test_member_may_claim_when_the_owner_has_left(project, member, moderator):
    approve_claim(claim=claim(project, member), by=moderator, now=NOW)
    assert roles(project) == {"Miki": "owner"}


def test_card_shows_the_commits_of_the_connected_account(site, asker):
    code, elsewhere = make_repository(), make_repository()
    project = make_project(repositories=[code])
    hanako = Contributor.objects.create(github_id=77, login="hanako", kind="human")
    for repository, commits in ((code, 12), (elsewhere, 500)):
        Contribution.objects.create(repository=repository, contributor=hanako, commits=commits)
    made = claim(project, asker)
    assert claim_card(made).commits is None
    account = SocialAccount.objects.create(user=asker, provider="github", uid="77")
    assert claim_card(made).commits == 12
    account.uid = "78"
    account.save()
    assert claim_card(made).commits == 0
