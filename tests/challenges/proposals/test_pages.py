"""What a team does on its pages: begin, write together, add files, submit, change, withdraw."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from challenges.proposals.models import Attachment, Proposal
from challenges.proposals.services import submit_proposal
from challenges.reaching import parts_of_address
from tests.factories import make_challenge, make_user
from tests.sending import forms_of, send, values_of

from .making import PDF, WHOLE, close, make_draft, url

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def challenge(site):
    return make_challenge(stage="open", closes_at=NOW + timedelta(days=3))


@pytest.fixture
def lead(site):
    return make_user("lead@tomoni.example")


@pytest.fixture
def client(lead):
    return signed_in(lead)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def new_url(challenge):
    return reverse("proposal_new", args=parts_of_address(challenge))


def text_of(response):
    return BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ", strip=True)


def save(client, proposal, *, follow=True, **typed):
    """Open the form, change what is said, and send it as a browser does, files included."""
    form = forms_of(client.get(url(proposal, "proposal_edit")))[0]
    return client.post(url(proposal, "proposal_edit"), {**values_of(form), "action": "save", **typed}, follow=follow)


def test_open_challenge_leads_to_a_new_draft_of_which_one_is_the_lead(challenge, client, lead):
    page = client.get(challenge.address())
    assert new_url(challenge) in page.content.decode()
    send(client, new_url(challenge), organization_name="株式会社ためす")
    proposal = Proposal.objects.get()
    assert (proposal.stage, proposal.organization_name, proposal.team.get().role) == ("draft", "株式会社ためす", "lead")
    assert "株式会社ためす" in client.get(reverse("account_index")).content.decode()


def test_sending_the_form_twice_begins_one_draft(challenge, client):
    form = {**values_of(forms_of(client.get(new_url(challenge)))[0]), "organization_name": "ためす"}
    answers = [client.post(new_url(challenge), form)["Location"] for _time in range(2)]
    assert answers[0] == answers[1]
    assert Proposal.objects.count() == 1


def test_anonymous_visitor_is_asked_to_sign_in_and_comes_back(challenge):
    answer = Client().get(new_url(challenge))
    assert answer["Location"].startswith("/accounts/login/?next=")


def test_closed_challenge_offers_no_form(challenge, client):
    close(challenge)
    page = client.get(new_url(challenge))
    assert forms_of(page) == []
    assert new_url(challenge) not in client.get(challenge.address()).content.decode()


def test_sections_are_saved_as_typed(challenge, client, lead):
    proposal = make_draft(challenge, lead)
    page = save(client, proposal, approach="一行目\r\n二行目 <b>", references="")
    proposal.refresh_from_db()
    assert proposal.approach == "一行目\n二行目 <b>"
    assert "<b>" not in page.content.decode().split("二行目", 1)[1][:10]


def test_section_that_is_too_long_comes_back_to_be_shortened(challenge, client, lead):
    proposal = make_draft(challenge, lead)
    page = save(client, proposal, approach="あ" * 20_001)
    assert "20,001" in text_of(page)
    assert values_of(forms_of(page)[0])["approach"] == ["あ" * 20_001]
    proposal.refresh_from_db()
    assert proposal.approach == WHOLE["approach"]


def test_two_who_write_different_sections_at_once_lose_nothing(challenge, client, lead):
    proposal = make_draft(challenge, lead, writers=[make_user("writer@tomoni.example")])
    form = values_of(forms_of(client.get(url(proposal, "proposal_edit")))[0])
    writer = signed_in(proposal.team.get(role="writer").user)
    save(writer, proposal, plan="書き手の計画")
    client.post(url(proposal, "proposal_edit"), {**form, "approach": "代表の方法", "action": "save"})
    proposal.refresh_from_db()
    assert (proposal.plan, proposal.approach) == ("書き手の計画", "代表の方法")


def test_two_who_write_the_same_section_see_both_texts_and_decide(challenge, client, lead):
    proposal = make_draft(challenge, lead, writers=[make_user("writer@tomoni.example")])
    form = values_of(forms_of(client.get(url(proposal, "proposal_edit")))[0])
    save(signed_in(proposal.team.get(role="writer").user), proposal, approach="書き手の方法")
    page = client.post(
        url(proposal, "proposal_edit"), {**form, "approach": "代表の方法", "cost": "60万円", "action": "check"}
    )
    proposal.refresh_from_db()
    assert page.status_code == 409
    assert (proposal.approach, proposal.cost) == ("書き手の方法", "60万円")
    assert "書き手の方法" in text_of(page)
    shown = values_of(forms_of(page)[0])
    assert shown["approach"] == ["代表の方法"]
    client.post(url(proposal, "proposal_edit"), {**shown, "approach": "二人の方法", "action": "save"})
    proposal.refresh_from_db()
    assert proposal.approach == "二人の方法"


@pytest.mark.parametrize("seen", ["", "x", "....", "a.b.c.d.e.f.g"])
def test_tampered_digests_overwrite_nothing(challenge, client, lead, seen):
    proposal = make_draft(challenge, lead)
    save(client, proposal, approach="ちがう", seen=seen)
    proposal.refresh_from_db()
    assert proposal.approach == WHOLE["approach"]


def test_files_are_added_and_taken_away(challenge, client, lead):
    proposal = make_draft(challenge, lead)
    files = [SimpleUploadedFile("計画.pdf", PDF), SimpleUploadedFile("名簿.csv", "氏名\n".encode())]
    save(client, proposal, files=files)
    assert sorted(each.name for each in proposal.attachments.all()) == ["名簿.csv", "計画.pdf"]
    gone = proposal.attachments.get(name="名簿.csv")
    save(client, proposal, remove=[str(gone.key)])
    assert [each.name for each in proposal.attachments.all()] == ["計画.pdf"]


def test_refused_file_is_named_and_the_text_and_the_other_files_are_kept(challenge, client, lead):
    proposal = make_draft(challenge, lead)
    files = [SimpleUploadedFile("bad.pdf", b"MZ\0"), SimpleUploadedFile("good.pdf", PDF)]
    page = save(client, proposal, approach="新しい方法", files=files)
    proposal.refresh_from_db()
    assert "bad.pdf" in text_of(page)
    assert values_of(forms_of(page)[0])["approach"] == ["新しい方法"]
    assert proposal.approach == "新しい方法"
    assert [each.name for each in proposal.attachments.all()] == ["good.pdf"]


def multipart(fields, files):
    """A body as an attacker may write it: names of files are not cleaned."""
    boundary = "tomoni"
    head = f"--{boundary}\r\nContent-Disposition: form-data; name="
    body = "".join(f'{head}"{name}"\r\n\r\n{text}\r\n' for name, text in fields).encode()
    for name, content in files:
        body += (
            f'{head}"files"; filename="{name}"\r\nContent-Type: application/pdf\r\n\r\n'.encode() + content + b"\r\n"
        )
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def post_raw(client, proposal, files, **typed):
    form = values_of(forms_of(client.get(url(proposal, "proposal_edit")))[0])
    fields = [(name, text) for name, values in form.items() if name not in typed for text in values]
    body, kind = multipart([*fields, *typed.items()], files)
    return client.generic("POST", url(proposal, "proposal_edit"), body, content_type=kind)


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "C:\\\\x\\\\plan.pdf", "plan\u202efdp.pdf"])
def test_name_that_a_browser_never_sends_is_refused_and_the_text_is_kept(challenge, client, lead, name):
    proposal = make_draft(challenge, lead)
    page = post_raw(client, proposal, [(name, PDF), ("good.pdf", PDF)], approach="新しい方法")
    proposal.refresh_from_db()
    assert page.status_code == 200
    assert [each.name for each in proposal.attachments.all()] == ["good.pdf"]
    assert proposal.approach == "新しい方法"
    assert BeautifulSoup(page.content, "html.parser").select("main .notice--error")


def test_eleven_megabytes_are_dropped_while_they_arrive(challenge, client, lead):
    proposal = make_draft(challenge, lead)
    page = post_raw(client, proposal, [("large.pdf", PDF + b" " * 11_000_000), ("good.pdf", PDF)])
    assert "large.pdf" in text_of(page)
    assert [each.name for each in Attachment.objects.all()] == ["good.pdf"]


class Endless:
    """The body of a request that says it is a gigabyte long; counts what is read of it."""

    def __init__(self, beginning):
        self.beginning, self.read_bytes = beginning, 0

    def read(self, size=-1):
        piece = self.beginning[:size] or b" " * max(size, 1)
        self.beginning = self.beginning[len(piece) :] if self.beginning else b""
        self.read_bytes += len(piece)
        return piece

    def readline(self, size=-1):
        return self.read(size)

    def close(self):
        pass


def test_gigabyte_is_refused_before_it_is_read_and_the_text_is_kept(challenge, client, lead):
    proposal = make_draft(challenge, lead)
    form = values_of(forms_of(client.get(url(proposal, "proposal_edit")))[0])
    fields = [(name, values[0]) for name, values in {**form, "approach": ["新しい方法"]}.items() if values]
    body, kind = multipart(fields, [("huge.pdf", PDF)])
    endless = Endless(body.removesuffix(b"\r\n--tomoni--\r\n"))
    page = client.post(
        url(proposal, "proposal_edit"),
        **{"wsgi.input": endless, "CONTENT_LENGTH": str(1024**3), "CONTENT_TYPE": kind},
    )
    proposal.refresh_from_db()
    assert page.status_code == 200
    assert "10 MB" in text_of(page)
    assert proposal.approach == "新しい方法"
    assert not proposal.attachments.exists()
    assert endless.read_bytes < 1024**2


def test_checking_names_what_is_missing_and_offers_no_button(challenge, client, lead):
    proposal = make_draft(challenge, lead, cost="")
    page = client.get(url(proposal, "proposal_submit"))
    assert "費用" in text_of(page)
    assert forms_of(page) == []


def test_submitting_from_the_page_shows_the_receipt(challenge, client, lead):
    proposal = make_draft(challenge, lead)
    send(client, url(proposal, "proposal_submit"))
    proposal.refresh_from_db()
    assert proposal.stage == "submitted"
    assert proposal.versions.get().receipt in text_of(client.get(url(proposal)))


def test_writer_cannot_submit_or_withdraw(challenge, lead):
    proposal = make_draft(challenge, lead, writers=[make_user("writer@tomoni.example")])
    writer = signed_in(proposal.team.get(role="writer").user)
    assert forms_of(writer.get(url(proposal, "proposal_submit"))) == []
    writer.post(url(proposal, "proposal_submit"))
    assert writer.post(url(proposal, "proposal_withdraw")).status_code == 404
    proposal.refresh_from_db()
    assert proposal.stage == "draft"


def test_late_submission_is_told_how_late_and_the_text_is_kept_as_a_draft(challenge, client, lead):
    proposal = make_draft(challenge, lead)
    close(challenge, NOW - timedelta(seconds=90))
    page = client.post(url(proposal, "proposal_submit"))
    proposal.refresh_from_db()
    assert "締め切り" in text_of(page)
    assert (proposal.stage, proposal.approach) == ("draft", WHOLE["approach"])
    saved = save(client, proposal, approach="締め切りのあとに書いた文")
    proposal.refresh_from_db()
    assert saved.status_code == 200
    assert proposal.approach == "締め切りのあとに書いた文"


def test_change_of_what_is_submitted_is_submitted_anew(challenge, client, lead):
    proposal = make_draft(challenge, lead)
    submit_proposal(proposal=proposal, by=lead, now=NOW)
    save(client, proposal, action="submit", approach="変えた方法", files=[SimpleUploadedFile("計画.pdf", PDF)])
    versions = list(proposal.versions.all())
    assert [each.texts["approach"] for each in versions] == [WHOLE["approach"], "変えた方法"]
    assert [each["name"] for each in versions[1].attachments] == ["計画.pdf"]


def test_refused_file_leaves_what_is_submitted_as_it_was(challenge, client, lead):
    proposal = make_draft(challenge, lead)
    submit_proposal(proposal=proposal, by=lead, now=NOW)
    files = [SimpleUploadedFile("good.pdf", PDF), SimpleUploadedFile("bad.pdf", b"MZ\0")]
    page = save(client, proposal, action="submit", approach="変えた方法", files=files)
    proposal.refresh_from_db()
    assert "bad.pdf" in text_of(page)
    assert values_of(forms_of(page)[0])["approach"] == ["変えた方法"]
    assert (proposal.approach, proposal.versions.count(), proposal.attachments.count()) == (WHOLE["approach"], 1, 0)


def test_late_change_is_kept_for_the_team_beside_what_counts(challenge, client, lead):
    proposal = make_draft(challenge, lead)
    submit_proposal(proposal=proposal, by=lead, now=NOW)
    form = values_of(forms_of(client.get(url(proposal, "proposal_edit")))[0])
    close(challenge)
    page = client.post(url(proposal, "proposal_edit"), {**form, "approach": "遅れた方法", "action": "submit"})
    proposal.refresh_from_db()
    assert (proposal.approach, proposal.late_texts) == (WHOLE["approach"], {"approach": "遅れた方法"})
    assert "締め切り" in text_of(page)
    assert "遅れた方法" in text_of(client.get(url(proposal)))


def test_what_a_writer_types_while_the_lead_submits_is_shown_and_not_lost(challenge, lead):
    proposal = make_draft(challenge, lead, writers=[make_user("writer@tomoni.example")])
    writer = signed_in(proposal.team.get(role="writer").user)
    form = values_of(forms_of(writer.get(url(proposal, "proposal_edit")))[0])
    submit_proposal(proposal=proposal, by=lead, now=NOW)
    page = writer.post(url(proposal, "proposal_edit"), {**form, "approach": "書き手の方法", "action": "save"})
    proposal.refresh_from_db()
    assert page.status_code == 409
    assert "書き手の方法" in text_of(page)
    assert proposal.approach == WHOLE["approach"]


def test_withdrawing_and_taking_up_again(challenge, client, lead):
    proposal = make_draft(challenge, lead)
    send(client, url(proposal, "proposal_submit"))
    send(client, url(proposal, "proposal_withdraw"), move="withdraw")
    proposal.refresh_from_db()
    assert proposal.stage == "withdrawn"
    send(client, url(proposal, "proposal_withdraw"), move="reopen")
    proposal.refresh_from_db()
    assert proposal.stage == "draft"


@pytest.mark.parametrize("view", ["proposal", "proposal_edit", "proposal_submit", "proposal_withdraw", "proposal_team"])
def test_pages_are_in_english_too(challenge, client, lead, view):
    page = client.get(f"/en{url(make_draft(challenge, lead), view)}")
    assert page.status_code == 200
    assert page["Cache-Control"].startswith("max-age=0")


def test_form_without_its_token_is_refused(challenge, lead):
    proposal = make_draft(challenge, lead)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(lead)
    assert strict.post(url(proposal, "proposal_submit")).status_code == 403
    proposal.refresh_from_db()
    assert proposal.stage == "draft"


class DeadlinePassesWhileRead(BytesIO):
    """The body of a request on a slow line: whoever begins to read it is at the deadline."""

    challenge = None

    def read(self, *args):
        close(self.challenge, timezone.now())
        return super().read(*args)


def test_moment_that_counts_is_the_one_at_which_the_request_came(challenge, client, lead):
    proposal = make_draft(challenge, lead)
    submit_proposal(proposal=proposal, by=lead, now=NOW)
    form = values_of(forms_of(client.get(url(proposal, "proposal_edit")))[0])
    typed = {**form, "approach": ["遅い回線で送った方法"], "action": ["submit"]}
    body, kind = multipart([(name, values[0]) for name, values in typed.items() if values], [])
    slow = DeadlinePassesWhileRead(body)
    slow.challenge = challenge
    sent = {"wsgi.input": slow, "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": kind}
    client.post(url(proposal, "proposal_edit"), **sent)
    proposal.refresh_from_db()
    challenge.refresh_from_db()
    assert proposal.approach == "遅い回線で送った方法"
    assert NOW < proposal.submitted_at < challenge.closes_at < timezone.now()
