"""From a request to what is kept of it, and back to forms: nothing that was typed is lost, whatever it is."""

from .forms import MOST_NEEDS, NeedForm, ProjectForm

LONGEST_KEPT = 200_000
"""So many characters of one field are kept, far more than fit on a page."""


class TooLongError(ValueError):
    """More than anybody types; nothing of it was saved."""


def typed_in(post) -> dict:
    """The fields of the form as they were sent, clean or not. Raises TooLongError."""
    data = {name: _value(field, post, name) for name, field in ProjectForm.base_fields.items()}
    needs = [
        {name: _bare(post.get(f"need-{at}-{name}", "")) for name in NeedForm.base_fields} for at in range(MOST_NEEDS)
    ]
    return {**data, "needs": [need for need in needs if need["text"].strip()]}


def _value(field, post, name):
    if hasattr(field.widget, "allow_multiple_selected") and field.widget.allow_multiple_selected:
        return [_bare(each) for each in post.getlist(name)[:100]]
    return _bare(post.get(name, ""))


def _bare(text):
    """Without the sign that databases do not take."""
    if len(text) > LONGEST_KEPT:
        raise TooLongError
    return text.replace("\0", "").replace("\r\n", "\n")


def as_shown(data) -> ProjectForm:
    """The form with what was typed, without complaints."""
    return ProjectForm(initial=data)


def as_checked(data) -> ProjectForm:
    """The form with what is missing or wrong."""
    return ProjectForm(data={name: value for name, value in data.items() if name != "needs"})


def needs_as_shown(data, *, checked=False) -> list[NeedForm]:
    """Those that were typed, and a blank one below."""
    rows = [*data.get("needs", []), {}][:MOST_NEEDS]
    return [_need(at, row, checked) for at, row in enumerate(rows)]


def _need(at, row, checked):
    if checked and row:
        return NeedForm(data={f"need-{at}-{name}": value for name, value in row.items()}, prefix=f"need-{at}")
    return NeedForm(initial=row, prefix=f"need-{at}")


def needs_as_checked(data) -> list[NeedForm]:
    return needs_as_shown({"needs": data.get("needs", [])}, checked=True)[: len(data.get("needs", []))]


def problems_in(data) -> bool:
    """Whether something is missing or wrong."""
    return not as_checked(data).is_valid() or any(not need.is_valid() for need in needs_as_checked(data))
