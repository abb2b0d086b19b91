"""The dossier: a proposal on paper with all that is said of it, for officers."""

import pytest

from challenges.proposals.models import AccessLog
from challenges.reviews.services import close_scoring, declare, hand_in, name_reviewer

from .conftest import AT
from .making import NOW, judge, score, score_and_hand_in

pytestmark = pytest.mark.django_db


def dossier(proposal):
    return f"{AT}dossier/{proposal.key}/"


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_dossier_has_texts_files_points_notes_and_means(browse, reviewers, proposals, officer):
    proposals[0].attachments.create(file="proposals/none", name="計画.pdf", kind="pdf", size=2048, added_at=NOW)
    for points, each in enumerate(reviewers, 1):
        score_and_hand_in(each, proposals, (points,) * 5, note=f"{points}の理由")
    page = read(browse(officer), dossier(proposals[0]))
    for each in (
        "株式会社こんだての進め方",
        "計画.pdf",
        "1の理由",
        "3の理由",
        "Hana",
        "解決の有効性",
        "2.00",
        "取扱注意",
        "Ono",
    ):
        assert each in page


def test_dossier_has_no_scores_before_all_are_in(browse, reviewers, proposals, officer):
    score_and_hand_in(reviewers[0], proposals, note="早い意見")
    page = read(browse(officer), dossier(proposals[0]))
    assert "早い意見" not in page
    assert "Hana" not in page
    assert "まだ公開されていません" in page


def test_score_left_open_is_said_and_not_counted_as_nought(browse, reviewers, proposals, officer, challenge):
    score(reviewers[0], proposals[0], (4, None, 4, 4, 4))
    hand_in(reviewer=reviewers[0], with_gaps=True, now=NOW)
    close_scoring(challenge=challenge, reason="期限", by=officer, now=NOW)
    page = read(browse(officer), dossier(proposals[0]))
    assert "未採点" in page
    assert "不明" in page[page.index("重み付けした点") :]


def test_opening_it_is_written_down_as_printing(browse, proposals, officer):
    read(browse(officer), dossier(proposals[0]))
    entry = AccessLog.objects.get(proposal=proposals[0])
    assert (entry.user, entry.what) == (officer, "print")


def test_only_officers_have_it(browse, client, reviewers, proposals, people, teams, office):
    assert browse(office).get(dossier(proposals[0])).status_code == 200
    for user in (people[0], teams[0], teams[1]):
        assert browse(user).get(dossier(proposals[0])).status_code == 404
    assert client.get(dossier(proposals[0]))["Location"].startswith("/accounts/login/")


def test_officer_with_a_conflict_has_it_no_more(browse, challenge, proposals, officer):
    assert browse(officer).get(dossier(proposals[0])).status_code == 200
    declare(challenge=challenge, user=officer, by=officer, conflicts={proposals[0].pk: "親族"}, now=NOW)
    assert browse(officer).get(dossier(proposals[0])).status_code == 404


def test_officer_who_judges_declares_before_printing(browse, challenge, proposals, officer):
    name_reviewer(challenge=challenge, user=officer, by=officer, now=NOW)
    assert browse(officer).get(dossier(proposals[0])).status_code == 404
    judge(challenge, officer, officer)
    assert browse(officer).get(dossier(proposals[0])).status_code == 200


def test_title_and_history_of_the_browser_do_not_name_the_team(browse, proposals, officer):
    page = read(browse(officer), dossier(proposals[0]))
    assert "こんだて" not in page[page.index("<title>") : page.index("</title>")]
    assert browse(officer).get(dossier(proposals[0]))["Cache-Control"].startswith("max-age=0")


def test_officers_show_their_second_factor(settings, browse, proposals, officer):
    settings.ADMIN_NEEDS_SECOND_FACTOR = True
    assert browse(officer).get(dossier(proposals[0]))["Location"] == "/accounts/second-factor/"
    assert not AccessLog.objects.exists()
