"""The regions as visitors see them: the map with its directory, prefectures, brigades."""

import json
import re
from datetime import date

import pytest

from regions.models import BrigadePage, Region, RegionIndexPage, SocialLink
from regions.services import load_regions
from tests.factories import (
    make_brigade,
    make_challenge,
    make_event,
    make_municipality,
    make_prefecture,
    make_project,
    make_topic,
    translate,
)
from tests.projects.reading import facts, links, texts

pytestmark = pytest.mark.usefixtures("site")


def tiles(response):
    """Of prefectures that have any: the name with the number, and the level."""
    return re.findall(r'class="tile tile--([123])" href="([^"]+)">([^<]+) <b>(\d+)</b>', response.content.decode())


def json_ld(response):
    return [
        json.loads(script)
        for script in re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL
        )
    ]


@pytest.fixture
def japan(site):
    make_prefecture()
    make_prefecture("130001")


def test_index_shades_prefectures_by_how_many_brigades_work_there(client, japan):
    make_brigade("Code for Kobe", regions=[make_municipality()])
    make_brigade("Code for Hyogo", regions=[make_prefecture()])
    make_brigade("Code for Both", regions=[make_prefecture(), make_prefecture("130001")])
    response = client.get("/regions/")
    assert tiles(response) == [("1", "/regions/tokyo/", "東京", "1"), ("2", "/regions/hyogo/", "兵庫", "3")]
    assert texts(response, "legend") == ["なし13"]
    assert texts(response, "result-count") == ["3 のブリゲード （2 都道府県）"]


def test_index_counts_a_brigade_once_in_a_prefecture_however_many_towns_it_has(client, japan):
    make_brigade(regions=[make_municipality(), make_municipality("282219", "丹波篠山市", "たんばささやまし")])
    assert [tile[2:] for tile in tiles(client.get("/regions/"))] == [("兵庫", "1")]


def test_index_lists_brigades_by_area_and_the_placeless_last(client, japan):
    make_brigade("Code for Somewhere")
    make_brigade("Code for Kobe", regions=[make_municipality()])
    make_brigade("Code for Tokyo", regions=[make_prefecture("130001")])
    response = client.get("/regions/")
    assert texts(response, "directory__group") == [
        "関東 1 Code for Tokyo 東京都",
        "近畿 1 Code for Kobe 兵庫県神戸市",
        "地域不明 1 Code for Somewhere",
    ]


def test_index_in_english_names_brigades_in_english_where_it_knows_how(client, japan):
    make_brigade(
        "コード・フォー・イバラキ", slug="code-for-ibaraki", name_en="Code for Ibaraki", regions=[make_prefecture()]
    )
    make_brigade("コード・フォー・タカオカ", slug="takaoka", regions=[make_municipality()])
    response = client.get("/en/regions/")
    assert texts(response, "directory__group") == [
        "Kinki 2 Code for Ibaraki Hyogo コード・フォー・タカオカ 神戸市, Hyogo"
    ]
    assert '<a href="/en/regions/takaoka/" lang="ja">' in response.content.decode()
    assert '<a href="/en/regions/code-for-ibaraki/">' in response.content.decode()


def test_index_without_brigades_says_who_could_change_that(client, japan):
    response = client.get("/regions/")
    assert texts(response, "empty__title") == ["ブリゲードはまだ知られていません。"]
    assert tiles(response) == []


def test_index_leaves_out_drafts(client, japan):
    make_brigade(regions=[make_prefecture()]).unpublish()
    assert texts(client.get("/regions/"), "directory__group") == []


def test_index_with_ninety_brigades_is_light(client, japan):
    regions = RegionIndexPage.objects.originals().get()
    for number in range(90):
        brigade = BrigadePage(title=f"コード・フォー・とても長い名前のまち{number}", slug=f"town-{number}")
        brigade.regions.set([make_municipality()])
        regions.add_child(instance=brigade)
    assert len(client.get("/regions/").content) <= 60_000


def test_prefecture_shows_what_is_there(client, japan):
    make_brigade("Code for Kobe", regions=[make_municipality()])
    make_project("給食の地図", regions=[make_municipality()])
    make_challenge("道路の穴")
    make_event("神戸の集まり", region=make_municipality(), is_online=False)
    response = client.get("/regions/hyogo/")
    assert texts(response, "h1") == ["兵庫県"]
    assert texts(response, "card__title") == ["Code for Kobe", "給食の地図", "道路の穴", "神戸の集まり"]
    assert texts(response, "breadcrumb") == ["ともに地域兵庫県"]


def test_prefecture_without_anything_says_so_four_times(client, japan):
    response = client.get("/regions/tokyo/")
    assert len(texts(response, "empty__title")) == 4
    assert texts(response, "card__title") == []


def test_prefecture_in_english_has_its_own_address_and_names(client, japan):
    response = client.get("/en/regions/hyogo/")
    assert texts(response, "h1") == ["Hyogo"]
    assert response.context["metadata"].canonical_url == "http://testserver/en/regions/hyogo/"
    assert dict(response.context["metadata"].alternates)["ja"] == "http://testserver/regions/hyogo/"


