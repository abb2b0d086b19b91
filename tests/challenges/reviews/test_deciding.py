"""Decisions with reasons: prepared, looked at, sent once, each team in its language."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from challenges.proposals.models import Proposal
from challenges.reviews import letters
from challenges.reviews.models import Decision
from challenges.reviews.services import close_scoring, declare, prepare_decisions, send_decisions
from challenges.reviews.services.deciding import letters_ready, version_of
from challenges.reviews.standing import Standing
from integrations.mail.models import Letter
from tests.factories import make_challenge
from tests.sending import forms_of, send, values_of

from .conftest import AT
from .making import NOW, mails, make_proposal, score_and_hand_in, texts_of_mails
from .test_criteria_page import words_of
from .test_people_page import form_with
from .test_progress import table_of

pytestmark = pytest.mark.django_db
URL = f"{AT}decisions/"
SEND = f"{URL}send/"


@pytest.fixture
def scored(challenge, reviewers, proposals):
    for each in reviewers:
        score_and_hand_in(each, proposals)
    return challenge


def prepare(challenge, by, *proposals, outcome="declined", reason="目標に届かないため。"):
    keys = [each.pk for each in proposals]
    return prepare_decisions(challenge=challenge, proposals=keys, outcome=outcome, reason=reason, by=by, now=NOW)


def send_all(challenge, by):
    seen = version_of(letters_ready(Standing(challenge, NOW), by))
    return send_decisions(challenge=challenge, seen=seen, by=by, now=NOW)


def stages():
    return list(Proposal.objects.order_by("pk").values_list("stage", flat=True))


def told(*teams):
    return [mails(each) for each in teams]


def test_decision_is_prepared_looked_at_and_sent(scored, proposals, teams, officer, browse):
    client = browse(officer)
    answer = send(client, f"{URL}{proposals[0].key}/", outcome="selected", reason="効果が明らか。\n費用も妥当。")
    assert answer["Location"] == URL
    assert (stages(), told(*teams)) == (["submitted"] * 2, [[], []]), "nobody is told before it is sent"
    assert table_of(client.get(URL))[0][4] == "採択する"
    page = client.get(SEND)
    assert "採択する 株式会社こんだて 効果が明らか。 費用も妥当。" in words_of(page)
    sent = send(client, SEND)
    assert sent["Location"] == URL
    assert stages() == ["selected", "submitted"]
    assert told(*teams) == [["提案が採択されました：「給食の献立」"], []]
    assert "効果が明らか。\n費用も妥当。" in texts_of_mails(teams[0])[0]


def test_decision_keeps_its_reason_in_the_log_of_the_proposal(scored, proposals, officer):
    prepare(scored, officer, proposals[0], reason="体制が足りない。")
    send_all(scored, officer)
    change = proposals[0].stage_changes.get()
    assert (change.stage, change.reason, change.changed_by, change.changed_at) == (
        "declined",
        "体制が足りない。",
        officer,
        NOW,
    )
    assert Proposal.objects.get(pk=proposals[0].pk).decided_at == NOW


def test_each_member_of_a_team_reads_it_in_their_language(scored, proposals, teams, people, officer):
    proposals[0].team.create(user=people[0], since=NOW)
    teams[0].profile.mail_language = "en"
    teams[0].profile.save()
    prepare(scored, officer, proposals[0])
    send_all(scored, officer)
    assert mails(teams[0]) == ["About your proposal for “給食の献立”"]
    assert mails(people[0])[-1] == "「給食の献立」へのご提案について"


def test_several_are_declined_with_the_same_words(scored, proposals, teams, officer, browse):
    keys = [str(each.key) for each in proposals]
    send(browse(officer), URL, proposals=keys, outcome="declined", reason="予算に合わない。")
    page = browse(officer).get(SEND)
    assert words_of(page).count("予算に合わない。") == 1
    assert "株式会社こんだて、給食ラボ" in words_of(page)
    send(browse(officer), SEND)
    assert stages() == ["declined"] * 2
    assert [len(each) for each in told(*teams)] == [1, 1]


def test_nothing_ticked_or_no_reason_keeps_what_was_typed(scored, proposals, officer, browse):
    client = browse(officer)
    page = send(client, URL, outcome="declined", reason="長い理由")
    assert "1件以上選んで" in words_of(page)
    assert "長い理由" in page.content.decode()
    page = send(client, URL, outcome="declined", proposals=[str(proposals[1].key)], reason="")
    ticked = BeautifulSoup(page.content, "html.parser").select("input[name=proposals][checked]")
    assert [each["value"] for each in ticked] == [str(proposals[1].key)]
    assert not Decision.objects.exists()


def test_prepared_letter_is_changed_and_taken_back(scored, proposals, officer, browse):
    client, url = browse(officer), f"{URL}{proposals[0].key}/"
    send(client, url, outcome="declined", reason="一つ目")
    assert "一つ目" in client.get(url).content.decode()
    send(client, url, outcome="selected", reason="二つ目")
    assert list(Decision.objects.values_list("outcome", "reason")) == [("selected", "二つ目")]
    assert form_with(client.get(url), "discard")
    client.post(url, {"move": "discard"})
    assert not Decision.objects.exists()
    assert "送信前の通知がありません" in words_of(client.post(url, {"move": "discard"}, follow=True))
    assert client.get(SEND)["Location"] == URL


def test_decision_is_final_once_it_is_sent(scored, proposals, teams, officer, browse):
    prepare(scored, officer, proposals[0])
    send_all(scored, officer)
    with pytest.raises(ValidationError):
        prepare(scored, officer, proposals[0], outcome="selected")
    page = browse(officer).get(f"{URL}{proposals[0].key}/")
    assert "目標に届かないため。" in words_of(page)
    assert BeautifulSoup(page.content, "html.parser").select("main form") == []
    with pytest.raises(ValidationError):
        send_all(scored, officer)
    assert len(mails(teams[0])) == 1


def test_pressing_send_twice_tells_once(scored, proposals, teams, officer, browse):
    prepare(scored, officer, *proposals)
    client = browse(officer)
    values = values_of(forms_of(client.get(SEND))[0])
    assert [client.post(SEND, values)["Location"] for _time in range(2)] == [URL, URL]
    assert [len(each) for each in told(*teams)] == [1, 1]


def test_what_was_changed_since_it_was_looked_at_is_not_sent(scored, proposals, teams, officer, office, browse):
    prepare(scored, officer, proposals[0])
    seen = version_of(letters_ready(Standing(scored, NOW), officer))
    prepare(scored, office, proposals[0], reason="別の理由")
    with pytest.raises(ValidationError) as refused:
        send_decisions(challenge=scored, seen=seen, by=officer, now=NOW)
    assert refused.value.code == "changed"
    assert told(*teams) == [[], []]
    client = browse(officer)
    page = send(client, SEND, seen="x")
    assert "別の理由" in words_of(page)
    assert "もう一度確認" in words_of(page)
    assert told(*teams) == [[], []]


def test_proposal_that_was_withdrawn_meanwhile_is_left_out(scored, proposals, teams, officer):
    prepare(scored, officer, *proposals)
    Proposal.objects.filter(pk=proposals[0].pk).update(stage="withdrawn")
    assert send_all(scored, officer) == 1
    assert told(*teams) == [[], ["「給食の献立」へのご提案について"]]


def test_nothing_is_decided_before_the_scores_are_in(challenge, reviewers, proposals, officer, browse):
    with pytest.raises(ValidationError) as refused:
        prepare(challenge, officer, proposals[0])
    assert refused.value.code == "early"
    page = browse(officer).get(URL)
    assert "採点がそろうまで" in words_of(page)
    assert BeautifulSoup(page.content, "html.parser").select("main textarea") == []
    close_scoring(challenge=challenge, reason="期限", by=officer, now=NOW)
    assert prepare(challenge, officer, proposals[0]) == 1


def test_municipality_without_reviewers_decides_once_it_has_closed(challenge, proposals, officer):
    assert prepare(challenge, officer, proposals[0]) == 1
    assert send_all(challenge, officer) == 1


def test_officer_with_a_conflict_decides_nothing_about_that_proposal(scored, proposals, teams, officer, office, browse):
    declare(challenge=scored, user=officer, by=officer, conflicts={proposals[0].pk: "親族"}, now=NOW)
    with pytest.raises(ValidationError):
        prepare(scored, officer, proposals[0])
    assert browse(officer).get(f"{URL}{proposals[0].key}/").status_code == 404
    assert "株式会社こんだて" not in browse(officer).get(URL).content.decode()
    prepare(scored, office, *proposals, reason="ひみつの理由")
    assert "株式会社こんだて" not in browse(officer).get(SEND).content.decode()
    assert send_all(scored, officer) == 1
    assert [len(each) for each in told(*teams)] == [0, 1]


def test_proposal_of_another_challenge_is_not_decided_here(scored, kobe, officer):
    other = make_proposal(make_challenge("別", municipality=kobe, slug="other", stage="closed"), "よその会社")
    with pytest.raises(ValidationError):
        prepare(scored, officer, other)


def test_hundred_are_sent_with_one_press_and_the_rest_with_the_next(challenge, officer, browse):
    made = [make_proposal(challenge, f"会社{number}") for number in range(103)]
    prepare(challenge, officer, *made)
    client = browse(officer)
    page = client.get(SEND)
    assert "ほかに3件の通知があります" in words_of(page)
    assert "会社99" in words_of(page)
    assert "会社100" not in words_of(page)
    send(client, SEND)
    assert stages().count("declined") == 100
    assert "送信前の通知が3件あります" in words_of(client.get(URL))
    send(client, SEND)
    assert stages().count("declined") == 103


def test_letter_that_fails_sends_and_moves_nothing(scored, proposals, teams, officer, monkeypatch):
    prepare(scored, officer, *proposals)
    write = letters.write_to

    def failing(*, user, **more):
        if user == teams[1]:
            raise RuntimeError
        return write(user=user, **more)

    monkeypatch.setattr(letters, "write_to", failing)
    with pytest.raises(RuntimeError):
        send_all(scored, officer)
    assert stages() == ["submitted"] * 2
    assert not Decision.objects.sent().exists()
    assert not Letter.objects.filter(to=teams[0].email).exists()
