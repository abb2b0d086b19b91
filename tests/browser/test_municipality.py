"""A municipality posts a challenge and sees it through to an outcome that others can reuse: an officer, the programme
office, three companies, three reviewers and a visitor, each in a browser of their own, at the same time."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from playwright.sync_api import expect

from challenges.models import ChallengePage, Round
from challenges.proposals.models import Proposal
from projects.joining.querysets import owners_of
from projects.models import ProjectPage
from tests.challenges.proposals.making import PDF
from tests.factories import make_municipality_page, make_topic, make_user

from . import municipality_steps as steps
from .municipality_steps import TITLE, WRITTEN, Post, follow, mails, move_along, press, told, visit
from .steps import is_missing_for, moment

SHIOKAZE, SHIOKAZES_WORDS, QUOTE = "株式会社しおかぜ", "潮目を読む手順", "見積書.pdf"
HATOBA, HATOBAS_WORDS = "有限会社はとば", "波止場の合図"
MINATO, MINATOS_WORDS = "合同会社みなと", "桟橋ごしの連絡網"
NAMES = (SHIOKAZE, HATOBA, MINATO)
CONFIDENTIAL = (SHIOKAZES_WORDS, HATOBAS_WORDS, MINATOS_WORDS, QUOTE, HATOBA, MINATO)
"""No public page ever has these. The name of the company that is chosen is public with the pilot."""

REVIEWERS = {"ichihashi": "一橋", "ninomiya": "二宮", "mita": "三田"}
PEOPLE = {"officer": "青木", "office": "岡", "shiokaze": "佐藤", "hatoba": "高橋", "minato": "鈴木", **REVIEWERS}
REASONS = "二校で試せる計画がはっきりしていました。"
PROJECT, PURPOSE = "欠席れんらく", "保護者が一分で欠席を伝えられます。"
PLAN, NEWS = "二校で三か月試します。", "一校目で使いはじめました。"
RESULT, CODE = "電話は一日四十件から六件に減った。", "https://code.example/absence"


@pytest.fixture
def kobe(site):
    Round.objects.create(name_ja="2026年度上期", slug="2026-1", year=2026)
    make_topic("school", "学校", "School")
    return make_municipality_page(slug="kobe")


@pytest.fixture
def people(kobe):
    """The only officer of her town, the programme office, leads of three companies, and three who can judge."""
    groups = {"officer": [kobe.space.group], "office": [Group.objects.get(name="Programme office")]}
    users = {key: make_user(f"{key}@tomoni.example", groups=groups.get(key, ())) for key in PEOPLE}
    for key, name in PEOPLE.items():
        users[key].profile.name = name
        users[key].profile.save()
    return users


@pytest.fixture
def pages(people, open_page, sign_in, settings):
    """A page for each of them, signed in; and one for a visitor."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    opened = {key: open_page("/accounts/login/") for key in people}
    for key, user in people.items():
        sign_in(opened[key], user)
    return SimpleNamespace(visitor=open_page("/challenges/"), **opened)


@pytest.fixture
def post():
    return Post()


def test_municipality_sees_a_challenge_through_to_an_outcome(kobe, pages, post, troubles):
    challenge = it_is_written_approved_and_found(kobe, pages, post, troubles)
    address = challenge.address()
    companies_write_while_the_review_is_prepared(pages, post, address)
    one_comes_in_the_last_second_and_one_a_second_late(pages, post, challenge)
    three_judge_and_one_is_shut_out_of_a_proposal(pages, post, troubles, address)
    one_is_chosen_and_all_are_told_why(pages, post, address)
    pilot_runs_in_public(pages, post, address)
    outcome_is_told_before_the_pilot_ends(pages, post, address)
    everybody_can_use_it_again(pages.visitor, address)
    nobody_was_told_more_than_is_theirs(post)


def it_is_written_approved_and_found(kobe, pages, post, troubles):
    steps.write_and_hand_in(pages.officer, kobe)
    challenge = ChallengePage.objects.get()
    assert post.take() == mails(f"確認のお願い：「{TITLE}」", "office")
    assert is_missing_for(pages.visitor, challenge.address(), troubles)
    steps.approve(pages.office)
    assert post.take() == mails(f"「{TITLE}」が公開されました", "officer")
    visit(pages.visitor, "/challenges/")
    follow(pages.visitor, TITLE)
    expect(pages.visitor.locator("h1")).to_have_text(TITLE)
    last = moment(30)
    for words in ("募集中", *WRITTEN.values(), "2026年度上期", "学校", f"{last.year}年{last.month}月{last.day}日"):
        told(pages.visitor).to_contain_text(words)
    return challenge


