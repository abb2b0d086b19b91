"""A site with a given number of rows in every list, and the address of every kind of page that visitors see."""

import csv
import gc
import warnings
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from accounts.models import Skill
from challenges.outcomes.models import Outcome, OutcomeLink
from challenges.outcomes.rules import MOST_LINKS
from challenges.pilots.models import Milestone, Pilot
from events.models import Participation
from pages.models import StandardPage
from projects.joining.models import Membership
from projects.updates.models import ProjectUpdate
from regions.choices import REGIONS_FILE
from regions.models import Region, SocialLink
from regions.services import load_regions
from tests.factories import (
    _publish,
    make_brigade,
    make_challenge,
    make_event,
    make_municipality,
    make_municipality_page,
    make_project,
    make_repository,
    make_series,
    make_technology,
    make_topic,
    make_user,
    translate,
)

from .code import fill_event, fill_repositories

PAGES = {
    "home": "/",
    "projects": "/projects/",
    "projects, filtered": "/projects/?q=地図&region=281000&topic=food&need=design&status=active",
    "projects, none": "/projects/?q=zzzz",
    "project": "/projects/map/",
    "project with little": "/projects/project-1/",
    "project, updates": "/projects/map/updates/",
    "challenges": "/challenges/",
    "challenges, filtered": "/challenges/?q=地図&stage=open&region=280003&topic=food",
    "municipality": "/challenges/kobe/",
    "challenge": "/challenges/kobe/menu/",
    "challenge, finished": "/challenges/kobe/menu-2/",
    "outcomes": "/challenges/outcomes/",
    "outcomes, filtered": "/challenges/outcomes/?q=地図&solved=partly&adopted=free&region=280003&topic=food&open=on",
    "funnel": "/challenges/funnel/",
    "funnel, filtered": "/challenges/funnel/?by=topic&region=280003&topic=food",
    "regions": "/regions/",
    "prefecture": "/regions/hyogo/",
    "prefecture, empty": "/regions/okinawa/",
    "brigade": "/regions/code-for-kobe/",
    "events": "/events/",
    "series": "/events/hackday/",
    "event": "/events/hackday/day-0/",
    "event, past": "/events/hackday/day-1/",
    "search": "/search/",
    "search with hits": "/search/?q=地図",
    "search without hits": "/search/?q=zzzz",
    "search, needs": "/search/?kind=need&role=design",
    "search, filtered": "/search/?kind=project&region=280003&near=1&topic=food&status=active",
    "search, words and filters": "/search/?q=地図&kind=project&topic=food&activity=30&sort=active",
    "search, nothing fits": "/search/?q=地図&role=field&status=paused",
    "text": "/about/",
}
"""Each has its twin below /en/."""

OUTCOME_LINK = {"kind": "code", "title": "地図", "url": "https://code.example/map", "licence": "MIT"}
SIZES = ("fill-160x160", "fill-704x396", "fill-1200x630", "max-1200x1200")
FIGURES = {"stars": 1283, "forks": 112, "issues_open": 24, "issues_closed": 60, "pulls_open": 5, "pulls_merged": 80}
BODY = [
    ("heading", "はじめての方へ"),
    ("paragraph", '<p>まちの困りごとを<b>いっしょに</b>解きます。</p><ul><li><a href="/projects/">一覧</a></li></ul>'),
    ("quotation", {"text": "役に立った。", "source": "市民の声"}),
    ("dated_figures", {"figures": [{"label": "課題", "value": "24"}], "as_of": "2019年", "source": "神戸市"}),
    ("action", {"label": "プロジェクトを見る", "page": None, "url": "https://tomoni.example/projects/"}),
]


def in_english(path):
    return f"/en{path}"


def fill(site, rows):
    """`rows` of everything that a page may list, the first and some others in English too, and covers on the cards."""
    with temporary_files_left_alone():
        _fill(site, rows)


