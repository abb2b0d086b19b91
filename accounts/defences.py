"""Defences of forms against programs and accidents, without asking a third party.

A view with such a form:

    form = JoinForm(request.POST or None, request=request)
    if form.is_valid():
        if not form.repeated:
            ask_to_join(...)
        return redirect(result)

With `@transaction.atomic` around the view, the form's number and what is written are one: of two that come at the same
moment the second waits and is `repeated`. Whoever refuses later says so with `form.add_error(None, ...)`: the number
is given back, and the text stays. In tests, `tests.sending` fills and sends forms as a browser does."""

import hashlib
import json
import re
import time
from datetime import timedelta

from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .sending.limits import A_NETWORK, A_PERSON, free_again_at, network_of
from .sending.models import SentForm
from .sending.seals import new_seal, read_seal
from .sending.services import give_back, use_up

SEAL, TRAP = "seal", "your_page"
NEW_FOR = timedelta(days=3)
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


class Trap(forms.TextInput):
    """A field that people do not see, and that screen readers leave alone. Counts as hidden, so that every form that
    draws its hidden fields has it."""

    is_hidden = True

    def render(self, name, value, attrs=None, renderer=None):
        return render_to_string("components/form_trap.html", {"name": name})


class Defended(forms.Form):
    """Mix into every form that writes something others see or are mailed.

    Give the form `request=request`. `purpose` names what is limited by person and by network; `once = False` is for
    forms that are sent again and again as they are, such as a draft that saves itself; `takes_time = False` is for
    those that a person sends with one press or one paste."""

    purpose = ""
    once = True
    a_person = A_PERSON
    a_network = A_NETWORK
    links_when_new = 2
    needs_confirmed_email = True
    takes_time = True

    def __init__(self, *args, request, **kwargs):
        self.request = request
        self.repeated = False
        super().__init__(*args, **kwargs)
        self.fields[SEAL] = forms.CharField(
            required=False, initial=self._new_seal, widget=forms.HiddenInput({"id": None})
        )
        self.fields[TRAP] = forms.CharField(required=False, widget=Trap({"id": None}))

    def full_clean(self):
        super().full_clean()
        if self.is_bound:
            self._refuse_programs()
            if not self._errors:
                self._count()

    def add_error(self, field, error):
        """Also when a view refuses what was valid: then the number is free again."""
        super().add_error(field, error)
        if getattr(self, "_used_up", None):
            give_back(self._used_up)
            self._used_up = None

    def _refuse_programs(self):
        self._seal = read_seal(self.data.get(self.add_prefix(SEAL), ""))
        problem = self._problem()
        if problem:
            self.add_error(None, problem)

    def _problem(self):
        """What is wrong with the way in which it was sent. Whatever it is, sending it once more helps people."""
        if self.data.get(self.add_prefix(TRAP)):
            self._put(TRAP, "")
            return _(
                "A field that people do not see was filled in, perhaps by your browser. It is empty again: please send "
                "the form once more."
            )
        if self._seal is None or not self._seal.is_for(self.purpose, self.request.user):
            self._put(SEAL, self._new_seal())
            return _("We do not recognise this form any more. Your text is still here: please send it once more.")
        if self._seal.is_stale:
            self._put(SEAL, self._new_seal(shown_at=time.time() - settings.FORM_SECONDS))
            return _("This form was open for more than a day. Your text is still here: please send it once more.")
        if self.takes_time and self._seal.age < settings.FORM_SECONDS:
            return _("That was faster than people are. Please look it over and send it once more.")
        return self._problem_of_the_person()

    def _problem_of_the_person(self):
        user = self.request.user
        if not user.is_authenticated:
            return None
        if self.needs_confirmed_email and not has_confirmed_email(user):
            return _(
                "Please confirm your e-mail address first: the code is in the mail that we sent you. Your text is "
                "still here; send it once more afterwards."
            )
        allowed_at = user.date_joined + NEW_FOR
        links = self._count_links()
        if links > self.links_when_new and timezone.now() < allowed_at:
            return _(
                "In the first three days of an account, one message holds at most %(most)s links; this one holds "
                "%(links)s. Take some out, or send it after %(when)s."
            ) % {"most": self.links_when_new, "links": links, "when": _moment(allowed_at)}
        return None

    def _count_links(self):
        texts = [name for name, field in self.fields.items() if type(field) is forms.CharField]
        return sum(len(LINK.findall(self.cleaned_data.get(name) or "")) for name in texts)

    def _count(self):
        """Use up the number; find out whether it was, and whether it is one too many."""
        sent = self._as_sent()
        known = SentForm.objects.filter(number=sent.number).first() if self.once else None
        wait = None if known else free_again_at(sent, a_person=self.a_person, a_network=self.a_network)
        if wait:
            self.add_error(None, _too_often(wait))
            return
        row, is_first = (known, False) if known else use_up(sent)
        if is_first:
            self._note(row)
        elif row.content == sent.content:
            self.repeated = True
        else:
            self._put(SEAL, self._new_seal(shown_at=self._seal.shown_at))
            self.add_error(None, _("You have sent this form before. To send this as well, send it once more."))

    def _as_sent(self):
        user = self.request.user
        return SentForm(
            number=self._seal.number if self.once else new_seal(self.purpose, user).number,
            purpose=self.purpose,
            content=self._digest(),
            user=user if user.is_authenticated else None,
            network=network_of(self.request),
            at=timezone.now(),
        )

    def _note(self, row):
        self._used_up = row.number
        self.request.numbers_used_up = [*getattr(self.request, "numbers_used_up", ()), row.number]

    def _digest(self):
        """Of everything that was typed or chosen, and of the files' names and sizes."""
        own = {self.add_prefix(SEAL), self.add_prefix(TRAP), "csrfmiddlewaretoken"}
        names = sorted(set(self.data) - own)
        typed = [
            (name, self.data.getlist(name) if hasattr(self.data, "getlist") else self.data[name]) for name in names
        ]
        files = [(name, file.name, file.size) for name, file in sorted(self.files.items())]
        return hashlib.sha256(json.dumps([typed, files], default=str).encode()).hexdigest()

    def _new_seal(self, **how):
        return str(new_seal(self.purpose, self.request.user, **how))

    def _put(self, name, value):
        """Into what the form is drawn with again."""
        self.data = self.data.copy()
        self.data[self.add_prefix(name)] = value


def has_confirmed_email(user):
    return EmailAddress.objects.filter(user=user, verified=True).exists()


def _moment(at):
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def _too_often(wait):
    said = _("You have sent this very often. Your text is still here: please send it again after %(when)s.")
    return ValidationError(said, params={"when": _moment(wait)}, code="too_often")
