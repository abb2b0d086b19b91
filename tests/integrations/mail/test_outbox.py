"""What is put into the outbox is what comes out: every part of a mail, once for each key."""

from email.message import EmailMessage as StandardMessage
from email.mime.image import MIMEImage

import pytest
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from integrations.mail.delivery import deliver_due, mail_of
from integrations.mail.models import Letter
from integrations.mail.packing import packed, unpacked
from integrations.mail.services import post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _outbox(settings):
    settings.EMAIL_BACKEND = "integrations.mail.backend.Outbox"


def full_mail():
    message = EmailMultiAlternatives(
        "お知らせ", "本文", "Tomoni <from@tomoni.example>", ["A <a@tomoni.example>"],
        bcc=["hidden@tomoni.example"], cc=["c@tomoni.example"], reply_to=["reply@tomoni.example"],
        headers={"List-Unsubscribe": "<https://tomoni.example/stop/>", "X-Why": "理由"},
    )  # fmt: skip
    message.attach_alternative("<p>本文</p>", "text/html")
    message.attach("表.csv", "a,b\n1,2\n", "text/csv")
    message.attach("raw.bin", b"\x00\xff\x01", "application/octet-stream")
    message.attach(MIMEImage(b"\x89PNG\r\n", "png"))
    inner = StandardMessage()
    inner["Subject"] = "inner"
    inner.set_content("kept")
    message.attach("mail.eml", inner.as_string(), "message/rfc822")
    return message


def test_mail_of_django_comes_out_as_it_went_in(server):
    message = full_mail()
    message.send()
    deliver_due()
    assert sorted(server.recipients) == ["a@tomoni.example", "c@tomoni.example", "hidden@tomoni.example"]
    expected, (got, *_others) = message.message(), server.received
    for name in ("Subject", "From", "To", "Cc", "Reply-To", "List-Unsubscribe", "X-Why"):
        assert got[name] == expected[name]
    assert "hidden@" not in got.as_string()
    parts = [(part.get_content_type(), part.get_filename()) for part in got.walk()]
    assert parts == [(part.get_content_type(), part.get_filename()) for part in expected.walk()]
    for mine, theirs in zip(got.walk(), expected.walk(), strict=True):
        assert _content(mine) == _content(theirs)


def _content(part):
    return None if part.is_multipart() else part.get_payload(decode=True).replace(b"\r\n", b"\n").rstrip()


def test_mail_with_html_alone_stays_html(server):
    message = EmailMessage("S", "<p>B</p>", to=["a@tomoni.example"])
    message.content_subtype = "html"
    message.send()
    deliver_due()
    assert server.received[0].get_content_type() == "text/html"


def test_each_person_of_a_mail_has_a_letter_of_their_own(settings):
    send_mail("S", "B", None, ["a@tomoni.example", "b@tomoni.example", "a@tomoni.example"])
    assert list(Letter.objects.order_by("to").values_list("to", flat=True)) == ["a@tomoni.example", "b@tomoni.example"]


def test_the_same_words_twice_are_two_mails():
    for _time in range(2):
        send_mail("S", "B", None, ["a@tomoni.example"])
    assert Letter.objects.count() == 2


def test_subject_with_a_line_end_is_refused_at_once():
    with pytest.raises(BadHeaderError):
        send_mail("S\nBcc: all@tomoni.example", "B", None, ["a@tomoni.example"])
    assert not Letter.objects.exists()


def test_long_subject_is_sent_whole():
    subject = "長" * 400
    send_mail(subject, "B", None, ["a@tomoni.example"])
    deliver_due()
    assert mail.outbox[0].subject == subject


def test_what_is_posted_under_one_key_is_one_letter():
    first = post(key="k", to="a@tomoni.example", subject="one", text="1")
    second = post(key="k", to="b@tomoni.example", subject="two", text="2")
    assert (first.pk, second.subject) == (second.pk, "one")
    deliver_due()
    deliver_due()
    assert [message.subject for message in mail.outbox] == ["one"]


def test_key_may_be_of_any_length():
    long = "k" * 500
    assert post(key=long, to="a@tomoni.example", subject="s", text="") == post(
        key=long, to="a@tomoni.example", subject="s", text=""
    )
    assert post(key=long + "!", to="a@tomoni.example", subject="s", text="").pk != Letter.objects.first().pk


def test_posted_subject_has_one_line_whatever_is_in_it():
    letter = post(key="k", to="a@tomoni.example", subject="給食\r\nBcc: all@tomoni.example", text="")
    assert letter.subject == "給食 Bcc: all@tomoni.example"


def test_headers_of_a_posted_mail_arrive(server):
    headers = {"List-Unsubscribe": "<https://tomoni.example/s/>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    post(key="k", to="a@tomoni.example", subject="s", text="t", headers=headers)
    deliver_due()
    assert {name: server.received[0][name] for name in headers} == headers


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_mail_goes_out_with_its_transaction_or_not_at_all():
    with transaction.atomic():
        post(key="undone", to="a@tomoni.example", subject="undone", text="")
        transaction.set_rollback(True)
    with transaction.atomic():
        post(key="done", to="a@tomoni.example", subject="done", text="")
        assert mail.outbox == []
    assert [message.subject for message in mail.outbox] == ["done"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_transaction_with_many_letters_wakes_the_worker_once(settings):
    from django_tasks_db.models import DBTaskResult

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with transaction.atomic():
        for number in range(5):
            post(key=str(number), to="a@tomoni.example", subject="s", text="")
    assert DBTaskResult.objects.filter(task_path="integrations.mail.tasks.deliver").count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_letter_stays_when_the_task_queue_is_down(settings, caplog):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_rq.RQBackend", "QUEUES": []}}
    settings.RQ_QUEUES = {"default": {"URL": "redis://127.0.0.1:9/0"}}
    post(key="k", to="a@tomoni.example", subject="s", text="")
    assert Letter.objects.waiting().count() == 1
    assert "_deliver_soon" in caplog.text


SENT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


@given(subject=SENT, body=st.text(st.characters(exclude_categories=["Cs"]), max_size=200), html=SENT)
@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_packing_keeps_a_mail_sign_for_sign(subject, body, html):
    message = EmailMultiAlternatives(
        subject, body.replace("\x00", ""), "a@tomoni.example", ["b@tomoni.example"],
        headers={"Message-ID": "<1@tomoni.example>", "Date": "Sat, 21 Nov 2026 00:00:00 +0000"},
    )  # fmt: skip
    message.attach_alternative(html, "text/html")
    back = unpacked(packed(message), to="b@tomoni.example", headers={})
    assert _without_boundary(back) == _without_boundary(message)


def _without_boundary(message):
    made = message.message()
    return [(part.get_content_type(), part.items()[1:], part.get_payload(decode=True)) for part in made.walk()]


def test_message_is_the_same_sign_for_sign_in_every_attempt():
    letter = post(key="k", to="a@tomoni.example", subject="s", text="t")
    assert mail_of(letter).message().as_bytes() == mail_of(Letter.objects.get()).message().as_bytes()
