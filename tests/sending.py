"""Sending forms as a browser does: with everything that the page has put into them."""

from urllib.parse import urljoin

from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser

from accounts.defences import SEAL
from accounts.sending.seals import new_seal


def send(client, path, _form=0, **typed):
    """Open the page, fill in its form in `main` (the first, or number `_form`) and send it. Returns the answer."""
    forms = forms_of(client.get(path))
    return client.post(urljoin(path, forms[_form].get("action") or ""), {**values_of(forms[_form]), **typed})


def sealed(purpose, user=None, **typed):
    """What a form of `accounts.defences` sends, for tests that post without opening the page."""
    return {SEAL: str(new_seal(purpose, user or AnonymousUser())), **typed}


def forms_of(response):
    """Those of `main` that are sent by POST."""
    return BeautifulSoup(response.content, "html.parser").select("main form[method=post]")


def values_of(form):
    """Names and values of a form as it stands."""
    found: dict[str, list] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        for value in _sent(field):
            found.setdefault(field["name"], []).append(value)
    return found


def _sent(field):
    if field.name == "textarea":
        return [field.text.removeprefix("\n")]
    if field.name == "select":
        chosen = field.select("option[selected]") or ([] if field.has_attr("multiple") else field.select("option")[:1])
        return [option.get("value", option.text) for option in chosen]
    if field.get("type") in {"submit", "button", "file", "image"}:
        return []
    if field.get("type") in {"checkbox", "radio"} and not field.has_attr("checked"):
        return []
    return [field.get("value", "on" if field.get("type") in {"checkbox", "radio"} else "")]
