"""An officer of a municipality and an organizer of events, each at work in the admin, under its security policy."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from PIL import Image as Picture
from playwright.sync_api import expect
from wagtail.images.models import Image

from challenges.models import Round
from pages.models import Space
from tests.factories import (
    make_challenge,
    make_municipality,
    make_municipality_page,
    make_series,
    make_user,
)

from .steps import (
    address_of_the_page_in_the_form,
    begin_a_page_below,
    begin_a_page_that_keeps_itself,
    choose,
    go_to_the_editors_admin,
    heading,
    insert_block,
    is_missing_for,
    moment,
    pages_in_the_menu,
    press_publish,
    preview,
    publish,
    save_draft,
    set_times,
    wait_until_it_has_kept_itself,
    write_paragraph,
)


@pytest.fixture
def kobe(site):
    return make_municipality_page(slug="kobe")


@pytest.fixture
def ashiya(site):
    return make_municipality_page(make_municipality("282065", "芦屋市", "あしやし"), slug="ashiya")


@pytest.fixture
def saving_by_hand(settings):
    """Drafts keep themselves half a second after each change; a story in which she saves would race against it."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


@pytest.fixture
def at_work(open_page, sign_in):
    """`at_work(space)`: somebody who looks after it, signed in, with the admin open; whoever `publishes` is of the
    programme office, too."""

    def at_work(space, *, publishes=False):
        page = open_page("/accounts/login/", viewport={"width": 1440, "height": 900})
        groups = [Space.objects.get(page=space.page_ptr).group]
        groups += Group.objects.filter(name="Programme office") if publishes else []
        sign_in(page, make_user("person@tomoni.example", groups=groups))
        go_to_the_editors_admin(page)
        return page

    return at_work


def test_officer_writes_and_previews_a_challenge_that_nobody_else_sees(
    kobe, ashiya, saving_by_hand, at_work, open_page, troubles
):
    Round.objects.create(name_ja="2026年度上期", slug="2026-1", year=2026)
    make_challenge("芦屋の課題", municipality=ashiya)
    make_challenge("港の案内", municipality=kobe)
    visitor, officer = open_page("/challenges/kobe/"), at_work(kobe)
    assert pages_in_the_menu(officer) == ["港の案内"]

    begin_a_page_below(officer, kobe)
    officer.locator("#id_title").fill("公園の雑草をへらしたい")
    officer.locator("#id_problem").fill("草刈りの人手が足りない。")
    write_paragraph(officer, "毎年六月に増える。")
    choose(officer, "募集期を選択", "2026年度上期")
    set_times(officer, opens_at=-1, closes_at=30)
    seen = preview(officer)
    expect(seen.locator("h1")).to_have_text("公園の雑草をへらしたい")
    expect(seen.locator("main")).to_contain_text("毎年六月に増える。")

    save_draft(officer)
    address = address_of_the_page_in_the_form(officer, kobe)
    assert is_missing_for(visitor, address, troubles)
    visitor.goto("/challenges/kobe/")
    expect(visitor.locator("main")).not_to_contain_text("公園の雑草をへらしたい")


def test_officer_is_told_what_is_wrong_and_puts_it_right(kobe, saving_by_hand, at_work, open_page):
    challenge = make_challenge("道路の穴", slug="hole", municipality=kobe, stage="open", opens_at=moment(-3))
    visitor, officer = open_page("/challenges/kobe/hole/"), at_work(kobe, publishes=True)
    officer.goto(f"/admin/pages/{challenge.pk}/edit/")
    officer.locator("#id_title").fill("道路の穴をなおしたい")
    set_times(officer, closes_at=-9)
    press_publish(officer)
    expect(officer.locator(".messages")).to_contain_text(
        "締切が募集開始より前になっています。二つの時刻を確かめてください。"
    )
    set_times(officer, closes_at=-1)
    press_publish(officer)
    expect(officer.locator("[data-field-errors]", has_text="過ぎた日時です")).to_contain_text("担当者ページ")
    visitor.reload()
    assert heading(visitor) == "道路の穴"

    set_times(officer, closes_at=9)
    publish(officer)
    visitor.reload()
    assert heading(visitor) == "道路の穴をなおしたい"


