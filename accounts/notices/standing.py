"""Whether what people were told of can still be seen. Floors above say so of what is theirs.

A letter of the day or the week is written long after its notices: by then a page may be taken off, an update hidden, a
need closed."""

from collections.abc import Callable, Iterable

Hidden = Callable[[list[str]], set[str]]
"""Those of the keys of notices whose things visitors see no more. Keys of another form are none of them."""

HIDDEN: dict[str, Hidden] = {}
PAST: dict[str, Hidden] = {}
"""The same of what can be seen and is over: a letter about it would come too late, the list of notices keeps it."""


def hidden_of(kind, register=HIDDEN):
    """Register how things of this kind of notice are looked for."""

    def registered(function: Hidden) -> Hidden:
        register[kind] = function
        return function

    return registered


def past_of(kind):
    return hidden_of(kind, PAST)


def hidden_among(notices, registers=(HIDDEN,)):
    """The numbers of the notices of what is not to be seen any more; a query or two for each kind."""
    found = set()
    for register in registers:
        keys = {kind: [each.key for each in notices if each.kind == kind] for kind in register}
        hidden = {kind: register[kind](keys[kind]) for kind in register if keys[kind]}
        found |= {each.pk for each in notices if each.key in hidden.get(each.kind, ())}
    return found


def too_late_to_tell(notices):
    """The numbers of those that no letter is to tell of any more."""
    return hidden_among(notices, (HIDDEN, PAST))


def without_those_there(keys: list[str], name: str, there: Callable[[list[str]], Iterable]) -> set[str]:
    """Of keys such as "need:7": those that `there`, given what stands behind the colon, does not find."""
    start = f"{name}:"
    asked = {key.removeprefix(start): key for key in keys if key.startswith(start)}
    found = {str(each) for each in there(list(asked))} if asked else set()
    return {key for rest, key in asked.items() if rest not in found}


def hidden_pages(kind, model) -> None:
    """Register the notices that `news.tell_of_new` makes of new pages of this type."""

    @hidden_of(kind)
    def hidden(keys):
        return without_those_there(keys, kind, visible)

    def visible(translation_keys):
        pages = model.objects.for_visitors().filter(translation_key__in=translation_keys)
        return pages.values_list("translation_key", flat=True)
