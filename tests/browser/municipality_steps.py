"""What the people of one challenge do: officers in the admin and at their desk, companies with their proposals,
reviewers with their scores, and visitors who read."""

import re
from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from challenges.models import ChallengePage
from tests.challenges.proposals.making import PDF

from .steps import begin_a_page_below, choose, go_to_the_editors_admin, save_draft, set_times

TITLE = "欠席の連絡を一分で"
WRITTEN = {
    "title": TITLE,
    "problem": "毎朝、欠席の電話が四十件かかる。",
    "affected": "小学校の保護者と教員。",
    "goal": "欠席の連絡が一分で終わる。",
    "goal_measure": "朝の電話を一日十件未満にする。",
    "support": "名簿と、試せる学校二校。",
    "after_pilot": "目標に届けば来年度の予算を求める。",
}
SECTIONS = ("organization_profile", "approach", "plan", "cost", "people", "references")


class Post:
    """The mails that were sent. Each is taken once; what nobody has taken is found at the end."""

    def __init__(self):
        self.taken = 0

    def take(self):
        """Those since the last time, as {(whose, subject): number}."""
        new, self.taken = mail.outbox[self.taken :], len(mail.outbox)
        return Counter((_person(each), each.subject) for each in new)

    @property
    def is_read(self):
        return self.taken == len(mail.outbox)

    @property
    def numbers(self):
        """How many each person got."""
        return Counter(_person(each) for each in mail.outbox)

    def all_to(self, person):
        return "\n".join(each.subject + each.body for each in mail.outbox if _person(each) == person)


def mails(subject, *people):
    """As `Post.take` tells of them: the same mail to each of these."""
    return Counter((each, subject) for each in people)


def _person(letter):
    return ",".join(letter.to).removesuffix("@tomoni.example")


def last_letter_to(person):
    return [each for each in mail.outbox if _person(each) == person][-1].body


def follow_the_link_mailed_to(page, person):
    """To the place on this site that the person's last mail names first."""
    page.goto(urlsplit(re.search(r"https?://\S+", last_letter_to(person)).group()).path)


def press(page, name, *, within="main"):
    with page.expect_navigation():
        page.locator(within).get_by_role("button", name=name, exact=True).first.click()


def follow(page, name, *, within="main", exact=False):
    with page.expect_navigation():
        page.locator(within).get_by_role("link", name=name, exact=exact).first.click()


def told(page):
    return expect(page.locator("main"))


def message(page):
    return expect(page.locator(".messages"))


# Officers and the programme office in the admin


def write_and_hand_in(page, town):
    """Handed in with gaps it comes back with what is missing; then it lies with the programme office."""
    go_to_the_editors_admin(page)
    begin_a_page_below(page, town)
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_problem").fill(WRITTEN["problem"])
    expect(page.locator("#id_slug")).to_have_value(TITLE)  # the form makes it a moment after the title
    save_draft(page)
    _hand_in_the_page(page)
    message(page).to_contain_text("提出するには、次の項目を書いてください")
    for name, words in WRITTEN.items():
        page.locator(f"#id_{name}").fill(words)
    page.locator("#id_budget_kind").select_option("none")
    choose(page, "募集期を選択", "2026年度上期")
    page.get_by_label("学校").check()
    set_times(page, opens_at=-1, closes_at=30)
    _hand_in_the_page(page)
    message(page).to_contain_text("提出されました")
    page.goto("/challenges/desk/")
    told(page).to_contain_text("事務局の確認待ち")


def _hand_in_the_page(page):
    page.get_by_role("button", name="他のアクション").click()
    page.locator("button[name=action-submit]").click()


def approve(page):
    follow_the_link_mailed_to(page, "office")
    page.get_by_role("button", name="他のアクション").click()
    page.locator("[data-workflow-action-name=approve]").first.click()
    message(page).to_contain_text("完了しました")


# Companies


def write_a_proposal(page, challenge, name, words, *, attachment=""):
    """From the challenge's page to the last look before it is submitted; `words` stand in each section."""
    page.goto(challenge)
    follow(page, "提案を書く")
    page.locator("input[name=organization_name]").fill(name)
    press(page, "下書きを始める")
    for section in SECTIONS:
        page.locator(f"textarea[name={section}]").fill(f"{words}（{section}）")
    if attachment:
        file = {"name": attachment, "mimeType": "application/pdf", "buffer": PDF}
        page.locator("input[type=file]").set_input_files(file)
    press(page, "保存して確認する")
    expect(page.get_by_role("button", name="提案を提出する")).to_be_visible()


def submit(page):
    """Gives the number of the receipt, which the page shows with the moment."""
    press(page, "提案を提出する")
    receipt = page.locator(".receipts b").inner_text()
    message(page).to_contain_text(f"受付番号 {receipt} をチーム全員にメールで送ります")
    return receipt


def submit_too_late(page, words):
    """What was typed stays, as a draft."""
    press(page, "提案を提出する")
    told(page).to_contain_text("締め切りに間に合いませんでした")
    told(page).to_contain_text("文章は下書きとして残ります")
    follow(page, "フォームに戻る")
    expect(page.locator("textarea[name=approach]")).to_have_value(f"{words}（approach）")


