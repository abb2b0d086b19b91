"""What moderators have hidden stays hidden, whatever is saved in between."""

from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Profile
from accounts.reports.models import Measure
from challenges.pilots.models import PilotUpdate
from challenges.questions.models import Question
from pages.refusals import RefusedError
from projects.models import Need, ProjectPage
from projects.updates.models import ProjectUpdate


def is_held(subject):
    return bool(subject.pk) and Measure.objects.holding().about(subject).filter(action="hide").exists()


@receiver(pre_save, sender=Profile, dispatch_uid="hub.moderation")
def hold_profile(sender, instance, **kwargs):
    if instance.is_public and is_held(instance):
        instance.is_public = False


@receiver(pre_save, sender=Need, dispatch_uid="hub.moderation")
def hold_need(sender, instance, **kwargs):
    if instance.closed_at is None and is_held(instance):
        instance.closed_at = timezone.now()


@receiver(pre_save, sender=ProjectUpdate, dispatch_uid="hub.moderation")
def hold_update(sender, instance, **kwargs):
    if instance.hidden_at is None and is_held(instance):
        instance.hidden_at = timezone.now()


@receiver(pre_save, sender=Question, dispatch_uid="hub.moderation")
def hold_question(sender, instance, **kwargs):
    if instance.hidden_at is None and is_held(instance):
        instance.hidden_at = timezone.now()


@receiver(pre_save, sender=PilotUpdate, dispatch_uid="hub.moderation")
def hold_pilot_update(sender, instance, **kwargs):
    if instance.hidden_at is None and is_held(instance):
        instance.hidden_at = timezone.now()


@receiver(pre_save, sender=ProjectPage, dispatch_uid="hub.moderation")
def hold_project(sender, instance, **kwargs):
    """Also its translations, which are pages of their own."""
    if instance.live and instance.pk and is_held(instance.original):
        raise RefusedError(_("The moderators have taken this project off the site."))
