"""What is refused, before anything that was sent is parsed or written down."""

import io
import json

import pytest
from django.test import Client

from integrations.github.models import WebhookDelivery
from integrations.github.webhooks.checks import LARGEST

from .webhook_deliveries import ADDRESS, FORM, SECRET, Hook, as_form, payload, signed

BODY = json.dumps(payload(41)).encode()
CHUNKED = {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}

pytestmark = pytest.mark.django_db


class Body(io.RawIOBase):
    """A body of so many bytes that counts what was read of it, and may break off."""

    def __init__(self, size, *, breaks=False):
        self.left, self.read_so_far, self.breaks = size, 0, breaks

    def read(self, size):
        if self.breaks:
            raise ConnectionResetError
        piece = b" " * min(size, self.left)
        self.left -= len(piece)
        self.read_so_far += len(piece)
        return piece


@pytest.fixture
def hook(settings):
    settings.GITHUB_WEBHOOK_SECRET = SECRET
    return Hook(Client())


@pytest.fixture(autouse=True)
def _nothing_is_written_down(db):
    yield
    assert not WebhookDelivery.objects.exists()


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_other_methods_are_told_to_post(hook, method):
    response = hook.client.generic(method, ADDRESS)
    assert response.status_code == 405
    assert "POST" in response["Allow"]


def test_without_a_secret_the_operator_is_told_what_to_set(hook, settings):
    settings.GITHUB_WEBHOOK_SECRET = ""
    response = hook.send(BODY, signature=signed(BODY, ""))
    assert response.status_code == 503
    assert "GITHUB_WEBHOOK_SECRET" in text(response)


@pytest.mark.parametrize(
    "signature",
    [
        None,
        "",
        "sha256=",
        "sha256=" + "0" * 64,
        signed(BODY, "another secret"),
        signed(BODY + b" "),
        signed(BODY).removeprefix("sha256="),
        signed(BODY).replace("sha256=", "sha1="),
        signed(BODY) + "0",
        "sha256=\u00e9\u00ff",
    ],
)
def test_forged_delivery_is_refused(hook, signature):
    assert hook.send(BODY, signature=signature).status_code == 403


def test_signature_is_checked_before_anything_is_parsed(hook):
    assert hook.send(b"{no json", signature=signed(b"other")).status_code == 403


@pytest.mark.parametrize("header", ["event", "delivery"])
@pytest.mark.parametrize("value", [None, "", "two words", "a\tb", "プッシュ".encode().decode("latin-1"), "x" * 65])
def test_delivery_without_proper_headers_is_refused(hook, header, value):
    assert hook.send(BODY, **{header: value}).status_code == 400


@pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data; boundary=x", "application/xml", ""])
def test_other_content_types_are_refused(hook, content_type):
    response = hook.send(BODY, content_type=content_type)
    assert response.status_code == 415


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"not json",
        b"[" * 100_000,
        b'{"repository": {"id": ' + b"9" * 5000 + b"}}",
        b"[41]",
        b'"push"',
        b"null",
        json.dumps(payload(41)).encode("utf-16"),
        '{"repository": {"id": 41, "description": "横浜"}}'.encode("cp932"),
        b"\xef\xbb\xbf{}",
    ],
    ids=lambda body: repr(body[:24]),
)
@pytest.mark.parametrize("content_type", ["application/json", FORM])
def test_signed_body_that_is_no_json_object_in_utf8_is_refused(hook, body, content_type):
    sent = as_form(body) if content_type == FORM else body
    assert hook.send(sent, content_type=content_type).status_code == 400


@pytest.mark.parametrize(
    "body", [b"other=1", b"payload=%FF%FE", b"&".join([b"payload={}"] * 11), "payload=あ".encode("cp932")]
)
def test_form_without_a_payload_is_refused(hook, body):
    assert hook.send(body, content_type=FORM).status_code == 400


def test_refused_delivery_may_come_again_whole(hook):
    """Only what was taken counts as having come."""
    assert hook.send(b"{", delivery="same").status_code == 400
    assert hook.send(b"{", delivery="same").status_code == 400


def test_body_that_says_it_is_too_large_is_not_read(hook):
    body = Body(LARGEST + 1)
    response = hook.send(b" ", environ={"CONTENT_LENGTH": str(LARGEST + 1), "wsgi.input": body})
    assert (response.status_code, body.read_so_far) == (413, 0)


def test_body_in_chunks_is_read_no_further_than_allowed(hook):
    body = Body(10 * LARGEST)
    response = hook.send(b" ", environ=CHUNKED | {"wsgi.input": body})
    assert response.status_code == 413
    assert body.read_so_far < LARGEST + 100_000


def test_largest_body_that_is_allowed_is_read_whole(hook):
    whole = BODY.ljust(LARGEST)
    assert hook.send(whole, event="workflow_run").status_code == 200


def test_body_in_chunks_is_taken(hook):
    body = Body(1000)
    response = hook.send(b" ", event="ping", signature=signed(b" " * 1000), environ=CHUNKED | {"wsgi.input": body})
    assert (response.status_code, text(response)) == (200, "pong\n")


def test_body_of_unknown_length_is_asked_for_its_length(hook):
    response = hook.send(b" ", environ=CHUNKED | {"wsgi.input_terminated": False, "wsgi.input": Body(1000)})
    assert response.status_code == 411


@pytest.mark.parametrize("environ", [CHUNKED, {"CONTENT_LENGTH": "1000"}])
def test_body_that_breaks_off_is_refused(hook, environ):
    response = hook.send(b" ", environ=environ | {"wsgi.input": Body(1000, breaks=True)})
    assert response.status_code == 400


def test_refusal_shows_nothing_of_what_was_sent(hook):
    response = hook.send(b"{<script>", event="push")
    assert "script" not in text(response)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert not response.cookies
