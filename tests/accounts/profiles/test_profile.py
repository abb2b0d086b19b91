"""Telling of oneself at /accounts/profile/."""

import pytest

from accounts.models import Profile, Skill
from accounts.skills import load_skills
from tests.factories import make_municipality, make_prefecture, make_topic, make_user
from tests.sending import sealed, send

from .reading import main_text

PAGE = "/en/accounts/profile/"
EVERYTHING = {
    "name": "Hana Yamada",
    "introduction": "I draw maps.",
    "roles": ["design", "data"],
    "skills_more": ["Python", "図解、契約書", ""],
    "regions_more": ["神戸市", "とうきょうと", ""],
    "languages": ["ja", "en"],
    "effort": "weekly",
    "place": "online",
    "hours_a_week": "3",
    "mail_language": "en",
    "is_public": "on",
    "public_parts": ["skills", "topics"],
}


@pytest.fixture
def places(site):
    make_municipality()
    make_prefecture("130001")


def profile_of(user):
    return Profile.objects.get(user=user)


def test_profile_keeps_everything_that_was_written(signed_in, hana, places):
    food = make_topic()
    assert send(signed_in, PAGE, **EVERYTHING, topics=[food.pk])["Location"] == PAGE
    profile = profile_of(hana)
    assert (profile.name, profile.introduction, profile.roles) == ("Hana Yamada", "I draw maps.", ["design", "data"])
    assert {skill.name_ja for skill in profile.skills.all()} == {"Python", "図解", "契約書"}
    assert {region.code for region in profile.regions.all()} == {"281000", "130001"}
    assert (profile.effort, profile.place, profile.hours_a_week) == ("weekly", "online", 3)
    assert (profile.languages, profile.mail_language) == (["ja", "en"], "en")
    assert (profile.is_public, profile.public_parts, list(profile.topics.all())) == (True, ["skills", "topics"], [food])


def test_profile_sent_as_it_stands_changes_nothing(signed_in, hana, places):
    send(signed_in, PAGE, **EVERYTHING, topics=[make_topic().pk])
    before = signed_in.get("/en/people/hana/").content
    send(signed_in, PAGE)
    assert signed_in.get("/en/people/hana/").content == before
    assert profile_of(hana).skills.count() == 3


def test_nothing_but_the_handle_is_required(signed_in, hana):
    empty = {"name": "", "introduction": "", "mail_language": "ja"}
    assert send(signed_in, PAGE, **empty).status_code == 302
    assert "handle" in main_text(send(signed_in, PAGE, handle="")).lower()
    assert profile_of(hana).handle == "hana"


def test_new_account_is_not_public_and_shows_nothing(site):
    profile = make_user().profile
    assert (profile.is_public, profile.public_parts) == (False, [])


def test_bad_input_keeps_every_word(signed_in, hana, places):
    typed = {**EVERYTHING, "hours_a_week": "999", "regions_more": ["アトランティス", "神戸市", ""]}
    page = send(signed_in, PAGE, **typed).content.decode()
    for word in (
        "Hana Yamada",
        "I draw maps.",
        'value="Python"',
        "図解、契約書",
        "アトランティス",
        'value="神戸市"',
        "999",
    ):
        assert word in page
    assert "“アトランティス” is no region" in page
    assert profile_of(hana).name == "山田 花"


@pytest.mark.parametrize(
    "typed",
    [
        {"skills_more": ["!!!"]},
        {"skills_more": ["x" * 61]},
        {"skills_more": ["\ufdfa" * 60]},
        {"skills_more": [",".join(f"skill {number}" for number in range(31))]},
        {"introduction": "長" * 100_000},
        {"name": "n" * 101},
        {"roles": ["king"]},
        {"topics": ["999999"]},
        {"hours_a_week": "-1"},
        {"effort": "forever"},
        {"public_parts": ["email"]},
        {"mail_language": "tlh"},
    ],
    ids=lambda typed: next(iter(typed)),
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(signed_in, hana, typed):
    response = send(signed_in, PAGE, **{"name": "Somebody new", **typed})
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert profile_of(hana).name == "山田 花"
    assert Skill.objects.count() == 0


def test_markup_is_shown_as_it_was_typed(signed_in, stranger):
    mark = "<script>alert(1)</script>"
    send(signed_in, PAGE, name=mark, introduction=mark, skills_more=[mark], is_public="on",
         public_parts=["introduction", "skills"])  # fmt: skip
    page = stranger.get("/en/people/hana/").content.decode()
    assert mark not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3


def test_name_may_not_be_the_e_mail_address(signed_in, hana):
    assert "Others would see your e-mail address" in main_text(send(signed_in, PAGE, name="HANA@tomoni.example"))


def test_name_loses_signs_that_cannot_be_seen(signed_in, hana):
    send(signed_in, PAGE, name="Ｈana\u202e\u200b  Yamada\n")
    assert profile_of(hana).name == "Hana Yamada"


def test_skill_is_taken_off_by_taking_its_tick_away(signed_in, hana):
    send(signed_in, PAGE, skills_more=["Python", "SQL"])
    send(signed_in, PAGE, skills=["SQL"])
    assert [skill.slug for skill in profile_of(hana).skills.all()] == ["sql"]


def test_suggestions_are_in_the_readers_language_and_tell_of_nobody(signed_in, hana, site):
    load_skills()
    send(signed_in, PAGE, skills_more=["秘密の特技"])
    other = make_user()
    assert '<option value="Diagrams">' in signed_in.get(PAGE).content.decode()
    assert '<option value="図解">' in signed_in.get("/accounts/profile/").content.decode()
    assert '<option value="秘密の特技">' not in signed_in.get(PAGE).content.decode()
    other.profile.skills.set(hana.profile.skills.all())
    assert '<option value="秘密の特技">' in signed_in.get(PAGE).content.decode()


def test_nobody_writes_the_profile_of_another(signed_in, hana):
    other = make_user()
    send(signed_in, PAGE, name="Hana", user=other.pk, id=other.profile.pk)
    assert profile_of(other).name == ""


def test_profile_of_nobody_leads_to_signing_in(stranger):
    assert stranger.get(PAGE)["Location"] == f"/en/accounts/login/?next={PAGE}"
    assert stranger.post(PAGE, sealed("profile")).status_code == 302
