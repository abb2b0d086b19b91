"""Forms that others see or are mailed: what programs, accidents and haste are answered."""

import time
from datetime import timedelta

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import override

from accounts.defences import SEAL, TRAP, Defended
from accounts.models import Skill
from accounts.sending.limits import Limit
from accounts.sending.models import SentForm
from accounts.sending.seals import new_seal, read_seal
from accounts.sending.work import forget_sent_forms
from tests.factories import make_user

pytestmark = pytest.mark.django_db


class NoteForm(Defended, forms.Form):
    purpose = "note"
    text = forms.CharField(widget=forms.Textarea)
    homepage = forms.URLField(required=False, assume_scheme="https")
    remark = forms.CharField(required=False, empty_value=None)


class NarrowForm(NoteForm):
    a_network = (Limit(3, timedelta(hours=1)),)


class SkillForm(Defended, forms.ModelForm):
    purpose = "skill"

    class Meta:
        model = Skill
        fields = ("slug", "name_ja", "name_en")


@pytest.fixture(autouse=True)
def _in_english(_first_language):
    with override("en"):
        yield


@pytest.fixture
def user(db):
    return make_user()


def request_of(user, network="192.0.2.1"):
    request = RequestFactory(REMOTE_ADDR=network).post("/")
    request.user = user
    return request


def shown(user, form_class=NoteForm):
    """What a browser would send back of the form as it stands."""
    form = form_class(request=request_of(user))
    return {SEAL: form[SEAL].value(), TRAP: ""}


def sent(user, data, form_class=NoteForm, **options):
    return form_class(data, request=request_of(user, **options))


def errors(form):
    return " ".join(form.non_field_errors())


def test_form_that_a_person_sends_is_valid(user):
    form = sent(user, {**shown(user), "text": "こんにちは"})
    assert form.is_valid(), form.errors
    assert not form.repeated
    assert form.cleaned_data["text"] == "こんにちは"


def test_form_of_somebody_who_is_not_signed_in_is_valid():
    form = sent(AnonymousUser(), {**shown(AnonymousUser()), "text": "Hello"})
    assert form.is_valid(), form.errors


def test_form_of_a_model_is_defended_alike(user):
    names = {"slug": "python", "name_ja": "パイソン", "name_en": "Python"}
    assert not sent(user, names, SkillForm).is_valid()
    form = sent(user, {**shown(user, SkillForm), **names}, SkillForm)
    assert form.is_valid(), form.errors
    assert form.save().slug == "python"


def test_trap_is_drawn_apart_from_what_people_and_screen_readers_meet(user):
    html = NoteForm(request=request_of(user)).as_div()
    assert f'name="{TRAP}"' in html
    assert 'tabindex="-1"' in html
    assert 'aria-hidden="true"' in html
    assert "style=" not in html


def test_filled_trap_is_told_emptied_and_passes_the_second_time(user):
    first = sent(user, {**shown(user), TRAP: "https://spam.example", "text": "Hello"})
    assert "A field that people do not see was filled in" in errors(first)
    assert first["text"].value() == "Hello"
    again = {SEAL: first[SEAL].value(), TRAP: first[TRAP].value(), "text": first["text"].value()}
    assert sent(user, again).is_valid()
    assert SentForm.objects.count() == 1


def test_form_sent_faster_than_people_are_is_asked_for_again(user, settings):
    settings.FORM_SECONDS = 2
    first = sent(user, {**shown(user), "text": "Hello"})
    assert "faster than people" in errors(first)
    assert first["text"].value() == "Hello"
    waited = str(new_seal("note", user, shown_at=time.time() - 2.1))
    assert sent(user, {SEAL: waited, "text": "Hello"}).is_valid()


def test_form_open_for_more_than_a_day_gets_a_new_seal_and_keeps_its_text(user, settings):
    settings.FORM_SECONDS = 2
    stale = str(new_seal("note", user, shown_at=time.time() - 24 * 3600 - 1))
    first = sent(user, {SEAL: stale, "text": "Hello"})
    assert "open for more than a day" in errors(first)
    again = sent(user, {SEAL: first[SEAL].value(), "text": first["text"].value()})
    assert again.is_valid(), "the text is there: nobody has to wait two seconds to send it again"


@pytest.mark.parametrize("seal", ["", "forged", "W10:abc", "\0", "あ" * 5000])
def test_form_without_a_seal_of_this_site_is_asked_for_again(user, seal):
    first = sent(user, {SEAL: seal, "text": "Hello"})
    assert "do not recognise this form" in errors(first)
    assert sent(user, {SEAL: first[SEAL].value(), "text": "Hello"}).is_valid()


def test_seal_of_another_form_or_person_counts_for_nothing(user):
    stranger = make_user("stranger@tomoni.example")
    assert not sent(user, {**shown(stranger), "text": "Hello"}).is_valid()
    assert not sent(user, {SEAL: str(new_seal("join", user)), "text": "Hello"}).is_valid()
    assert not SentForm.objects.exists()


def test_changed_seal_is_none():
    text = str(new_seal("note", AnonymousUser()))
    assert read_seal(text)
    assert all(read_seal(text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]) is None for at in range(5, 30))