@pytest.mark.parametrize("code", ["28", "280003", "281000"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_code_leads_to_the_prefecture(client, japan, code, language):
    response = client.get(f"{language}/regions/{code}/")
    assert (response.status_code, response["Location"]) == (301, f"{language}/regions/hyogo/")


@pytest.mark.parametrize("name", ["48", "990000", "atlantis", "hyogo/kobe", "２８"])
def test_what_is_no_prefecture_is_not_found(client, japan, name):
    assert client.get(f"/regions/{name}/").status_code == 404


def make_known_brigade(**fields):
    brigade = make_brigade(
        "コード・フォー・コウベ",
        slug="code-for-kobe",
        regions=[make_municipality()],
        name_ja="コード・フォー・コウベ",
        name_en="Code for Kobe",
        website="https://code4kobe.example/",
        github_organization="code4kobe",
        contact_email="hello@code4kobe.example",
        founded_on=date(2014, 4, 1),
        state="active",
        stated_on=date(2026, 10, 1),
        introduction="神戸で防災の地図を作っています。",
        source="団体のサイト",
        **fields,
    )
    brigade.strengths.add(make_topic("disaster", "防災", "Disaster preparedness"))
    brigade.social_links.create(label="Facebook", url="https://facebook.example/code4kobe")
    brigade.save()
    return brigade


def test_brigade_says_what_is_known_of_it(client, japan):
    make_known_brigade()
    response = client.get("/regions/code-for-kobe/")
    assert facts(response) == {
        "日本語の名前": "コード・フォー・コウベ",
        "英語の名前": "Code for Kobe",
        "地域": "兵庫県神戸市",
        "活動状況": "活動中 (2026年10月1日 時点)",
        "設立": "2014年4月1日(火)",
        "得意なこと": "防災",
        "ウェブサイト": "code4kobe.example",
        "GitHub": "code4kobe",
        "ほかの場所": "Facebook",
        "連絡先": "hello@code4kobe.example",
        "出典": "団体のサイト",
    }
    assert {"/regions/hyogo/", "https://github.com/code4kobe", "mailto:hello@code4kobe.example"} <= set(links(response))
    assert texts(response, "lead") == ["神戸で防災の地図を作っています。"]


def test_brigade_of_very_many_regions_and_links_names_prefectures_and_the_first_links(client):
    load_regions()
    brigade = make_brigade("Code for Japan", slug="japan", regions=Region.objects.filter(kind="municipality")[:300])
    brigade.strengths.set([make_topic(f"topic-{number:03}", name_en=f"Topic {number:03}") for number in range(300)])
    brigade.social_links.set([SocialLink(label=f"SNS{each}", url="https://sns.example/") for each in range(300)])
    brigade.save()
    response = client.get("/en/regions/japan/")
    found = facts(response)
    assert found["Regions"].startswith("Hokkaido (189)")
    assert found["Elsewhere"].endswith("SNS23and 276 more")
    assert found["Strengths"].endswith("and 276 more")
    assert len(response.content) <= 20_000


def test_brigade_of_which_nothing_is_known_says_so(client, japan):
    make_brigade("Code for Nobody", slug="nobody")
    response = client.get("/regions/nobody/")
    assert facts(response) == {"地域": "不明", "活動状況": "不明", "ウェブサイト": "不明"}
    assert texts(response, "panel") != []


def test_brigade_in_english_uses_its_english_name_over_japanese_words(client, japan):
    make_known_brigade()
    response = client.get("/en/regions/code-for-kobe/")
    assert texts(response, "h1") == ["Code for Kobe"]
    assert facts(response)["Strengths"] == "Disaster preparedness"
    assert facts(response)["Regions"] == "神戸市, Hyogo"


def test_translated_brigade_speaks_english(client, japan):
    translate(make_known_brigade(), "en", title="Code for Kobe", introduction="We map what helps in a disaster.")
    response = client.get("/en/regions/code-for-kobe/")
    assert texts(response, "lead") == ["We map what helps in a disaster."]
    assert facts(response)["State"].startswith("active")


def test_brigade_is_an_organization_for_programs(client, japan):
    make_known_brigade()
    organization, breadcrumb = json_ld(client.get("/regions/code-for-kobe/"))
    assert organization["@type"] == "Organization"
    assert organization["alternateName"] == ["Code for Kobe"]
    assert organization["areaServed"] == [{"@type": "AdministrativeArea", "name": "兵庫県神戸市"}]
    assert organization["foundingDate"] == "2014-04-01"
    assert breadcrumb["@type"] == "BreadcrumbList"


def test_markup_in_names_is_text(client, japan):
    make_brigade(
        "<script>alert(1)</script>",
        slug="markup",
        regions=[make_prefecture()],
        introduction="</script><img src=x onerror=alert(1)>",
        registered_name="<b>x</b>",
    )
    for address in ("/regions/", "/regions/hyogo/", "/regions/markup/"):
        content = client.get(address).content.decode()
        assert "<script>alert" not in content
        assert "<img src=x" not in content
        assert "<b>x</b>" not in content
