"""A volunteer narrows the search down, and always sees what would find more."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from integrations.github.models import NewcomerIssue, Repository, Status
from integrations.github.signals import repositories_synced
from pages.finding.sources import LABELS
from regions.choices import prefectures
from regions.models import Region
from tests.factories import (
    make_challenge,
    make_event,
    make_municipality,
    make_prefecture,
    make_project,
    make_repository,
    make_technology,
    make_topic,
    make_user,
    translate,
)

pytestmark = pytest.mark.django_db


def look_for(client, query, language="", **headers):
    return client.get(f"{language}/search/?{query}", headers={"cookie": "sessionid=none", **headers})


def titles(response):
    return [unescape(re.sub(r"</?mark>", "", result.title)) for result in response.context_data["results"]]


def offered(response, facet):
    groups = {group.name: group for group in response.context_data["groups"]}
    return {option.value: option.count for option in groups[facet].options} if facet in groups else {}


def make_issue(repository, title="Draw a sign", **fields):
    number = NewcomerIssue.objects.count() + 1
    at = datetime(2026, 11, 1, tzinfo=UTC)
    return NewcomerIssue.objects.create(
        node_id=f"I_{number}",
        repository=repository,
        number=number,
        title=title,
        url=f"https://github.example/{repository.full_name}/issues/{number}",
        **{"labels": ["good first issue"], "opened_at": at, "changed_at": at, **fields},
    )


def test_need_says_what_it_takes_and_leads_to_its_place_on_the_project(site, client):
    project = make_project(
        "給食の地図",
        slug="lunch",
        needs=[
            {"role": "design", "text": "絵を描く人", "effort": "hour", "place": "online", "asked_on": date(2026, 11, 1)}
        ],
    )
    need = project.needs.get()
    (result,) = look_for(client, "kind=need", "/en").context_data["results"]
    assert (result.url, result.home[:2]) == (
        f"/en/projects/lunch/#need-{need.pk}",
        ("給食の地図", "/en/projects/lunch/"),
    )
    assert [badge.label for badge in result.badges] == ["design"]
    assert {"an hour, once", "online", "asked since 1 November 2026"} <= {text for _icon, text in result.meta}


def test_long_need_is_found_by_its_last_word(site, client):
    need = make_project(needs=[{"text": "絵を描く人。" * 100 + " zebrafish"}]).needs.get()
    response = look_for(client, "q=zebrafish")
    assert [result.url for result in response.context_data["results"]] == [
        f"/projects/{need.project.slug}/#need-{need.pk}"
    ]


def test_expired_and_closed_needs_are_not_found(site, client):
    today = timezone.localdate()
    project = make_project(
        needs=[
            {"text": "今日まで", "expires_on": today, "confirmed_on": today},
            {"text": "終わった"},
            {"text": "閉じた"},
        ]
    )
    over, closed = project.needs.all()[1:]
    over.asked_on, over.confirmed_on, over.expires_on = None, None, today - timedelta(days=1)
    over.save()
    closed.closed_at = timezone.now()
    closed.save()
    assert titles(look_for(client, "kind=need")) == ["今日まで"]


@pytest.mark.parametrize("change", ["finished", "unpublished"])
def test_needs_and_issues_of_a_project_that_is_over_or_away_are_not_found(site, client, change):
    repository = make_repository()
    project = make_project(needs=[{"text": "絵を描く人"}], repositories=[repository])
    make_issue(repository)
    assert len(titles(look_for(client, "kind=need&kind=issue"))) == 2
    if change == "finished":
        project.status = "finished"
        project.save_revision().publish()
    else:
        project.unpublish()
    assert titles(look_for(client, "kind=need&kind=issue")) == []


def test_issue_leads_to_github_and_to_its_project(site, client):
    repository = make_repository("code-for-kobe/map", figures={"primary_language": "Python"})
    make_project("給食の地図", slug="lunch", repositories=[repository], technologies=[make_technology()])
    make_issue(repository, comments=3)
    response = look_for(client, "kind=issue", "/en")
    (result,) = response.context_data["results"]
    assert result.home[:2] == ("給食の地図", "/en/projects/lunch/")
    assert [text for _icon, text in result.meta] == [
        "code-for-kobe/map #1",
        "Python",
        "opened on 1 November 2026",
        "3 comments",
    ]
    link = BeautifulSoup(response.content, "html.parser").select_one(".search-result h3 a")
    assert link["href"] == "https://github.example/code-for-kobe/map/issues/1"
    assert "noopener" in link["rel"]
    assert offered(response, "technology") == {"python": 1}


def test_comments_that_nobody_counted_are_unknown(site, client):
    repository = make_repository()
    make_project(repositories=[repository])
    make_issue(repository)
    (result,) = look_for(client, "kind=issue", "/en").context_data["results"]
    assert "comments: unknown" in [text for _icon, text in result.meta]


@pytest.mark.parametrize("change", ["closed", "archived"])
def test_issue_that_is_closed_or_archived_is_gone(site, client, change):
    repository, other = make_repository("code/map"), make_repository("code/other")
    make_project(repositories=[repository, other])
    issue = make_issue(repository)
    make_issue(other, "Another")
    assert len(titles(look_for(client, "kind=issue"))) == 2
    if change == "closed":
        NewcomerIssue.objects.filter(pk=issue.pk).delete()
    else:
        Repository.objects.filter(pk=repository.pk).update(status=Status.ARCHIVED)
        repositories_synced.send(sender=None, repository_ids=[repository.pk])
    assert titles(look_for(client, "kind=issue")) == ["Another"]


def test_several_values_of_a_facet_are_or_and_facets_are_and(site, client):
    food, maps = make_topic("food", "食"), make_topic("maps", "地図")
    make_project("両方", topics=[food, maps], status="active")
    make_project("食だけ", topics=[food], status="paused")
    make_project("地図だけ", topics=[maps], status="active")
    assert len(titles(look_for(client, "topic=food&topic=maps"))) == 3
    response = look_for(client, "topic=food&status=active")
    assert titles(response) == ["両方"]
    assert offered(response, "topic") == {"food": 1, "maps": 2}
    assert offered(response, "status") == {"active": 1, "paused": 1}


def test_municipality_counts_for_its_prefecture_and_near_adds_neighbours(site, client):
    make_prefecture("130001")
    make_project("神戸", regions=[make_municipality()])
    make_project("東京", regions=[make_prefecture("130001")])
    assert titles(look_for(client, "region=280003")) == ["神戸"]
    assert titles(look_for(client, "region=281000")) == ["神戸"]
    empty = look_for(client, "region=310000", "/en")
    assert titles(empty) == []
    ways = {way.remove_url: count for way, count in empty.context_data["ways_out"]["relaxed"]}
    assert ways["?region=310000&near=1"] == 1


def test_chips_take_away_one_thing_and_addresses_are_the_same_for_the_same_question(site, client):
    make_project("神戸", regions=[make_municipality()], topics=[make_topic()])
    response = look_for(client, "topic=food&region=280003&q=%E7%A5%9E%E6%88%B8&kind=&sort=", "/en")
    assert [(chip.label, chip.remove_url) for chip in response.context_data["chips"]] == [
        ("Region: Hyogo", "?q=%E7%A5%9E%E6%88%B8&topic=food"),
        ("Topic: Food", "?q=%E7%A5%9E%E6%88%B8&region=280003"),
    ]
    assert response.context_data["canonical_query"] == "q=%E7%A5%9E%E6%88%B8&region=280003&topic=food"


def test_unknown_values_are_left_out_and_named(site, client):
    make_project("神戸")
    response = look_for(client, "topic=%3Cscript%3E&role=cook&kind=cake&activity=8", "/en")
    assert titles(response) == ["神戸"]
    assert response.context_data["unknown"] == ["Kind: cake", "Role: cook", "Topic: <script>", "Last activity: 8"]
    assert "<script>&" not in response.content.decode()


def test_typing_mistake_is_forgiven_and_said(site, client):
    make_project("まちの声", purpose="Decidim で話し合う")
    response = look_for(client, "q=decidmi", "/en")
    assert titles(response) == ["まちの声"]
    page = BeautifulSoup(response.content, "html.parser").select_one(".finding__corrected")
    assert page.get_text(" ", strip=True) == "Showing results for decidim . Search for “decidmi” instead"
    assert titles(client.get("/en/search/" + page.a["href"])) == []


def test_what_is_typed_right_stays(site, client):
    make_project("Decidim", slug="a")
    make_project("Decidims", slug="b")
    response = look_for(client, "q=decidims")
    assert (titles(response), response.context_data["look"].correction) == (["Decidims"], None)


def test_empty_result_says_what_each_filter_costs(site, client):
    make_project("給食の地図", topics=[make_topic()], status="active")
    response = look_for(client, "q=%E7%B5%A6%E9%A3%9F&topic=food&status=paused", "/en")
    assert response.context_data["look"].count == 0
    for way, count in response.context_data["ways_out"]["relaxed"]:
        assert look_for(client, way.remove_url.lstrip("?"), "/en").context_data["look"].count == count > 0


def test_where_nothing_is_found_nothing_is_offered_to_narrow_it_down(site, client):
    make_project("給食の地図")
    page = client.get("/en/search/?q=zzqq").content.decode()
    assert 'id="finding-filters" hidden' in page
    assert 'id="finding-filters" hidden' not in client.get("/en/search/?q=給食").content.decode()


def test_where_no_filter_alone_is_to_blame_all_of_them_can_be_left_out(site, client):
    make_project("給食の地図", topics=[make_topic()], status="active")
    make_project("避難所", status="paused")
    make_project("献立の表", technologies=[make_technology()], status="active")
    response = look_for(client, "topic=food&status=paused&technology=python", "/en")
    (way,) = response.context_data["ways_out"]["relaxed"]
    assert (way[0].label, way[1]) == ("Clear all filters", 3)
    assert len(titles(look_for(client, way[0].remove_url.lstrip("?"), "/en"))) == 3


def test_archived_ones_count_in_the_status_and_are_found_by_it(site, client):
    make_project("昔", status="archived")
    response = look_for(client, "")
    assert (titles(response), offered(response, "status")) == ([], {"archived": 1})
    assert titles(look_for(client, "status=archived")) == ["昔"]


def test_finished_is_called_as_on_the_page_and_means_one_thing(site, client):
    make_project("終わったもの", status="finished")
    make_challenge("終わった課題", stage="finished")
    response = look_for(client, "")
    (status,) = (group for group in response.context_data["groups"] if group.name == "status")
    assert {option.label: option.count for option in status.options} == {"終了": 1, "完了した課題": 1}
    assert titles(look_for(client, "status=finished")) == ["終わったもの"]
    assert titles(look_for(client, "kind=challenge&status=finished_challenge")) == ["終わった課題"]
    assert titles(look_for(client, "type=challenge&status=finished")) == ["終わった課題"], "an old address"


def test_no_value_of_a_facet_is_called_in_two_ways(site):
    for facet, functions in LABELS.items():
        values = [value for function in functions for value in function()]
        assert sorted(set(values)) == sorted(values), facet


def test_old_addresses_with_type_still_work(site, client):
    make_project("防災マップ")
    make_event("防災の日")
    assert titles(look_for(client, "q=%E9%98%B2%E7%81%BD&type=event")) == ["防災の日"]


def test_part_for_htmx_is_not_the_page_and_caches_tell_them_apart(site, client):
    make_project("防災マップ")
    page = client.get("/search/?q=%E9%98%B2%E7%81%BD")
    part = client.get("/search/?q=%E9%98%B2%E7%81%BD", headers={"hx-request": "true"})
    assert [b"<html" in each.content for each in (page, part)] == [True, False]
    assert part.content.count(b'id="finding"') == page.content.count(b'id="finding"') == 1
    assert ["HX-Request" in each["Vary"] for each in (page, part)] == [True, True]
    assert part["HX-Push-Url"] == "/search/?q=%E9%98%B2%E7%81%BD"
    again = client.get("/search/?q=%E9%98%B2%E7%81%BD")
    assert again.content == page.content


def test_near_me_is_where_the_profile_says_and_nobody_elses(site, client):
    make_project("神戸", regions=[make_municipality()])
    assert b"near=1" not in client.get("/search/").content.replace(b'name="near" value="1"', b"")
    user = make_user()
    user.profile.regions.set([make_municipality()])
    client.force_login(user)
    assert client.get("/search/").context_data["near_me"] == "?region=280003&near=1"


def test_translated_project_is_named_in_the_readers_words_on_its_needs(site, client):
    project = make_project("給食の地図", slug="lunch", needs=[{"text": "絵を描く人"}])
    translate(project, "en", title="Lunch map")
    (result,) = look_for(client, "kind=need", "/en").context_data["results"]
    assert (result.home, result.language) == (("Lunch map", "/en/projects/lunch/", None), "ja")


def test_every_prefecture_is_offered_and_all_of_them_can_be_chosen(site, client):
    regions = [Region.prefecture_at(each.slug) for each in prefectures()]
    make_project("全国の地図", regions=Region.objects.bulk_create(regions))
    codes = [region.code for region in regions]
    response = look_for(client, "")
    assert list(offered(response, "region")) == codes
    chosen = look_for(client, "&".join(f"region={code}" for code in codes))
    assert len(chosen.context_data["chips"]) == len(codes) == 47
