"""Projects that need you: what fits, in which order, and that every reason is true."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.abilities import Effort, Place, Role
from accounts.models import Profile, Skill
from accounts.skills import load_skills, skills_named
from projects.joining.models import JoinRequest, Membership
from projects.matching.candidates import fitting
from projects.matching.matches import matches
from projects.matching.unused import forget_unused_skills
from projects.matching.wishes import Wishes, wishes_of
from projects.models import Need, ProjectPage
from regions.models import Region
from tests.accounts.profiles.reading import main_text
from tests.factories import (
    make_municipality,
    make_prefecture,
    make_project,
    make_technology,
    make_topic,
    make_user,
    translate,
)

PAGE = "/en/accounts/matches/"


@pytest.fixture
def hana(site):
    return make_user("hana@tomoni.example")


@pytest.fixture
def signed_in(client, hana):
    client.force_login(hana, backend="django.contrib.auth.backends.ModelBackend")
    return client


def tell(user, *, skills=(), topics=(), regions=(), **fields):
    profile = Profile.objects.get(user=user)
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.save()
    profile.skills.set(skills_named(skills))
    profile.topics.set(topics)
    profile.regions.set(regions)


def need(title="地図", *, role="other", skills=(), region=None, effort="", place="", **project):
    row = {"role": role, "text": f"{title}のために", "region": region, "effort": effort, "place": place}
    made = make_project(title, needs=[row], **project).needs.get()
    made.skills.set(skills_named(skills))
    return made


def shown(client):
    """Title and reasons of each need on the page."""
    return [
        (each.title, [reason.text for reason in each.reasons]) for each in client.get(PAGE).context["listing"].cards
    ]


def why(client):
    ((_title, reasons),) = shown(client)
    return reasons


def test_role_is_a_reason(signed_in, hana):
    need(role="design")
    need("表", role="data")
    tell(hana, roles=["design"])
    assert shown(signed_in) == [("地図", ["What is needed is design, which you like to do"])]


def test_card_leads_to_the_need_on_the_page_of_its_project(signed_in, hana):
    row = need(role="design", slug="map")
    tell(hana, roles=["design"])
    (card,) = signed_in.get(PAGE).context["listing"].cards
    path, _sign, place = card.url.partition("#")
    assert (path, place) == ("/en/projects/map/", f"need-{row.pk}")
    assert f'id="{place}"' in signed_in.get(path).content.decode()


def test_skill_is_a_reason_however_it_is_written(signed_in, hana):
    need(skills=["Ｐｙｔｈｏｎ"])
    tell(hana, skills=["python"])
    assert why(signed_in) == ["You know Python"]


def test_technology_counts_as_a_skill(signed_in, hana):
    need(technologies=[make_technology("Python")], skills=["図解"])
    tell(hana, skills=["図解", "Python"])
    assert why(signed_in) == ["You know 図解, Python"]


def test_topic_is_a_reason(signed_in, hana):
    need(topics=[make_topic()])
    tell(hana, topics=[make_topic()])
    assert why(signed_in) == ["It is about Food, which interests you"]


def test_region_of_the_need_stands_above_those_of_the_project(signed_in, hana):
    need(region=make_prefecture("130001"), regions=[make_municipality()])
    tell(hana, regions=[make_municipality()])
    assert shown(signed_in) == []


@pytest.mark.parametrize("of_the_need", [True, False])
def test_prefecture_covers_its_municipalities_both_ways(signed_in, hana, of_the_need):
    kobe, hyogo = make_municipality(), make_prefecture()
    himeji = make_municipality("282014", "姫路市", "ひめじし")
    for title, place in [("市の地図", kobe), ("県の地図", hyogo), ("隣の地図", himeji)]:
        need(title, **({"region": place} if of_the_need else {"regions": [place]}))
    tell(hana, regions=[kobe])
    assert dict(shown(signed_in)) == {
        "市の地図": ["It is about 神戸市, Hyogo, where you are"],
        "県の地図": ["It is about Hyogo, where you are"],
    }
    tell(hana, regions=[hyogo])
    assert set(dict(shown(signed_in))) == {"市の地図", "県の地図", "隣の地図"}
    assert dict(shown(signed_in))["隣の地図"] == ["It is about 姫路市 in Hyogo, where you are"]


def test_online_fits_anywhere_and_on_site_only_where_one_is(signed_in, hana):
    tokyo = make_prefecture("130001")
    need("遠くで", role="design", region=tokyo, place="on_site")
    need("どこでも", role="design", region=tokyo, place="online")
    need("場所は言わない", role="design", region=tokyo)
    tell(hana, roles=["design"], regions=[make_municipality()])
    assert set(dict(shown(signed_in))) == {"どこでも", "場所は言わない"}


def test_time_place_and_language_are_said_too_but_are_not_enough(signed_in, hana):
    need("地図", role="design", effort="hour", place="either", spoken_languages=["en"])
    need("ほか", effort="hour", place="online", spoken_languages=["en"])
    tell(hana, roles=["design"], effort="day", place="online", languages=["en"])
    assert why(signed_in) == [
        "What is needed is design, which you like to do",
        "You can take part in English",
        "It takes an hour, once, which you have time for",
        "You can help online, as you wish",
    ]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({"effort": "day"}, {"effort": "weekly"}),
        ({"place": "online"}, {"place": "on_site"}),
        ({"place": "on_site"}, {"place": "online"}),
        ({"languages": ["en"]}, {"spoken_languages": ["ja", "zh"]}),
    ],
)
def test_what_goes_against_what_was_said_is_left_out(signed_in, hana, said, asked):
    need(role="design", **asked)
    tell(hana, roles=["design"], **said)
    assert shown(signed_in) == []
    tell(hana, roles=["design"], **dict.fromkeys(said, [] if "languages" in said else ""))
    assert len(shown(signed_in)) == 1


def test_most_reasons_come_first_then_the_newest(signed_in, hana):
    topic = make_topic()
    for title, day, topics in [("古い", 1, []), ("新しい", 9, []), ("両方", 3, [topic])]:
        row = need(title, role="design", topics=topics)
        Need.objects.filter(pk=row.pk).update(asked_on=date(2026, 11, day))
    tell(hana, roles=["design"], topics=[topic])
    assert [title for title, _reasons in shown(signed_in)] == ["両方", "新しい", "古い"]


@pytest.mark.parametrize("state", ["expired", "closed", "draft", "finished", "member", "asked", "hidden"])
def test_what_is_over_ones_own_or_not_wanted_is_not_shown(signed_in, hana, state):
    row, now = need(role="design"), timezone.now()
    tell(hana, roles=["design"])
    assert len(shown(signed_in)) == 1
    page = ProjectPage.objects.get(pk=row.project_id)
    if state == "expired":
        Need.objects.update(asked_on=None, confirmed_on=None, expires_on=timezone.localdate() - timedelta(days=1))
    elif state == "closed":
        Need.objects.update(closed_at=now)
    elif state == "draft":
        page.unpublish()
    elif state == "finished":
        ProjectPage.objects.update(status="finished")
    elif state == "member":
        Membership.objects.create(project=page, user=hana, since=now)
    elif state == "asked":
        JoinRequest.objects.create(project=page, user=hana, asked_at=now)
    else:
        signed_in.post(f"{PAGE}hide/", {"need": row.pk})
    assert shown(signed_in) == []


def test_need_that_was_asked_for_and_withdrawn_is_shown_again(signed_in, hana):
    row, now = need(role="design"), timezone.now()
    JoinRequest.objects.create(project=row.project, user=hana, asked_at=now, stage="withdrawn", decided_at=now)
    tell(hana, roles=["design"])
    assert len(shown(signed_in)) == 1


def test_hidden_need_is_shown_again_when_taken_back(signed_in, hana):
    row = need(role="design")
    tell(hana, roles=["design"])
    signed_in.post(f"{PAGE}hide/", {"need": row.pk})
    signed_in.post(f"{PAGE}hide/", {"need": row.pk})
    assert "地図" in main_text(signed_in.get(f"{PAGE}hidden/"))
    assert signed_in.post(f"{PAGE}show-again/", {"need": row.pk})["Location"] == f"{PAGE}hidden/"
    assert len(shown(signed_in)) == 1


def test_what_is_hidden_and_over_is_not_counted(signed_in, hana):
    row, closed = need(role="design"), need("表", role="design")
    for each in (row, closed):
        signed_in.post(f"{PAGE}hide/", {"need": each.pk})
    Need.objects.filter(pk=closed.pk).update(closed_at=timezone.now())
    assert "What you have hidden (1)" in main_text(signed_in.get(PAGE))
    Need.objects.update(closed_at=timezone.now())
    assert "What you have hidden" not in main_text(signed_in.get(PAGE))


@pytest.mark.parametrize("number", ["999999", "", "x", "-1", str(2**70)])
def test_hiding_what_is_not_there_says_so(signed_in, number):
    assert "not there any more" in main_text(signed_in.post(f"{PAGE}hide/", {"need": number}, follow=True))


def test_hiding_tells_nothing_of_what_others_may_not_see(signed_in, hana):
    row = need("ひみつ")
    ProjectPage.objects.get(pk=row.project_id).unpublish()
    signed_in.post(f"{PAGE}hide/", {"need": row.pk})
    assert not hana.hidden_needs.exists()
    assert "ひみつ" not in main_text(signed_in.get(f"{PAGE}hidden/"))


def test_other_is_no_reason(signed_in, hana):
    need(role="other")
    tell(hana, roles=["other"])
    assert shown(signed_in) == []


def test_page_of_somebody_who_has_told_nothing_leads_to_the_profile(signed_in):
    need(role="design")
    response = signed_in.get(PAGE)
    assert "Tell us what you can do" in main_text(response)
    assert 'href="/en/accounts/profile/"' in response.content.decode()


def test_page_with_nothing_that_fits_says_so(signed_in, hana):
    tell(hana, roles=["design"])
    assert "Nothing that is needed now fits" in main_text(signed_in.get(PAGE))


def test_titles_are_in_the_readers_language(signed_in, hana):
    translate(need(role="design").project, "en", title="Map of Kobe")
    tell(hana, roles=["design"])
    assert shown(signed_in)[0][0] == "Map of Kobe"
    assert "地図" in main_text(signed_in.get("/accounts/matches/"))


def test_ones_own_page_shows_the_first_three(signed_in, hana):
    for number in range(4):
        need(f"地図{number}", role="design")
    tell(hana, roles=["design"])
    page = main_text(signed_in.get("/en/accounts/"))
    assert "Projects that need you" in page
    assert "See all 4 needs that fit you" in page
    assert "地図0" not in page


def test_matches_of_nobody_lead_to_signing_in(client, site):
    for address in (PAGE, f"{PAGE}hidden/", "/en/accounts/"):
        assert client.get(address)["Location"] == f"/en/accounts/login/?next={address}"
    for address in (f"{PAGE}hide/", f"{PAGE}show-again/"):
        assert client.post(address)["Location"].startswith("/en/accounts/login/")


def test_page_costs_the_same_for_few_and_many(signed_in, hana, django_assert_num_queries):
    tell(hana, roles=["design"], skills=["Python"], topics=[make_topic()], regions=[make_municipality()])
    counts = []
    for more in (2, 30):
        for number in range(more):
            need(f"地図{more}-{number}", role="design", skills=["Python"], topics=[make_topic()], effort="day")
        signed_in.get(PAGE)
        with django_assert_num_queries(16, exact=False) as made:
            signed_in.get(PAGE)
        counts.append(len(made))
    assert counts[0] == counts[1]


SLUGS = ["python", "sql", "drawing"]
TOPICS = ["food", "rivers"]
CODES = ["280003", "281000", "282014", "130001"]


@pytest.fixture
def many_kinds(hana):
    """Needs of every kind, in few projects and places."""
    places = [make_prefecture(), make_municipality(), make_municipality("282014", "姫路市", "ひめじし")]
    places.append(make_prefecture("130001"))
    for number in range(18):
        row = need(
            f"地図{number}",
            role=Role.values[number % 4],
            region=places[number % 4] if number % 3 == 0 else None,
            effort=["", *Effort.values][number % 5],
            place=["", *Place.values][number % 4],
            skills=SLUGS[: number % 3],
            topics=[make_topic(slug, slug, slug) for slug in TOPICS[number % 2 : number % 3]],
            technologies=[make_technology("Drawing")] if number % 5 == 0 else [],
            regions=places[number % 4 : number % 4 + 2] if number % 2 else [],
            spoken_languages=["ja", "en", "other"][number % 3 : number % 4],
        )
        Need.objects.filter(pk=row.pk).update(asked_on=date(2026, 11, 1) + timedelta(days=number % 4))


WISHES = st.fixed_dictionaries(
    {
        "roles": st.frozensets(st.sampled_from(Role.values[:4]), max_size=2),
        "skills": st.sets(st.sampled_from(SLUGS), max_size=2),
        "topics": st.sets(st.sampled_from(TOPICS), max_size=1),
        "regions": st.lists(st.sampled_from(CODES), unique=True, max_size=2),
        "languages": st.frozensets(st.sampled_from(["ja", "en"])),
        "speaks_others": st.booleans(),
        "effort": st.sampled_from(["", *Effort.values]),
        "place": st.sampled_from(["", *Place.values]),
    }
)


def true_kinds(row, wishes):
    """What holds for a need, found out one by one from the rows."""
    project = row.project
    slugs = {skill.slug for skill in row.skills.all()} | {each.slug for each in project.technologies.all()}
    places = [row.region] if row.region else list(project.regions.all())
    speaks = {each.language for each in project.spoken_languages.all()}
    efforts = Effort.values
    near = any(mine in (place, place.parent) or place == mine.parent for place in places for mine in wishes.regions)
    kinds = {
        "role": row.role in wishes.roles,
        "skill": bool(slugs & set(wishes.skills)),
        "region": near,
        "topic": bool({topic.slug for topic in project.topics.all()} & set(wishes.topics)),
        "language": bool(speaks & wishes.languages),
        "time": bool(row.effort and wishes.effort) and efforts.index(row.effort) <= efforts.index(wishes.effort),
        "place": wishes.place in {"online", "on_site"} and row.place in {wishes.place, "either"},
    }
    against = [
        row.effort and wishes.effort and not kinds["time"],
        {row.place, wishes.place} == {"online", "on_site"},
        row.place == "on_site" and places and wishes.regions and not near,
        speaks and wishes.languages and not wishes.speaks_others and not speaks & {*wishes.languages, "other"},
    ]
    is_listed = any(kinds[name] for name in ("role", "skill", "region", "topic")) and not any(against)
    return {name for name, holds in kinds.items() if holds} if is_listed else set()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=WISHES)
def test_every_reason_is_true_none_is_missing_and_nothing_is_shown_without_one(many_kinds, hana, told):
    regions = tuple(Region.objects.filter(code__in=told["regions"]))
    names = {name: {slug: slug for slug in told[name]} for name in ("skills", "topics")}
    wishes = Wishes(**{**told, **names, "regions": regions})
    rows = Need.objects.select_related("region__parent", "project")
    true = {row.pk: kinds for row in rows if (kinds := true_kinds(row, wishes))}
    found = fitting(hana, wishes, timezone.localdate())
    assert {each.need_id: {reason.kind for reason in each.reasons} for each in matches(found, wishes)} == true
    days = dict(Need.objects.values_list("pk", "asked_on"))
    assert found == sorted(true, key=lambda key: (len(true[key]), days[key], key), reverse=True)


def test_every_reason_is_said_in_both_languages(many_kinds, hana):
    tell(hana, roles=["design"], skills=SLUGS, languages=["ja"], regions=list(Region.objects.all()))
    wishes = wishes_of(Profile.objects.get(user=hana))
    for language in ("ja", "en"):
        with translation.override(language):
            found = matches(fitting(hana, wishes, timezone.localdate()), wishes)
            assert found
            assert all(reason.text and "%(" not in reason.text for each in found for reason in each.reasons)


def test_words_that_nobody_uses_any_more_are_forgotten(hana):
    load_skills()
    tell(hana, skills=["編み物"])
    need(skills=["刺繍"])
    skills_named(["もう使わない"])
    count = Skill.objects.count()
    assert forget_unused_skills(timezone.now()) == "1 forgotten"
    assert forget_unused_skills(timezone.now()) == "0 forgotten"
    assert Skill.objects.count() == count - 1
    assert Skill.objects.filter(name_ja__in=["編み物", "刺繍"]).count() == 2
