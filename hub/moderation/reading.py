"""What waits for moderators, the longest waiting first."""

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from wagtail.models import WorkflowState

from accounts.reports.models import Measure, Report
from projects.joining.models import Claim, JoinRequest
from projects.models import ProjectPage

COUNT = "moderation.waiting"
COUNT_KEPT_FOR = 60


def things():
    return Report.objects.things()


def claims():
    return Claim.objects.open().longest_waiting_first().with_people()


def submitted():
    """Projects that were brought in, or changed, and wait for a moderator: what came back waits since then."""
    projects = ContentType.objects.get_for_model(ProjectPage)
    waiting = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, content_type=projects)
    return waiting.order_by("current_task_state__started_at", "pk")


def unanswered():
    """Requests to join that wait for owners, or for moderators where there is none."""
    return JoinRequest.objects.waiting_for_owners().longest_waiting_first().with_people()


def measures():
    """What was done lately."""
    return Measure.objects.order_by("-taken_at", "-pk").select_related("person__profile", "taken_by__profile")


def counts(*, reviews):
    """`reviews`: for somebody who decides on what is submitted, too."""
    found = {"reports": things().count(), "claims": claims().count()}
    return found | ({"submitted": submitted().count()} if reviews else {})


def waiting_count(*, reviews):
    """For the menu on every page of the admin: a minute old at most."""
    return cache.get_or_set(f"{COUNT}.{reviews}", lambda: sum(counts(reviews=reviews).values()), COUNT_KEPT_FOR)


def longest_wait(*, reviews):
    """When it began; None where nothing waits."""
    firsts = [things().values_list("since", flat=True).first(), claims().values_list("claimed_at", flat=True).first()]
    if reviews:
        firsts.append(submitted().values_list("current_task_state__started_at", flat=True).first())
    return min((each for each in firsts if each), default=None)
