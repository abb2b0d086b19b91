"""Made-up projects to take part in: with needs, an owner and a log, and somebody whom they need. Days are counted back
from today, so that a demo loaded today asks for help today."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts.models import Skill
from accounts.notices.following import follow
from hub.publishing import publish, publish_in_english, section
from pages.models import Topic
from projects.joining.services import choose_shown, make_owner
from projects.models import Need, ProjectIndexPage
from projects.needs.rules import latest_expiry
from projects.updates.models import ProjectUpdate
from regions.models import Region

from .accounts import ADMIN, ORGANIZER, VOLUNTEER
from .files import read
from .projects import project_page

SOURCE = "このサイトを試すための見本です。実在のプロジェクトではありません。"
NAMES = {ADMIN: "デモの管理者", ORGANIZER: "デモの主催者", VOLUNTEER: "デモのボランティア"}


def load_examples(each):
    _name_people()
    made = [_example(row) for row in each("examples", read("taking_part")["examples"])]
    _tell_of_the_volunteer(follows=made[0])


def _example(row):
    page = project_page({**row, "status": "active", "source": SOURCE, "repositories": []})
    publish(section(ProjectIndexPage), page)
    if "en" in row:
        publish_in_english(page, **row["en"])
    owner = _account(row["owner"])
    choose_shown(membership=make_owner(project=page, user=owner), is_shown=True)
    for order, need in enumerate(row["needs"]):
        _need(page, order, **need)
    for update in row.get("updates", []):
        day = timezone.now() - timedelta(days=update["days_ago"])
        ProjectUpdate.objects.create(project=page, author=owner, text=update["text"], published_at=day)
    return page


def _need(page, order, *, asked_days_ago, skills=(), region=None, **fields):
    day = timezone.localdate() - timedelta(days=asked_days_ago)
    days = {"asked_on": day, "confirmed_on": day, "expires_on": latest_expiry(day)}
    need = Need.objects.create(project=page, sort_order=order, region_id=region, **days, **fields)
    need.skills.set(Skill.objects.filter(slug__in=skills))


def _name_people():
    for account, name in NAMES.items():
        profile = _account(account.email).profile
        profile.name = profile.name or name
        profile.save()


def _tell_of_the_volunteer(*, follows):
    """So that the site has something to suggest."""
    user = _account(VOLUNTEER.email)
    profile = user.profile
    profile.roles, profile.languages = ["design", "translation"], ["ja", "en"]
    profile.effort, profile.place = "day", "either"
    profile.save()
    profile.skills.set(Skill.objects.filter(slug__in=["ui-design", "english-translation"]))
    profile.topics.set(Topic.objects.filter(slug="food"))
    profile.regions.set(Region.objects.filter(code="280003"))
    follow(user=user, kind="project", target=str(follows.translation_key))


def _account(email):
    return get_user_model().objects.get(email=email)