def test_same_form_sent_twice_is_valid_and_told_as_repeated(user):
    data = {**shown(user), "text": "Hello"}
    assert [(form.is_valid(), form.repeated) for form in (sent(user, data), sent(user, data))] == [
        (True, False),
        (True, True),
    ]
    assert SentForm.objects.count() == 1


def test_same_form_with_another_text_is_not_lost_and_not_taken_for_a_repetition(user):
    data = shown(user)
    assert sent(user, {**data, "text": "Hello"}).is_valid()
    other = sent(user, {**data, "text": "Hello again"})
    assert "You have sent this form before" in errors(other)
    assert other["text"].value() == "Hello again"
    again = sent(user, {SEAL: other[SEAL].value(), "text": "Hello again"})
    assert (again.is_valid(), again.repeated) == (True, False)


def test_invalid_form_uses_nothing_up(user):
    data = shown(user)
    assert not sent(user, {**data, "text": ""}).is_valid()
    form = sent(user, {**data, "text": "Hello"})
    assert (form.is_valid(), form.repeated) == (True, False)


def test_what_the_view_refuses_afterwards_may_be_sent_again(user):
    data = {**shown(user), "text": "Hello"}
    refused = sent(user, data)
    assert refused.is_valid()
    refused.add_error(None, "The project is closed.")
    form = sent(user, data)
    assert (form.is_valid(), form.repeated) == (True, False)


def test_number_is_free_again_when_the_request_broke(user):
    data = {**shown(user), "text": "Hello"}
    broken = sent(user, data)
    assert broken.is_valid()
    got_request_exception.send(sender=None, request=broken.request)
    form = sent(user, data)
    assert (form.is_valid(), form.repeated) == (True, False)


def test_number_is_used_up_together_with_what_is_written(user):
    data = {**shown(user), "text": "Hello"}
    with transaction.atomic():
        assert sent(user, data).is_valid()
        transaction.set_rollback(True)
    form = sent(user, data)
    assert (form.is_valid(), form.repeated) == (True, False)


def send_many(user, count, **options):
    return [sent(user, {**shown(user), "text": str(number)}, **options) for number in range(count)]


def test_person_may_send_so_many_and_is_told_when_to_go_on(user):
    forms_sent = send_many(user, 11)
    assert [form.is_valid() for form in forms_sent] == [True] * 10 + [False]
    assert "You have sent this very often" in errors(forms_sent[-1])
    assert forms_sent[-1]["text"].value() == "10"
    assert SentForm.objects.count() == 10


def test_limit_is_over_after_its_time(user):
    send_many_valid = [form.is_valid() for form in send_many(user, 10)]
    assert all(send_many_valid)
    SentForm.objects.update(at=timezone.now() - timedelta(minutes=61))
    assert send_many(user, 1)[0].is_valid()


def test_one_person_does_not_use_up_what_another_may_send(user):
    assert all(form.is_valid() for form in send_many(user, 10))
    assert send_many(make_user("other@tomoni.example"), 1)[0].is_valid()


def test_network_has_a_limit_for_all_who_come_from_it(user):
    def is_taken(person, **network):
        return sent(person, {**shown(person, NarrowForm), "text": "Hello"}, NarrowForm, **network).is_valid()

    people = [make_user(f"{number}@tomoni.example") for number in range(4)]
    assert [is_taken(person) for person in people] == [True, True, True, False]
    assert is_taken(people[3], network="198.51.100.7")


def test_household_counts_as_one_network_and_its_address_is_not_kept(user):
    for network in ("2001:db8::1", "2001:db8::2", "2001:db8:1::1"):
        assert sent(user, {**shown(user), "text": "Hello"}, network=network).is_valid()
    kept = list(SentForm.objects.values_list("network", flat=True))
    assert len(set(kept)) == 2
    assert not any("2001" in each for each in kept)


def test_person_whose_address_is_not_confirmed_is_asked_to(db):
    person = make_user(has_confirmed=False)
    form = sent(person, {**shown(person), "text": "Hello"})
    assert "Please confirm your e-mail address first" in errors(form)
    assert form["text"].value() == "Hello"


def test_new_account_sends_two_links_at_most_and_an_older_one_any_number(user):
    text = "https://a.example http://b.example www.c.example"
    form = sent(user, {**shown(user), "text": text, "homepage": "https://d.example"})
    assert "at most 2 links; this one holds 3" in errors(form)
    two = text.rpartition(" ")[0]
    assert sent(user, {**shown(user), "text": two, "homepage": "https://d.example"}).is_valid()
    user.date_joined = timezone.now() - timedelta(days=3)
    assert sent(user, {**shown(user), "text": text}).is_valid()


def test_forms_are_forgotten_after_two_days(user):
    assert all(form.is_valid() for form in send_many(user, 2))
    SentForm.objects.filter(pk=SentForm.objects.first().pk).update(at=timezone.now() - timedelta(days=2, minutes=1))
    assert forget_sent_forms(timezone.now()) == "1 forgotten"
    assert SentForm.objects.count() == 1