def test_officer_moves_a_challenge_along_at_its_desk(kobe, at_work, open_page):
    challenge = make_challenge("道路の穴", slug="hole", municipality=kobe, stage="closed")
    visitor, officer = open_page("/challenges/kobe/hole/"), at_work(kobe)
    officer.goto(f"/admin/pages/{challenge.pk}/edit/")
    assert officer.locator("[name=stage]").count() == 0
    officer.get_by_role("link", name="担当者ページで段階を進める").click()
    assert heading(officer) == "道路の穴"

    officer.goto("/challenges/kobe/hole/desk/finished/")
    expect(officer.locator(".messages")).to_contain_text("「募集終了」から「完了」に進めることはできません")
    officer.get_by_role("link", name="課題を取り下げる").click()
    officer.get_by_label("理由", exact=False).first.fill("予算がなくなりました。")
    officer.get_by_role("button", name="課題を取り下げる").click()
    expect(officer.locator(".messages")).to_contain_text("「取り下げ」にしました")
    visitor.reload()
    expect(visitor.locator(".timeline")).to_contain_text("予算がなくなりました。")


def test_officer_cannot_open_what_another_municipality_looks_after(kobe, ashiya, at_work):
    theirs = make_challenge("芦屋の課題", municipality=ashiya)
    officer = at_work(kobe)
    for address in (f"{theirs.pk}/edit/", f"{ashiya.pk}/edit/", f"add/challenges/challengepage/{ashiya.pk}/"):
        officer.goto(f"/admin/pages/{address}")
        assert officer.url.endswith("/admin/")
        expect(officer.locator(".messages")).to_contain_text("アクセス権がありません")
    officer.goto("/admin/pages/search/?q=芦屋")
    assert "芦屋の課題" not in officer.locator("main").inner_text()


@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning")
def test_officer_keeps_a_picture_in_her_own_collection_and_shows_it(kobe, ashiya, saving_by_hand, at_work, open_page):
    challenge = make_challenge("港の案内", slug="harbour", municipality=kobe)
    officer = at_work(kobe, publishes=True)
    officer.get_by_role("link", name="画像", exact=True).click()
    officer.get_by_role("link", name="画像を追加").first.click()
    officer.locator("input[type=file]").set_input_files(
        {"name": "harbour.png", "mimeType": "image/png", "buffer": picture()}
    )
    officer.locator("input[name$=-title]").fill("神戸の港")
    officer.locator("input[name$=-description]").fill("船が並ぶ港")
    officer.get_by_role("button", name="アップデート").click()
    expect(officer.get_by_role("button", name="アップデート")).to_have_count(0)
    assert Image.objects.get(title="神戸の港").collection == Space.objects.get(page=kobe.page_ptr).collection

    officer.goto(f"/admin/pages/{challenge.pk}/edit/")
    insert_block(officer, "写真・図")
    choose(officer, "画像を選択", "神戸の港", within="[data-contentpath=body]")
    publish(officer)
    visitor = open_page("/challenges/kobe/harbour/")
    shown = visitor.get_by_role("img", name="船が並ぶ港")
    shown.scroll_into_view_if_needed()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")


def picture():
    content = BytesIO()
    Picture.new("RGB", (640, 360), "teal").save(content, "PNG")
    return content.getvalue()


def test_organizer_comes_back_to_what_kept_itself_and_announces_the_event(site, at_work, open_page, troubles):
    make_municipality()
    series = make_series("ソーシャルハックデー", slug="hackday")
    organizer, visitor = at_work(series), open_page("/events/")
    begin_a_page_that_keeps_itself(organizer, series)
    organizer.locator("#id_description").fill("集まって作ります。")
    organizer.locator("#id_title").fill("冬の回")
    organizer.keyboard.press("Tab")
    wait_until_it_has_kept_itself(organizer)

    organizer.goto(f"/admin/pages/{series.pk}/")
    organizer.get_by_role("link", name="冬の回").first.click()
    assert organizer.locator("#id_description").input_value() == "集まって作ります。"
    assert is_missing_for(visitor, address_of_the_page_in_the_form(organizer, series), troubles)
    set_times(organizer, starts_at=9, ends_at=10)
    choose(organizer, "地域を選択", "兵庫県神戸市", search="神戸")
    publish(organizer)
    visitor.goto("/events/")
    visitor.get_by_role("link", name="冬の回").click()
    expect(visitor.locator("h1")).to_have_text("冬の回")
    expect(visitor.locator("main")).to_contain_text("神戸市")
    calendar = visitor.request.get(visitor.get_by_role("link", name="カレンダーに追加").get_attribute("href"))
    assert "SUMMARY:冬の回" in calendar.text()
