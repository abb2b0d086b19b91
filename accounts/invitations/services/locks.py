"""Everything about the people of a space is done one after the other: two who leave at once would each count the
other, and two who accept at once would both come in."""

from pages.models import Space


def lock(space):
    """Until the transaction ends."""
    found = Space.objects.select_for_update(of=("self",)).select_related("page", "group")
    return found.get(pk=space.pk)
