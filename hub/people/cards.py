"""Contributors as plain values for the templates of the admin."""

from dataclasses import dataclass

from integrations.github.people import Choice, choices_of, open_to_administrators

from . import reading


@dataclass(frozen=True, slots=True)
class PersonCard:
    """`repositories` is None for an account of which nothing is kept. `open` are the choices that an administrator
    has, with their labels."""

    github_id: int
    handle: str
    is_bot: bool
    repositories: int | None
    choice: str
    label: str
    by_person: bool
    chosen_at: object
    open: list


def cards_of_choices(rows):
    """Two queries for a page of choices, with the one that brings them."""
    known = reading.contributors_with([row.github_id for row in rows])
    return [_card(row.github_id, known.get(row.github_id), row) for row in rows]


def cards_of_contributors(rows, words):
    """The same for a page of contributors; first the account of this number, if it is none that is known."""
    asked = reading.as_github_id(words)
    made = choices_of([*(row.github_id for row in rows), *([asked] if asked else [])])
    cards = [_card(row.github_id, row, made.get(row.github_id)) for row in rows]
    if asked and rows.number == 1 and all(card.github_id != asked for card in cards):
        cards.insert(0, _card(asked, None, made.get(asked)))
    return cards


def _card(github_id, contributor, made):
    choice = Choice(made.choice) if made else Choice.SHOWN
    return PersonCard(
        github_id=github_id,
        handle=contributor.login if contributor else "",
        is_bot=contributor is not None and contributor.kind == "bot",
        repositories=contributor.repositories if contributor else None,
        choice=choice.value,
        label=choice.label,
        by_person=made is not None and made.by_person,
        chosen_at=made.chosen_at if made else None,
        open=[(each.value, each.label) for each in open_to_administrators(made)],
    )
