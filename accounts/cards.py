"""What the pages about one's own account show, as plain values."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from integrations.github.people import Choice, kept_of
from pages.cards import Fact

from .forms import ChoiceForm


@dataclass(frozen=True, slots=True)
class GitHubCard:
    """One connected account on GitHub. `rows` are what is kept of each repository: name, commits, as of when."""

    github_id: int
    handle: str
    facts: list
    headings: list
    rows: list
    form: ChoiceForm


def github_card(account, form=None):
    """`form` is the one that was sent and has errors, if it was this account's."""
    kept = kept_of(int(account.uid))
    chosen = kept.choice.choice if kept.choice else Choice.SHOWN
    handle = account.extra_data.get("login") or account.uid
    return GitHubCard(
        github_id=kept.github_id,
        handle=handle,
        facts=list(_facts(account, kept, handle)),
        headings=[_("Repository"), _("Commits"), _("As of")],
        rows=[_row(each) for each in kept.contributions],
        form=form
        or ChoiceForm(initial={"github_id": kept.github_id, "choice": chosen}, auto_id=f"id_{account.uid}_%s"),
    )


def _facts(account, kept, handle):
    yield Fact(_("Account on GitHub"), _("%(handle)s, number %(id)s") % {"handle": handle, "id": kept.github_id})
    yield Fact(_("Connected since"), _day(account.date_joined))
    yield Fact(_("Handle in our lists"), kept.login or _("None"))
    if kept.is_bot:
        yield Fact(_("Counted as"), _("Bot"))
    if kept.choice:
        by = _("chosen by you") if kept.choice.by_person else _("chosen by an administrator")
        yield Fact(_("Choice"), f"{kept.choice.get_choice_display()} ({by}, {_day(kept.choice.chosen_at)})")


def _row(contribution):
    seen = contribution.repository.latest_snapshot
    at = seen.contributors_observed_at if seen else None
    return [contribution.repository.full_name, contribution.commits, _day(at) if at else _("Unknown")]


def _day(moment):
    return date_format(localtime(moment), "DATE_FORMAT")
