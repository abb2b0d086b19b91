"""New challenges as news."""

from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import task
from wagtail.signals import page_published

from accounts.notices.news import in_regions, is_news, on_topics, tell_of_new
from accounts.notices.standing import hidden_pages, past_of, without_those_there
from integrations.regular.appointments import enqueue_on_commit

from .models import ChallengePage, MunicipalityPage
from .stages import Stage

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
        region = MunicipalityPage.objects.of(challenge).region
        of = [*on_topics(challenge.topics.all()), *in_regions([region] if region else [])]
        tell_of_new(challenge, kind="challenge", of=of)
