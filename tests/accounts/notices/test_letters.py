"""Letters to one person: language, layout, whom we may write to."""

import pytest
from django.test import override_settings

from accounts.notices.services import write_to
from integrations.mail.models import Letter


@pytest.fixture
def templates(tmp_path, settings):
    """`templates("name", "text")` writes a template of a mail."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    (tmp_path / "mail").mkdir()

    def write(name, text):
        (tmp_path / f"mail/{name}.txt").write_text(text, encoding="utf-8")

    return write


def test_letter_has_subject_text_sender_and_reason(person, templates, mails):
    templates("hello", "Joined {{ title }}\n\nDear {{ user.email }},\n\nsee {{ site_url }}/projects/\n")
    write_to(user=person, key="hello", template="hello", context={"title": "R&D <給食>"})
    (letter,) = mails()
    assert (letter.subject, letter.to) == ("Joined R&D <給食>", ["hanako@tomoni.example"])
    assert letter.body.startswith("Dear hanako@tomoni.example,\n\nsee http://testserver/projects/\n\n-- \n")
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "List-Unsubscribe" not in letter.extra_headers


def test_letter_is_sent_once_for_each_key_and_person(person, reader, templates, mails):
    templates("hello", "Subject\n\nText")
    for user in (person, reader, person, reader):
        write_to(user=user, key="hello", template="hello", context={})
    assert sorted(letter.to[0] for letter in mails()) == ["hanako@tomoni.example", "reader@tomoni.example"]


def test_letter_is_in_the_language_of_its_reader(person, reader, templates, mails):
    templates("lang", "{% load i18n %}{% get_current_language as code %}{{ code }}\n\nText")
    for user in (person, reader):
        write_to(user=user, key="k", template="lang", context={})
    assert {letter.to[0]: letter.subject for letter in mails()} == {
        "hanako@tomoni.example": "ja",
        "reader@tomoni.example": "en",
    }


def test_subject_stays_one_line_and_adds_no_header(person, templates, mails):
    templates("bad", "About {{ title }}\n\nText")
    write_to(user=person, key="k", template="bad", context={"title": "x\r\nBcc: all@tomoni.example"})
    (letter,) = mails()
    assert letter.subject == "About x Bcc: all@tomoni.example"
    assert letter.recipients() == ["hanako@tomoni.example"]


def test_conditions_in_a_template_leave_no_holes(person, templates, mails):
    templates("holes", "Subject\n\nA\n{% if nothing %}\nB\n{% endif %}\n\n\n\nC")
    write_to(user=person, key="k", template="holes", context={})
    assert mails()[0].body.startswith("A\n\nC\n\n-- \n")


@pytest.mark.parametrize("email", ["hanako@tomoni.example", "Hanako@tomoni.example"])
def test_address_that_waits_for_its_confirmation_is_not_written_to(person, templates, mails, email):
    templates("hello", "Subject\n\nText")
    person.emailaddress_set.update(email=email, verified=False)
    assert write_to(user=person, key="k", template="hello", context={}) is None
    person.emailaddress_set.update(verified=True)
    assert write_to(user=person, key="k", template="hello", context={}).to == "hanako@tomoni.example"


def test_address_of_a_link_is_the_site_s(person, templates, mails):
    templates("hello", "Subject\n\n{{ site_url }}/en/")
    with override_settings(SITE_URL="https://tomoni.example"):
        write_to(user=person, key="k", template="hello", context={})
    assert "https://tomoni.example/en/" in Letter.objects.get().message["body"]
