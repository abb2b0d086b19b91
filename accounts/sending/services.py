"""Using up the number of a form."""

from .models import SentForm


def use_up(form_sent) -> tuple[SentForm, bool]:
    """Save it, unless its number is there already: return the row that counts, and whether it is new. Whoever comes
    second at the same moment waits until the first has written, or has failed to."""
    return SentForm.objects.get_or_create(
        number=form_sent.number,
        defaults={name: getattr(form_sent, name) for name in ("purpose", "content", "user", "network", "at")},
    )


def give_back(number):
    """What was to be written with it was not written: it may be sent again."""
    SentForm.objects.filter(number=number).delete()
