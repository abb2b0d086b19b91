"""New events as news."""

from django.dispatch import receiver
from django.utils import timezone
from django_tasks import task
from wagtail.signals import page_published

from accounts.notices.models import Follow
from accounts.notices.news import in_regions, is_news, tell_of_new
from accounts.notices.standing import hidden_pages, past_of, without_those_there
from integrations.regular.appointments import enqueue_on_commit

from .models import EventPage

hidden_pages("event", EventPage)


@past_of("event")
def past_events(keys):
    """What has no date yet is not over."""
    events = EventPage.objects.originals().exclude(over_at__lte=timezone.now())
    return without_those_there(
        keys, "event", lambda found: events.filter(translation_key__in=found).values_list("translation_key", flat=True)
    )


@receiver(page_published, sender=EventPage, dispatch_uid="events.notices")
def tell_of_published_event(sender, instance, **kwargs):
    if is_news(instance):
        enqueue_on_commit(tell_of_event, instance.pk)


@task()
def tell_of_event(page_id: int) -> None:
    """Whoever follows a project that takes part, or the region. An event that is over is no news."""
    event = EventPage.objects.upcoming(timezone.now()).filter(pk=page_id).first()
    if event:
        projects = [each.project for each in event.participations.select_related("project")]
        of = [(Follow.Kind.PROJECT, str(project.translation_key)) for project in projects]
        tell_of_new(event, kind="event", of=[*of, *in_regions([event.region] if event.region else [])])
