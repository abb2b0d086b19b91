"""Narrowing the list of projects."""

from datetime import date

import pytest

from tests.factories import make_municipality, make_prefecture, make_project, make_technology, make_topic, translate

from .reading import texts, titles

pytestmark = pytest.mark.usefixtures("site")


def form_of(client, query=""):
    return client.get(f"/projects/{query}").context["listing"].form


def offered(form, name):
    return [value for value, _label in form.fields[name].choices]


def chips(response):
    return [chip.label for chip in response.context["listing"].chips]


@pytest.mark.parametrize("words", ["給食", "ｱﾚﾙｷﾞｰ", "アレルギー 献立"])
def test_words_are_found_inside_japanese_sentences(client, words):
    make_project("学校給食マップ", purpose="アレルギーのある子の献立を、家族が確かめられるようにします。")
    make_project("防災")
    assert titles(client.get("/projects/", {"q": words})) == ["学校給食マップ"]


def test_words_of_a_need_are_found(client):
    make_project("地図", needs=[{"role": "data", "text": "消火栓の位置を調べる人"}])
    assert titles(client.get("/projects/", {"q": "消火栓"})) == ["地図"]


def test_words_of_a_translation_are_found(client):
    translate(make_project("給食"), "en", title="School lunch")
    assert titles(client.get("/en/projects/?q=lunch")) == ["School lunch"]


def test_region_finds_the_prefecture_and_its_municipalities(client):
    make_project("県", regions=[make_prefecture()])
    make_project("市", regions=[make_municipality()])
    make_project("都", regions=[make_prefecture("130001")])
    assert sorted(titles(client.get("/projects/?region=280003"))) == ["市", "県"]


def test_region_understands_a_municipality_and_names_it(client):
    make_project("県", regions=[make_prefecture()])
    make_project("市", regions=[make_municipality(), make_prefecture()])
    response = client.get("/projects/?region=281000")
    assert titles(response) == ["市"]
    assert chips(response)[0].endswith(": 兵庫県神戸市")


def test_region_without_projects_finds_none(client):
    make_project("都", regions=[make_prefecture("130001")])
    assert titles(client.get("/projects/?region=280003")) == []


def test_topic_and_technology_narrow_the_list_together(client):
    food, python = make_topic(), make_technology()
    make_project("両方", topics=[food], technologies=[python])
    make_project("話題だけ", topics=[food])
    make_project("技術だけ", technologies=[python])
    assert sorted(titles(client.get("/projects/?topic=food"))) == ["両方", "話題だけ"]
    assert sorted(titles(client.get("/projects/?technology=python"))) == ["両方", "技術だけ"]
    response = client.get("/projects/?topic=food&technology=python")
    assert titles(response) == ["両方"]
    assert [label.split(": ")[1] for label in chips(response)] == ["給食・食", "Python"]


def test_need_finds_projects_that_ask_for_the_role_now(client):
    over = date(2020, 1, 1)
    make_project("募集中", needs=[{"role": "design", "text": "ロゴ"}])
    make_project("期限切れ", needs=[{"role": "design", "text": "ロゴ", "expires_on": over}])
    make_project(
        "別の役割", needs=[{"role": "design", "text": "ロゴ", "expires_on": over}, {"role": "data", "text": "表"}]
    )
    make_project("終了", status="finished", needs=[{"role": "design", "text": "ロゴ"}])
    assert titles(client.get("/projects/?need=design")) == ["募集中"]
    assert sorted(titles(client.get("/projects/?need=any"))) == ["別の役割", "募集中"]


def test_status_finds_projects_of_that_status(client):
    make_project("構想", status="idea")
    make_project("活動中")
    assert titles(client.get("/projects/?status=idea")) == ["構想"]


def test_filters_combine_with_words(client):
    here = {"regions": [make_municipality()], "topics": [make_topic()]}
    make_project("給食マップ", needs=[{"role": "design", "text": "ロゴ"}], **here)
    make_project("給食アプリ", **here)
    make_project("給食の歴史", needs=[{"role": "design", "text": "ロゴ"}])
    query = {"q": "給食", "region": "281000", "topic": "food", "need": "design", "status": "active"}
    response = client.get("/projects/", query)
    assert titles(response) == ["給食マップ"]
    assert len(chips(response)) == 5


def test_form_offers_only_what_some_project_has(client):
    make_topic("unused", "使われない", "Unused")
    make_technology("Rust")
    make_project(
        regions=[make_municipality()],
        topics=[make_topic()],
        technologies=[make_technology()],
        needs=[{"role": "design", "text": "ロゴ"}, {"role": "data", "text": "表", "expires_on": date(2020, 1, 1)}],
    )
    form = form_of(client)
    assert offered(form, "region") == ["", "280003"]
    assert offered(form, "topic") == ["", "food"]
    assert offered(form, "technology") == ["", "python"]
    assert offered(form, "need") == ["", "any", "design"]


def test_form_offers_nothing_that_only_drafts_have(client):
    make_project(topics=[make_topic()]).unpublish()
    assert offered(form_of(client), "topic") == [""]


@pytest.mark.parametrize("name", ["region", "topic", "technology", "need", "status"])
def test_unknown_value_is_named_in_the_form_and_the_rest_is_kept(client, name):
    make_project("給食")
    make_project("防災")
    response = client.get("/projects/", {name: "<b>999999", "q": "給食"})
    assert titles(response) == ["給食"]
    assert list(response.context["listing"].form.errors) == [name]
    assert "<b>999999" in texts(response, "errorlist")[0]
    assert len(chips(response)) == 1
    assert '<details class="filters" open>' in response.content.decode()


def test_wrong_check_digit_of_a_region_is_refused(client):
    make_project("市", regions=[make_municipality()])
    assert list(form_of(client, "?region=281001").errors) == ["region"]


def test_words_that_are_far_too_long_are_refused(client):
    make_project("給食")
    response = client.get("/projects/", {"q": "給" * 201})
    assert list(response.context["listing"].form.errors) == ["q"]
    assert titles(response) == ["給食"]
