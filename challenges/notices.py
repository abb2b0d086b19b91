"""New challenges, and how they go on, as news."""

from datetime import timedelta

from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task
from wagtail.signals import page_published

from accounts.notices.following import notify_followers
from accounts.notices.kinds import NoticeKind, register
from accounts.notices.models import Follow, Pace
from accounts.notices.news import in_regions, is_news, on_topics, tell_of_new
from accounts.notices.services import Words
from accounts.notices.standing import hidden_of, hidden_pages, past_of, without_those_there
from integrations.regular.appointments import enqueue_on_commit

from .models import ChallengePage, MunicipalityPage, StageChange
from .stages import Stage

NEWS_FOR = timedelta(days=7)
"""What happened longer ago, and is only now written down, is no news."""
LONGEST = 300

register(
    NoticeKind(
        "challenge_stage",
        gettext_lazy("How challenges go on"),
        gettext_lazy("A challenge opens, closes or is decided, and you follow its region or topic."),
        Pace.WEEKLY,
    )
)
hidden_pages("challenge", ChallengePage)


@past_of("challenge")
def past_challenges(keys):
    """What nobody can answer any more, by the clock or by hand. What has no last day is open."""
    open_to_answers = ChallengePage.objects.originals().exclude(
        Q(closes_at__lte=timezone.now()) | Q(stage__in=[Stage.CLOSED, Stage.WITHDRAWN])
    )

    def there(found):
        return open_to_answers.filter(translation_key__in=found).values_list("translation_key", flat=True)

    return without_those_there(keys, "challenge", there)


@receiver(page_published, sender=ChallengePage, dispatch_uid="challenges.notices")
def tell_of_published_challenge(sender, instance, **kwargs):
    if is_news(instance):
        enqueue_on_commit(tell_of_challenge, instance.pk)


@task()
def tell_of_challenge(page_id: int) -> None:
    """Whoever follows one of its topics, or the region of the town that posts it."""
    challenge = ChallengePage.objects.filter(pk=page_id).first()
    if challenge:
        tell_of_new(challenge, kind="challenge", of=around(challenge))


def around(challenge):
    """What people follow to hear of it: its topics, and the region of the town that posts it."""
    region = MunicipalityPage.objects.of(challenge).region
    return [*on_topics(challenge.topics.all()), *in_regions([region] if region else [])]


def tell_of_change_on_commit(change: StageChange, now) -> None:
    """Followers hear of what is public and has just happened."""
    is_news = change.is_public and change.changed_at and change.changed_at > now - NEWS_FOR
    if is_news and change.stage != Stage.PREPARING and Follow.objects.exists():
        enqueue_on_commit(tell_of_change, change.pk)


@task()
def tell_of_change(change_id: int) -> None:
    """Each follower once, however often this is done."""
    change = StageChange.objects.select_related("challenge__locale").filter(pk=change_id).first()
    if change is None or not ChallengePage.objects.for_visitors().filter(pk=change.challenge_id).exists():
        return
    notify_followers(
        of=around(change.challenge),
        kind="challenge_stage",
        key=f"challenge_stage:{change.pk}",
        words=lambda: _words(change),
        url=change.challenge.get_url(),
        happened_at=change.changed_at,
    )


def _words(change):
    about = {"challenge": change.challenge.localized.title, "stage": change.get_stage_display()}
    return Words(_("%(challenge)s: now “%(stage)s”") % about, Truncator(" ".join(change.reason.split())).chars(LONGEST))


@hidden_of("challenge_stage")
def hidden_changes(keys):
    """Those of challenges that visitors see no more."""

    def there(found):
        numbers = [each for each in found if each.isdecimal()]
        changes = StageChange.objects.filter(pk__in=numbers, challenge__in=ChallengePage.objects.for_visitors())
        return changes.values_list("pk", flat=True)

    return without_those_there(keys, "challenge_stage", there)