def _fill(site, rows):
    _make_prefectures()
    kobe = make_municipality()
    topics = [
        make_topic(),
        *(make_topic(f"topic-{number}", f"話題{number}", f"Topic {number}") for number in range(rows)),
    ]
    projects = _make_projects(rows, kobe, topics)
    challenges = _make_challenges(rows, kobe, topics, projects)
    brigades = _make_brigades(rows, kobe, topics)
    events = _make_events(rows, kobe, projects)
    fill_repositories(rows)
    fill_event(events[1])
    for page in [*projects[::9], *challenges[::9], *brigades[::9], *events[::9]]:
        translate(page, "en", title=f"Map in English {page.pk}")
    for slug in ("about", "accessibility", "data", "getting-started", "privacy"):
        _publish(site, StandardPage(title=f"地図について {slug}", slug=slug, body=[*BODY, _picture_block(slug)]))


def _make_prefectures():
    """The real ones, without the municipalities: those are many, and a test that needs one makes it."""
    with REGIONS_FILE.open(encoding="utf-8-sig", newline="") as lines, NamedTemporaryFile("w", newline="") as file:
        rows = [row for row in csv.DictReader(lines) if not row["parent"]]
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
        file.flush()
        load_regions(file=Path(file.name))


@contextmanager
def temporary_files_left_alone():
    """Wagtail leaves those of its renditions to be collected: that happens here, and not in somebody else's test."""
    with warnings.catch_warnings(action="ignore", category=ResourceWarning):
        yield
        gc.collect()


def make_image(number):
    with temporary_files_left_alone():
        return _image(number)


def _image(number):
    """With the sizes that pages show: whoever looks first would pay for them, and that is not what is counted."""
    file = get_test_image_file(f"image-{number}.png", size=(320, 180))
    image = get_image_model().objects.create(title=f"地図{number}", description="町の地図", file=file)
    image.get_renditions(*SIZES)
    return image


def _picture_block(name):
    return ("picture", {"image": _image(name), "caption": "町の地図"})


def _make_projects(rows, region, topics):
    lists = {
        "needs": [
            {"role": "design", "text": f"地図の絵{number}", "asked_on": date(2026, 10, 1)} for number in range(rows)
        ],
        "links": [{"label": f"資料{number}", "url": "https://lunch.example/"} for number in range(rows)],
        "reported_figures": [
            {"label_ja": f"来訪{number}", "value": "120", "as_of": date(2026, 1, 1), "source": "神戸市"}
            for number in range(rows)
        ],
        "repositories": [make_repository(f"code-for-kobe/map-{number}", figures=FIGURES) for number in range(rows)],
    }
    first = make_project(
        "給食の地図",
        slug="map",
        purpose="献立とアレルギーを地図で見られるようにする。",
        current_state="試作があります。",
        next_steps="https://lunch.example/ を育てる。",
        how_to_join="まず話しましょう。",
        team_name="チーム地図",
        website="https://lunch.example/",
        spoken_languages=["ja", "en"],
        technologies=[make_technology(f"Tool {number}", slug=f"tool-{number}") for number in range(rows)],
        topics=topics,
        regions=[region],
        cover=_image("map"),
        body=BODY,
        last_activity_at=timezone.now(),
        **lists,
    )
    _fill_room(first, rows)
    return [first, *(_small_project(number, region, topics[0]) for number in range(1, rows))]


def _fill_room(project, rows):
    """People, skills, needs that nobody has confirmed, and a log."""
    skill = Skill.objects.create(slug="map-drawing", name_ja="地図を描く", name_en="Map drawing")
    for need in project.needs.all():
        need.skills.add(skill)
    day = timezone.localdate() - timedelta(days=70)
    for number in range(rows):
        project.needs.create(text=f"前の絵{number}", confirmed_on=day, expires_on=day + timedelta(days=60))
        user = make_user(f"member-{number}@tomoni.example")
        Membership.objects.create(project=project, user=user, since=timezone.now(), is_shown=True)
        ProjectUpdate.objects.create(
            project=project, author=user, text=f"地図の試作{number}ができました。" * 20, published_at=timezone.now()
        )