def close_right_after(proposal, challenge):
    """The clock: this proposal came in the last moment."""
    until = proposal.submitted_at + timedelta(milliseconds=1)
    ChallengePage.objects.filter(pk=challenge.pk).update(closes_at=until)


# The review


def prepare_the_review(page, reviewers):
    """From the mail to the criteria that are proposed, and to whoever judges: (address, name)."""
    follow_the_link_mailed_to(page, "officer")
    follow(page, "提案の審査")
    follow(page, "評価項目")
    told(page).to_contain_text("まだ設定されていません")
    press(page, "評価項目を保存する")
    message(page).to_contain_text("保存しました")
    follow(page, "審査員", exact=True)
    told(page).to_contain_text("申告は募集の締切後に行います")
    for email, name in reviewers:
        page.locator("input[name=email]").fill(email)
        press(page, "審査員に指名する")
        message(page).to_contain_text(f"{name}さんを審査員にしました")


def declare(page, *, conflicts=None):
    """From the mail; for all proposals. `conflicts` are {company: reason}."""
    follow(page, "申告する")
    for company, reason in (conflicts or {}).items():
        page.get_by_label(company).fill(reason)
    page.get_by_label("このページのほかの提案とは、利益相反がありません").check()
    press(page, "申告する")
    message(page).to_contain_text("申告しました。")


def score(page, company, points, note):
    """By each criterion the same number of points, and a note by the first."""
    follow(page, "自分の採点", exact=True)
    follow(page, company)
    for choice in page.locator(f"input[type=radio][value='{points}']").all():
        choice.check()
    page.locator("textarea[name=note_1]").fill(note)
    press(page, "保存する")
    message(page).to_contain_text("まだほかの人には見えません")


def hand_in_the_scores(page):
    follow(page, "自分の採点", exact=True)
    follow(page, "採点を提出する")
    press(page, "提出する")
    message(page).to_contain_text("採点は確定しました")


def download(page, name):
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    return download.value.path().read_bytes()


def decide(page, company, decision, reasons):
    """A letter that is prepared, on the page of all decisions."""
    with page.expect_navigation():
        page.get_by_role("row", name=company).get_by_role("link").click()
    page.get_by_label(decision, exact=True).check()
    page.locator("textarea[name=reason]").fill(reasons)
    press(page, "通知を準備する")
    message(page).to_contain_text("準備しました")


def move_along(page, label, stage):
    """At the desk, and on the page on which it is confirmed."""
    follow(page, label, exact=True)
    press(page, label)
    message(page).to_contain_text(f"「{stage}」にしました")


# The pilot and what came of it


def set_the_pilot_up(page, partner, *, plan, **project):
    """From the desk; the name of the partner is there already."""
    follow(page, "パートナーと取り決めて、実証実験を始める")
    expect(page.locator("textarea[name=partners]")).to_have_value(partner)
    for name, words in {"plan": plan, **project}.items():
        page.locator(f"main [name={name}]").fill(words)
    press(page, "実証実験を始める")
    message(page).to_contain_text("実証実験を登録しました")


def write_an_update(page, text):
    follow(page, "更新情報を書く")
    page.locator("textarea[name=text]").fill(text)
    with page.expect_navigation():
        page.locator("main form:has(textarea[name=text]) button[type=submit]").click()
    told(page).to_contain_text(text)


def write_the_outcome(page, result, code):
    page.get_by_label("解決した", exact=True).check()
    page.get_by_label("導入した（契約・調達）", exact=True).check()
    page.locator("textarea[name=result_ja]").fill(result)
    page.locator("input[name=observed_on]").fill(timezone.localdate().isoformat())
    page.locator("input[name=contact_department]").fill("教育委員会事務局")
    page.locator("input[name=links-0-title]").fill("公開したコード")
    page.locator("input[name=links-0-url]").fill(code)
    page.locator("select[name=links-0-licence]").select_option("MIT")
    press(page, "公開する")
    message(page).to_contain_text("公開しました")


# Visitors


def visit(page, address):
    """As visitors find it from now on: what the site has kept for them, and a browser for a second, may be older."""
    cache.clear()
    page.goto(address)
    page.reload()


def public_text(page, challenge):
    """What programs and people can read without an account, wherever the challenge could leave a trace."""
    home = ("/", "/challenges/", "/challenges/kobe/", "/challenges/outcomes/", "/challenges/funnel/", "/projects/")
    lists = ("/challenges/rounds/", "/challenges/funnel/table.csv", "/search/?q=欠席", "/regions/hyogo/")
    feeds = ("/feeds/region/281000.atom", "/feeds/topic/school.atom", "/projects/feed.atom", "/sitemap-1.xml")
    cache.clear()
    found = [page.request.get(each) for each in (*home, *lists, *feeds, challenge, f"/en{challenge}")]
    assert all(each.ok for each in found)
    return "\n".join(each.text() for each in found)