def companies_write_while_the_review_is_prepared(pages, post, address):
    """One has submitted; the two others have their last look open."""
    steps.write_a_proposal(pages.shiokaze, address, SHIOKAZE, SHIOKAZES_WORDS, attachment=QUOTE)
    steps.write_a_proposal(pages.minato, address, MINATO, MINATOS_WORDS)
    steps.write_a_proposal(pages.hatoba, address, HATOBA, HATOBAS_WORDS)
    receipt = steps.submit(pages.hatoba)
    assert post.take() == mails(f"受付番号 {receipt}：提案を受け付けました", "hatoba")
    steps.prepare_the_review(pages.officer, [(f"{key}@tomoni.example", name) for key, name in REVIEWERS.items()])
    assert post.take() == mails(f"審査のお願い：「{TITLE}」", *REVIEWERS)


def one_comes_in_the_last_second_and_one_a_second_late(pages, post, challenge):
    receipt = steps.submit(pages.shiokaze)
    assert post.take() == mails(f"受付番号 {receipt}：提案を受け付けました", "shiokaze")
    officer_finds_neither_names_nor_numbers(pages.officer, challenge.address())
    nothing_is_public(pages.visitor, challenge.address(), besides=NAMES)
    steps.close_right_after(Proposal.objects.get(organization_name=SHIOKAZE), challenge)
    steps.submit_too_late(pages.minato, MINATOS_WORDS)
    assert post.is_read
    visit(pages.visitor, challenge.address())
    told(pages.visitor).to_contain_text("2件の提案が提出されました")


def officer_finds_neither_names_nor_numbers(page, address):
    below = ("", "desk/", "proposals/", "review/", "review/reviewers/", "review/ranking/", "review/decisions/")
    for place in below:
        page.goto(f"{address}{place}")
        for words in (*CONFIDENTIAL, *NAMES, "提案が提出されました", "件の提案"):
            told(page).not_to_contain_text(words)


def stands_at(visitor, address, stage):
    visit(visitor, address)
    expect(visitor.locator(".page-head .badge").first).to_have_text(stage)


def nothing_is_public(page, address, *, besides=()):
    text = steps.public_text(page, address)
    assert TITLE in text
    assert [each for each in (*CONFIDENTIAL, *besides) if each in text] == []


def three_judge_and_one_is_shut_out_of_a_proposal(pages, post, troubles, address):
    call_command("do_regular_work", "--all")
    assert post.take() == mails(f"提案を読めるようになりました：「{TITLE}」", *REVIEWERS)
    for key in REVIEWERS:
        steps.follow_the_link_mailed_to(getattr(pages, key), key)
    steps.declare(pages.ichihashi)
    steps.declare(pages.ninomiya)
    steps.declare(pages.mita, conflicts={SHIOKAZE: "家族が働いている。"})
    for page, points in ((pages.ichihashi, 5), (pages.ninomiya, 4)):
        steps.score(page, SHIOKAZE, points, f"よい点が{points}つ。")
        steps.score(page, HATOBA, 2, "予算が合わない。")
    steps.hand_in_the_scores(pages.ichihashi)
    nobody_sees_scores(pages, address)
    steps.hand_in_the_scores(pages.ninomiya)
    steps.score(pages.mita, HATOBA, 3, "人手が足りない。")
    steps.hand_in_the_scores(pages.mita)
    assert post.take() == mails(f"採点がそろいました：「{TITLE}」", *REVIEWERS, "officer")
    is_shut_out(pages.mita, troubles, address)


def nobody_sees_scores(pages, address):
    for page in (pages.officer, pages.ninomiya, pages.mita):
        page.goto(f"{address}review/ranking/")
        told(page).to_contain_text("全員の採点がそろうと")
        told(page).not_to_contain_text("よい点が5つ。")
    pages.ninomiya.goto(f"{address}review/scoring/")
    follow(pages.ninomiya, SHIOKAZE)
    told(pages.ninomiya).not_to_contain_text("よい点が5つ。")
    assert steps.download(pages.ninomiya, QUOTE) == PDF


def is_shut_out(page, troubles, address):
    """Of the proposal with which there is a conflict; the other one is there."""
    closed = Proposal.objects.get(organization_name=SHIOKAZE)
    page.goto(f"{address}review/ranking/")
    told(page).to_contain_text(HATOBA)
    told(page).not_to_contain_text(SHIOKAZE)
    own, file = f"proposals/{closed.key}/", closed.attachments.get().key
    judged = [f"review/{place}/{closed.key}/" for place in ("scoring", "ranking", "dossier")]
    for place in (own, f"{own}attachments/{file}/", *judged):
        assert is_missing_for(page, f"{address}{place}", troubles), place