def _small_project(number, region, topic):
    return make_project(
        f"地図{number}",
        slug=f"project-{number}",
        purpose="まちの地図をみんなで描き、困りごとのある場所をだれもが見つけられるようにする。" * 2,
        needs=[{"role": "design", "text": f"ロゴ{number}"}, {"role": "data", "text": "表"}],
        repositories=[make_repository(f"code-for-kobe/small-{number}", figures=FIGURES)],
        topics=[topic],
        regions=[region],
        cover=_image(number),
    )


def _make_challenges(rows, kobe, topics, projects):
    town = make_municipality_page(
        kobe, slug="kobe", introduction="神戸市の地域課題です。", website="https://kobe.example/"
    )
    made = []
    for number in range(rows):
        challenge = make_challenge(
            f"給食の地図がほしい{number}",
            slug=f"menu-{number}" if number else "menu",
            municipality=town,
            stage=("open", "pilot", "finished")[number % 3],
            opens_at=timezone.now() - timedelta(days=9),
            closes_at=timezone.now() + timedelta(days=number + 3),
            problem="献立が紙でしか届かない。" * 6,
            topics=topics,
            projects=projects if number == 0 else projects[:1],
            body=BODY,
        )
        made.append(challenge)
        if number:
            _end(challenge, rows)
    return made


def _end(challenge, rows):
    """With a pilot, its milestones, and what came of it."""
    now, day = timezone.now(), timezone.localdate()
    pilot = Pilot.objects.create(challenge=challenge, partners=[], begun_at=now, plan="地図をためす。")
    Milestone.objects.bulk_create(Milestone(pilot=pilot, title=f"地図{each}", due_on=day) for each in range(rows))
    outcome = Outcome.objects.create(
        challenge=challenge,
        solved="partly",
        adopted="free",
        solution_ja="地図を作った。" * 20,
        result_ja="見られるようになった。" * 20,
        why_ja="紙が残った。",
        observed_on=day,
        contact_department="教育委員会",
        contact_email="lunch@city.example",
        changed_at=now,
        published_at=now,
    )
    links = (OutcomeLink(outcome=outcome, place=each, **OUTCOME_LINK) for each in range(min(rows, MOST_LINKS)))
    OutcomeLink.objects.bulk_create(links)


def _make_brigades(rows, kobe, topics):
    made = []
    for number in range(rows):
        brigade = make_brigade(
            f"Code for 地図{number}" if number else "Code for Kobe",
            slug=f"code-for-{number}" if number else "code-for-kobe",
            regions=[kobe, *([] if number else Region.objects.prefectures()[: rows - 1])],
            github_organization="code-for-kobe",
            website="https://brigade.example/",
            introduction="神戸で集まっています。",
            strengths=topics,
            state="active",
        )
        SocialLink.objects.bulk_create(
            SocialLink(brigade=brigade, label=f"場所{each}", url="https://social.example/") for each in range(rows)
        )
        made.append(brigade)
    return made


def _make_events(rows, kobe, projects):
    """One in three lies ahead. The first has every project there is, and as many by name alone."""
    series = make_series(slug="hackday", introduction="月に一度、みんなで作る日。")
    for number in range(1, rows):
        make_series(f"シリーズ{number}", slug=f"series-{number}")
    made = []
    for number in range(rows):
        ahead = number % 3 == 0
        start = (
            timezone.now() + timedelta(days=number + 2) if ahead else datetime(2024, 1, number % 27 + 1, 1, tzinfo=UTC)
        )
        made.append(
            make_event(
                f"地図の日{number}",
                slug=f"day-{number}",
                series=series,
                starts_at=start,
                ends_at=start + timedelta(hours=8),
                region=kobe,
                venue_name="市役所",
                description="集まって作ります。",
                attendees=None if ahead else 12,
                projects=projects if number < 2 else projects[:1],
                programme=BODY,
            )
        )
    Participation.objects.bulk_create(Participation(event=made[0], name=f"名前だけ{number}") for number in range(rows))
    return made
