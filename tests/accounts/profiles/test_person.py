"""The page of a person that others see."""

import json

import pytest
from allauth.socialaccount.models import SocialAccount
from bs4 import BeautifulSoup
from django.utils import timezone

from accounts.models import Profile
from accounts.skills import skills_named
from integrations.github.models import Contribution, Contributor, Snapshot
from integrations.github.names import web_address
from integrations.github.people import choose
from projects.joining.models import Membership
from tests.factories import make_municipality, make_project, make_repository, make_topic, translate

from .reading import main_text

PAGE = "/en/people/hana/"
ALL = list(Profile.Part.values)


def tell(user, parts, **fields):
    profile = Profile.objects.get(user=user)
    told = {
        "introduction": "I draw maps.",
        "roles": ["design"],
        "languages": ["zh"],
        "effort": "day",
        "hours_a_week": 3,
        "place": "online",
        "is_public": True,
        "public_parts": parts,
        **fields,
    }
    for name, value in told.items():
        setattr(profile, name, value)
    profile.save()
    profile.skills.set(skills_named(["Python"]))
    profile.topics.set([make_topic("rivers", "川", "Rivers")])
    profile.regions.set([make_municipality()])
    return profile


def connect_github(user, github_id=77, login="hana-gh"):
    SocialAccount.objects.create(user=user, provider="github", uid=str(github_id), extra_data={"login": login})
    contributor = Contributor.objects.create(github_id=github_id, login=login, kind="human")
    repository = make_repository("code-for-town/rivers", figures={})
    Snapshot.objects.update(contributors_observed_at=timezone.now())
    return Contribution.objects.create(repository=repository, contributor=contributor, commits=42)


def join(user, project, is_shown=True):
    return Membership.objects.create(user=user, project=project, since=timezone.now(), is_shown=is_shown)


TELLING = {
    "introduction": "I draw maps.",
    "skills": "Python",
    "topics": "Rivers",
    "regions": "神戸市",
    "languages": "Chinese",
    "availability": "3 hours a week",
    "projects": "川の地図",
    "contributions": "code-for-town/rivers",
}


@pytest.fixture
def known(hana):
    connect_github(hana)
    join(hana, make_project("川の地図"))
    return hana


@pytest.mark.parametrize("part", TELLING)
def test_page_shows_the_parts_that_are_public_and_no_other(stranger, known, part):
    tell(known, [part])
    page = main_text(stranger.get(PAGE))
    assert {name: words in page for name, words in TELLING.items()} == {name: name == part for name in TELLING}


def test_page_with_all_parts_says_all(stranger, known):
    tell(known, ALL)
    page = main_text(stranger.get(PAGE))
    assert [words for words in TELLING.values() if words not in page] == []
    assert "42" in page


def test_page_with_no_part_says_the_name_alone(stranger, known):
    tell(known, [])
    response = stranger.get(PAGE)
    assert main_text(response) == "山田 花 Report 山田 花 山田 花 has not told more yet."
    assert not any(words in response.content.decode() for words in TELLING.values())


def test_page_that_is_not_wanted_is_not_there(stranger, known):
    tell(known, ALL, is_public=False)
    hidden, nobody = stranger.get(PAGE), stranger.get("/en/people/nobody/")
    assert (hidden.status_code, nobody.status_code) == (404, 404)
    assert hidden.content.decode().replace("hana", "nobody") == nobody.content.decode()


def test_page_of_a_suspended_account_is_not_there_until_it_is_let_in_again(stranger, known):
    profile = tell(known, ALL)
    known.is_active = False
    known.save()
    assert stranger.get(PAGE).status_code == 404
    assert Profile.objects.get(pk=profile.pk).page_url == ""
    known.is_active = True
    known.save()
    assert stranger.get(PAGE).status_code == 200


def test_person_sees_beforehand_how_the_page_would_look(signed_in, known):
    tell(known, ALL, is_public=False)
    response = signed_in.get(PAGE)
    assert "Only you can see this page" in main_text(response)
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_public_page_may_be_found_by_search_engines(stranger, known):
    tell(known, [])
    assert "noindex" not in stranger.get(PAGE).content.decode()


def test_e_mail_address_and_number_are_nowhere(stranger, known):
    tell(known, ALL)
    page = stranger.get(PAGE).content.decode()
    assert "hana@" not in page
    assert "tomoni.example" not in page


@pytest.mark.parametrize("choice", ["anonymised", "removed"])
def test_contributions_without_a_name_are_told_of_nobody(stranger, known, choice):
    tell(known, ALL)
    choose(github_id=77, choice=choice, by_person=True)
    page = stranger.get(PAGE).content.decode()
    assert "code-for-town/rivers" not in page
    assert "hana-gh" not in page


def test_contributions_to_what_is_gone_are_not_told(stranger, known):
    tell(known, ALL)
    Contribution.objects.get().repository.__class__.objects.update(status="private_or_deleted")
    assert "code-for-town/rivers" not in stranger.get(PAGE).content.decode()


def test_projects_that_others_may_not_see_are_not_told(stranger, hana):
    tell(hana, ALL)
    draft, hidden = make_project("下書きの地図"), make_project("ひみつの地図")
    draft.unpublish()
    join(hana, draft)
    join(hana, hidden, is_shown=False)
    page = stranger.get(PAGE).content.decode()
    assert "下書き" not in page
    assert "ひみつ" not in page


def test_projects_are_named_in_the_readers_words(stranger, hana):
    tell(hana, ALL)
    project = make_project("川の地図")
    translate(project, "en", title="Map of rivers")
    join(hana, project)
    assert "Map of rivers" in main_text(stranger.get(PAGE))
    assert "川の地図" in main_text(stranger.get("/people/hana/"))


def data_of(response):
    scripts = BeautifulSoup(response.content, "html.parser").select('script[type="application/ld+json"]')
    return {each["@type"]: each for each in map(json.loads, (script.string for script in scripts))}


def test_programs_are_told_what_people_are_told(stranger, known):
    tell(known, ALL)
    told = data_of(stranger.get(PAGE))["Person"]
    assert (told["name"], told["alternateName"], told["knowsAbout"]) == ("山田 花", "hana", ["Python"])
    assert told["sameAs"] == [f"{web_address()}/hana-gh"]
    tell(known, [])
    told = data_of(stranger.get(f"{PAGE}?fresh"))["Person"]
    assert set(told) == {"@context", "@type", "name", "alternateName", "url"}


def test_page_costs_the_same_for_few_and_many(stranger, hana, django_assert_max_num_queries):
    tell(hana, ALL)
    connect_github(hana)
    for number in range(12):
        join(hana, make_project(f"地図{number}", topics=[make_topic()]))
    stranger.get(PAGE)
    for page in (PAGE, "/people/hana/"):
        Profile.objects.update(introduction=page)  # past the page cache
        with django_assert_max_num_queries(12):
            response = stranger.get(f"{page}?fresh")
        assert response.status_code == 200
        assert not response.cookies


def test_page_of_a_deleted_account_is_gone(stranger, known):
    tell(known, ALL)
    known.delete()
    assert stranger.get(PAGE).status_code == 404