def one_is_chosen_and_all_are_told_why(pages, post, address):
    officer = pages.officer
    steps.follow_the_link_mailed_to(officer, "officer")
    rows = officer.locator("main tbody tr")
    expect(rows.nth(0)).to_contain_text(SHIOKAZE)
    expect(rows.nth(0)).to_contain_text("4.5")
    expect(rows.nth(1)).to_contain_text(HATOBA)
    officer.goto(f"{address}proposals/{Proposal.objects.get(organization_name=SHIOKAZE).key}/records/")
    for words in ("一橋", "二宮", QUOTE):
        told(officer).to_contain_text(words)
    told(officer).not_to_contain_text("三田")
    officer.goto(f"{address}desk/")
    follow(officer, "提案の結果を理由とともに決める")
    steps.decide(officer, SHIOKAZE, "採択する", REASONS)
    steps.decide(officer, HATOBA, "不採択とする", "費用が予算を超えていました。")
    assert post.is_read
    follow(officer, "確認して送る")
    told(officer).to_contain_text(REASONS)
    press(officer, "送る")
    assert post.take() == mails(f"提案が採択されました：「{TITLE}」", "shiokaze") + mails(
        f"「{TITLE}」へのご提案について", "hatoba"
    )
    assert REASONS in steps.last_letter_to("shiokaze")
    assert REASONS not in steps.last_letter_to("hatoba")
    for key in ("shiokaze", "hatoba"):
        steps.follow_the_link_mailed_to(getattr(pages, key), key)
        expect(getattr(pages, key).locator("h1")).to_have_text(TITLE)
    nothing_is_public(pages.visitor, address, besides=NAMES)


def pilot_runs_in_public(pages, post, address):
    officer, visitor = pages.officer, pages.visitor
    officer.goto(f"{address}desk/")
    move_along(officer, "審査を始める", "審査中")
    stands_at(visitor, address, "審査中")
    move_along(officer, "パートナーが決まったことを知らせる", "パートナー決定")
    stands_at(visitor, address, "パートナー決定")
    assert post.is_read
    steps.set_the_pilot_up(officer, SHIOKAZE, plan=PLAN, project_title=PROJECT, project_purpose=PURPOSE)
    assert post.take() == mails(f"「{TITLE}」の実証実験が登録されました", "shiokaze")
    assert [each.email for each in owners_of(ProjectPage.objects.get())] == ["shiokaze@tomoni.example"]
    steps.follow_the_link_mailed_to(pages.shiokaze, "shiokaze")
    told(pages.shiokaze).to_contain_text(PLAN)
    steps.write_an_update(officer, NEWS)
    stands_at(visitor, address, "実証実験中")
    follow(visitor, "実証実験の計画・マイルストーン・すべての更新情報")
    for words in (SHIOKAZE, PLAN, NEWS, "青木"):
        told(visitor).to_contain_text(words)
    follow(visitor, PROJECT)
    expect(visitor.locator("h1")).to_have_text(PROJECT)
    told(visitor).to_contain_text(PURPOSE)
    told(visitor).to_contain_text(TITLE)
    nothing_is_public(visitor, address)


def outcome_is_told_before_the_pilot_ends(pages, post, address):
    officer = pages.officer
    officer.goto(f"{address}desk/")
    told(officer).to_contain_text("先に成果を書いて公開してください")
    expect(officer.locator("main").get_by_role("link", name="完了にする", exact=True)).to_have_count(0)
    officer.goto(address)
    follow(officer, "成果を書く")
    steps.write_the_outcome(officer, RESULT, CODE)
    nothing_is_public(pages.visitor, address)
    officer.goto(f"{address}desk/")
    move_along(officer, "完了にする", "完了")
    stands_at(pages.visitor, address, "完了")


def everybody_can_use_it_again(page, address):
    places = (address, f"/projects/{ProjectPage.objects.get().slug}/", "/regions/hyogo/", "/challenges/outcomes/")
    for place in places:
        visit(page, place)
        for words in (TITLE, "解決", RESULT, "公開したコード", "MIT"):
            told(page).to_contain_text(words)
    visit(page, "/challenges/funnel/")
    figures = " ".join(page.locator("main .figures").first.inner_text().split())
    for counted in ("地域課題 1 うち募集終了 1件", "提案 2", "実証実験 1", "解決 100%", "調達 100%"):
        assert counted in figures
    nothing_is_public(page, address)


def nobody_was_told_more_than_is_theirs(post):
    """No mail has a word of a proposal, and the name of a company goes to its own people alone."""
    assert post.is_read
    assert post.numbers == {"officer": 2, "office": 1, "shiokaze": 3, "hatoba": 2, **dict.fromkeys(REVIEWERS, 3)}
    names = {"shiokaze": {SHIOKAZE}, "hatoba": {HATOBA}}
    for person in post.numbers:
        found = {each for each in (*CONFIDENTIAL, *NAMES) if each in post.all_to(person)}
        assert found == names.get(person, set())
