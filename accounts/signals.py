"""What happens when an account comes to be, whoever makes it."""

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import get_language

from .handles import first_handle
from .models import Profile, User
from .names import name_from_elsewhere


@receiver(post_save, sender=User, dispatch_uid="accounts.profile")
def make_profile(sender, instance, created, raw=False, **kwargs):
    """Everybody has one, in the language in which they came."""
    if created and not raw:
        Profile.objects.create(
            user=instance,
            handle=first_handle(),
            name=name_from_elsewhere(f"{instance.first_name} {instance.last_name}"),
            mail_language="en" if (get_language() or "").startswith("en") else "ja",
        )
