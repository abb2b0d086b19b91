"""Rows and files for the tests of this room."""

import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from challenges.proposals.services import begin_proposal, submit_proposal
from challenges.reaching import parts_of_address
from tests.factories import make_challenge, make_user

DEADLINE = datetime(2026, 12, 24, 15, 0, 0, tzinfo=UTC)  # midnight in Japan
BEFORE, AFTER = DEADLINE - timedelta(days=3), DEADLINE + timedelta(days=1)
LAST_SECOND, SECOND_LATE = DEADLINE - timedelta(seconds=1), DEADLINE + timedelta(seconds=1)
WHOLE = {
    "organization_name": "株式会社ためす",
    "organization_profile": "神戸の会社です。",
    "approach": "献立を地図で見せます。",
    "plan": "1月に始めます。",
    "cost": "50万円です。",
    "people": "代表と技術者の2人です。",
}
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
OPENXML_MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
ODF_TYPES = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


def make_open_challenge(**fields):
    return make_challenge(**{"stage": "open", "closes_at": DEADLINE, **fields})


def make_draft(challenge=None, lead=None, *, writers=(), now=None, **texts):
    """Whole, and begun three days before the deadline."""
    challenge = challenge or make_open_challenge()
    now = now or challenge.closes_at - timedelta(days=3)
    lead = lead or make_user("lead@tomoni.example")
    proposal = begin_proposal(challenge=challenge, by=lead, now=now)
    for name, text in {**WHOLE, **texts}.items():
        setattr(proposal, name, text)
    proposal.save()
    for writer in writers:
        proposal.team.create(user=writer, since=now)
    return proposal


def make_submitted(challenge=None, lead=None, *, now=None, **how):
    proposal = make_draft(challenge, lead, now=now, **how)
    submit_proposal(proposal=proposal, by=proposal.team.get(role="lead").user, now=proposal.created_at)
    proposal.refresh_from_db()
    return proposal


def close(challenge, at=None):
    """The deadline has passed for the clock on the wall: views ask that one."""
    challenge.closes_at = at or datetime.now(UTC) - timedelta(hours=1)
    challenge.save(clean=False)


def url(proposal, view="proposal", *more):
    return reverse(view, args=[*parts_of_address(proposal.challenge), proposal.key, *more])


def upload(name="plan.pdf", content=PDF):
    """As a form's field has it; the name is left as it is."""
    file = SimpleUploadedFile("x", content)
    file._name = name
    return file


def picture(form="PNG", size=(4, 4)):
    out = BytesIO()
    Image.new("RGB", size).save(out, form)
    return out.getvalue()


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    """The same bytes at any time of day."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return out.getvalue()


def office(ending, **more):
    """A small document of Microsoft's or of OpenDocument's kind; `more` are parts by their names."""
    if ending in ODF_TYPES:
        kind = f"application/vnd.oasis.opendocument.{ODF_TYPES[ending]}"
        return zipped({"mimetype": kind, "content.xml": "<a/>", **more})
    return zipped({"[Content_Types].xml": "<Types/>", OPENXML_MAIN[ending]: "<a/>", **more})


def sample(ending):
    texts = {"txt": "こんにちは", "csv": "月,円\n1,50\n", "md": "# 計画\n"}
    if ending in texts:
        return texts[ending].encode()
    if ending in {"png", "jpg", "jpeg"}:
        return picture("PNG" if ending == "png" else "JPEG")
    return PDF if ending == "pdf" else office(ending)
