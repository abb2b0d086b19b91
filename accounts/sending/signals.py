"""What happens to a form's number when its request breaks."""

from django.core.signals import got_request_exception
from django.dispatch import receiver

from .services import give_back


@receiver(got_request_exception, dispatch_uid="accounts.sending")
def give_back_numbers(sender, request=None, **kwargs):
    """Nothing came of it: the same form may be sent again."""
    for number in getattr(request, "numbers_used_up", ()):
        give_back(number)
