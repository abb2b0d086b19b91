"""Writes of rounds: the next one, made from one that was."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from challenges.permissions import may_manage
from challenges.stages import Stage
from pages.imports.services import free_slug

from .dates import LABELS, later_by
from .models import Round

NOT_COPIED = ["project_links"]
"""What became of it belongs to the round that was."""


@transaction.atomic
def prepare_next_round(*, after, slug, name_ja, name_en, year, months, challenges, by) -> tuple[Round, int]:
    """A round whose dates lie `months` after those of `after`, with drafts of `challenges` in preparation.

    Returns the round and how many drafts there are. Raises ValidationError for names, dates or a slug that a round
    cannot have, and PermissionDenied where `by` may not write pages for one of the municipalities."""
    dates = {name: later_by(getattr(after, name), months) for name in LABELS}
    made = Round(slug=slug, name_ja=name_ja, name_en=name_en, year=year, **dates)
    made.full_clean()
    made.save()
    for challenge in challenges:
        if not challenge.get_parent().permissions_for_user(by).can_add_subpage():
            raise PermissionDenied
        _copy(challenge, made, by)
    return made, len(challenges)


@transaction.atomic
def post_again(*, challenges, into, by) -> int:
    """Drafts of `challenges` in the round `into`, which is there already; how many there are.

    Raises PermissionDenied, and writes nothing, where `by` does not look after one of them."""
    for challenge in challenges:
        if not may_manage(by, challenge):
            raise PermissionDenied
        _copy(challenge, into, by)
    return len(challenges)


def _copy(challenge, into, by):
    """The words, and the dates of the round; nothing of its own way, which belongs to the round that was."""
    municipality = challenge.get_parent()
    draft = challenge.get_latest_revision_as_object()
    return draft.copy(
        to=municipality,
        update_attrs={
            "slug": free_slug(parent=municipality, wished=f"{challenge.slug} {into.slug}"),
            "round": into,
            "stage": Stage.PREPARING,
            "opens_at": into.opens_at,
            "closes_at": into.closes_at,
            "go_live_at": None,
            "expire_at": None,
            "partner": "",
            "outcome": "",
            "source": "",
            "source_url": "",
        },
        exclude_fields=NOT_COPIED,
        copy_revisions=False,
        keep_live=False,
        user=by,
    )
