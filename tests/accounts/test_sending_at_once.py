"""The same form sent at the same moment, as by a double click that two processes take."""

import threading

import pytest
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import RequestFactory
from django.utils import timezone

from accounts.defences import SEAL, Defended
from accounts.reports.models import Report
from accounts.sending.models import SentForm
from accounts.sending.seals import new_seal
from tests.factories import make_user


class WordsForm(Defended, forms.Form):
    purpose = "words"
    text = forms.CharField()


def send_at_once(user, data, together, told):
    """As a view does: the form and what it writes in one transaction."""
    request = RequestFactory().post("/")
    request.user = user
    try:
        together.wait(timeout=20)
        with transaction.atomic():
            form = WordsForm(data, request=request)
            valid = form.is_valid()
            if valid and not form.repeated:
                kind = ContentType.objects.get_for_model(type(user))
                Report.objects.create(content_type=kind, object_id=user.pk, text="once", reported_at=timezone.now())
        told.append((valid, form.repeated))
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("attempt", range(5))
def test_form_sent_four_times_at_once_is_written_once(attempt):
    user, together, told = make_user(), threading.Barrier(4), []
    data = {SEAL: str(new_seal("words", user)), "text": "こんにちは"}
    threads = [threading.Thread(target=send_at_once, args=(user, data, together, told)) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [(True, False), (True, True), (True, True), (True, True)]
    assert (Report.objects.count(), SentForm.objects.count()) == (1, 1)
