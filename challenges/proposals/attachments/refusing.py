"""How a file is refused: with its name, what is wrong with it, and what would help."""

from django.core.exceptions import ValidationError


def refused(name: str, said, code: str, **params) -> ValidationError:
    """`said` has a place for %(name)s."""
    return ValidationError(said, code=code, params={"name": fit_to_show(name), **params})


def fit_to_show(name: str) -> str:
    """Without letters that turn a text around or cannot be seen, and no longer than a line."""
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in name)[:100]
