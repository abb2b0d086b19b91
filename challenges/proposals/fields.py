"""The sections of a proposal: the columns that a team writes, in the order of the form, and what must be filled in."""

from django.utils.translation import gettext_lazy as _

TEXTS = ("organization_name", "organization_profile", "approach", "plan", "cost", "people", "references")
NEEDED = ("organization_name", "organization_profile", "approach", "plan", "cost", "people")
LONGEST_TEXT = 20_000
LONGEST_NAME = 200

LABELS = {
    "organization_name": _("Name of the company or team"),
    "organization_profile": _("Profile of the company or team"),
    "approach": _("Approach"),
    "plan": _("Plan"),
    "cost": _("Cost"),
    "people": _("People who do it"),
    "references": _("References"),
}
HELP = {
    "organization_name": _("As it shall stand in the decision and in a contract."),
    "organization_profile": _("What you do, since when and where; who is in charge."),
    "approach": _("How you would solve the problem, and why it works here."),
    "plan": _("What happens in which month of the pilot, and what you need from the municipality."),
    "cost": _("What the pilot costs and what running it would cost, with the sums behind it."),
    "people": _("Who does what, and what they have done before."),
    "references": _("Similar work, links, whom the municipality may ask. May stay empty."),
}


def longest(name: str) -> int:
    return LONGEST_NAME if name == "organization_name" else LONGEST_TEXT


def texts_of(proposal) -> dict[str, str]:
    return {name: getattr(proposal, name) for name in TEXTS}


def missing_in(texts: dict[str, str]) -> list[str]:
    """The names of sections that must be there before it is submitted, and are not."""
    return [name for name in NEEDED if not texts.get(name, "").strip()]
