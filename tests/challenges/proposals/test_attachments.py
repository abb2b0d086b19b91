"""What is taken as an attachment, and how everything else is refused."""

import struct
import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from challenges.proposals.attachments import zips
from challenges.proposals.attachments.checks import checked
from challenges.proposals.attachments.kinds import KINDS, MOST_BYTES
from challenges.proposals.attachments.names import check_name
from challenges.proposals.models import MOST_ATTACHMENTS, Attachment
from challenges.proposals.services import (
    RefusedFilesError,
    add_attachment,
    change_attachments,
    remove_attachment,
    resubmit_proposal,
    submit_proposal,
    withdraw_proposal,
)

from .making import AFTER, BEFORE, PDF, WHOLE, make_draft, make_submitted, office, picture, sample, upload, zipped

PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 500
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
MACRO_TYPES = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'


def code_of(name, content=PDF):
    with pytest.raises(ValidationError) as refused:
        checked(upload(name, content))
    assert len(refused.value.messages) == 1
    return refused.value.code


def taken_or_refused(name, content):
    """What is kept of it, or what is said."""
    try:
        return checked(upload(name, content))
    except ValidationError as error:
        return error.messages


@pytest.mark.parametrize("ending", KINDS)
def test_every_kind_that_is_named_is_taken(ending):
    found = checked(upload(f"資料.{ending}", sample(ending)))
    assert (found.name, found.kind, found.size) == (f"資料.{ending}", ending, len(sample(ending)))


@pytest.mark.parametrize("ending", KINDS)
def test_executable_under_any_name_is_refused(ending):
    assert code_of(f"plan.{ending}", PROGRAM) == "content"
    assert code_of(f"plan.{ending}", b"\x7fELF" + PROGRAM) == "content"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("plan.exe", "kind"),
        ("plan", "kind"),
        (".pdf", "kind"),
        ("plan.pdf.exe", "kind"),
        ("plan.zip", "kind"),
        ("plan.html", "kind"),
        ("logo.svg", "svg"),
        ("macro.docm", "macros"),
        ("macro.XLSM", "macros"),
        ("old.doc", "old"),
        ("../../etc/passwd.pdf", "path"),
        ("C:\\plan.pdf", "path"),
        ("/plan.pdf", "path"),
        ("plan\0.pdf", "letters"),
        ("plan\n.pdf", "letters"),
        ("plan\u202efdp.pdf", "letters"),
        ("pl\u200ban.pdf", "letters"),
        ("a" * 200 + ".pdf", "long_name"),
        ("  ", "no_name"),
        ("..", "no_name"),
    ],
)
def test_names_made_to_deceive_are_refused_each_with_its_reason(name, code):
    assert code_of(name) == code


def test_refused_name_is_shown_without_what_turns_it_around():
    with pytest.raises(ValidationError) as refused:
        check_name("plan\u202efdp.exe")
    assert "\u202e" not in refused.value.messages[0]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("logo.png", SCRIPT, "content"),
        ("logo.png", picture("JPEG"), "content"),
        ("logo.jpg", picture("PNG"), "content"),
        ("plan.pdf", b"%PDF-1.7 cut off", "broken"),
        ("plan.pdf", b"junk %PDF-1.7 %%EOF", "content"),
        ("plan.docx", PDF, "content"),
        ("plan.docx", office("xlsx"), "content"),
        ("plan.odt", office("ods"), "content"),
        ("plan.odt", office("docx"), "content"),
        ("plan.docx", zipped({"a.txt": "no document"}), "content"),
        ("plan.docx", office("docx")[:-10], "broken"),
        ("plan.docx", office("docx", **{"word/vbaProject.bin": "x"}), "macros"),
        ("plan.xlsx", office("xlsx", **{"xl/macrosheets/sheet1.xml": "x"}), "macros"),
        ("plan.odt", office("odt", **{"Basic/Standard/a.xml": "x"}), "macros"),
        ("plan.docx", zipped({"[Content_Types].xml": MACRO_TYPES, "word/document.xml": "<a/>"}), "macros"),
        ("plan.docx", office("docx", **{"../../evil": "x"}), "broken"),
        ("plan.docx", zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "a"}, zipfile.ZIP_BZIP2), "broken"),
        ("list.csv", b"a,b\0c", "content"),
        ("list.txt", b"\xff\xfe\xff\xff\x81", "content"),
        ("plan.pdf", b"", "empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_content_that_is_not_what_the_name_says_is_refused(name, content, code):
    assert code_of(name, content) == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp"])
def test_texts_in_japanese_are_taken_in_the_encodings_that_offices_use(encoding):
    assert checked(upload("名簿.csv", "氏名,役割\n山田,代表\n".encode(encoding))).kind == "csv"


def test_bomb_is_refused_from_its_directory():
    assert code_of("plan.docx", office("docx", **{"word/media/a": b"\0" * 30_000_000})) == "bomb"


def test_many_parts_are_refused():
    assert code_of("plan.docx", office("docx", **{f"a{number}": "" for number in range(zips.MOST_PARTS)})) == "bomb"


def test_bomb_whose_directory_lies_is_refused_while_it_is_unpacked():
    """Both heads say that the part has ten bytes; thirty million come out."""
    content = bytearray(office("docx", **{"word/media/a": b"\0" * 30_000_000}))
    true_size = struct.pack("<I", 30_000_000)
    assert content.count(true_size) == 2
    lying = upload("plan.docx", bytes(content.replace(true_size, struct.pack("<I", 10))))
    with pytest.raises(ValidationError) as refused:
        checked(lying)
    assert refused.value.code in {"bomb", "broken"}


def test_locked_document_is_refused():
    content = bytearray(office("docx"))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        content[at + offset] |= 1
    assert code_of("plan.docx", bytes(content)) == "password"


def test_large_regular_document_is_no_bomb():
    rows = "".join(f"<row>{number * 7919 % 10007}</row>" for number in range(200_000))
    assert checked(upload("plan.xlsx", office("xlsx", **{"xl/worksheets/sheet1.xml": rows}))).kind == "xlsx"


def test_file_above_ten_megabytes_is_refused():
    assert code_of("plan.pdf", PDF + b" " * MOST_BYTES) == "too_large"


@given(st.binary(max_size=2000), st.sampled_from(sorted(KINDS)))
def test_whatever_is_in_a_file_it_is_taken_or_refused_and_never_breaks(content, ending):
    assert taken_or_refused(f"a.{ending}", content)


@given(st.sampled_from(["docx", "odt"]), st.integers(min_value=0), st.integers(min_value=0, max_value=255))
def test_damaged_office_file_is_taken_or_refused_and_never_breaks(ending, place, byte):
    content = bytearray(office(ending))
    content[place % len(content)] = byte
    assert taken_or_refused(f"a.{ending}", bytes(content))


@given(st.text(max_size=200))
def test_whatever_a_file_is_called_the_name_that_is_kept_is_harmless(name):
    try:
        kept = check_name(name)
    except ValidationError:
        return
    assert "/" not in kept
    assert "\\" not in kept
    assert kept.isprintable()
    assert kept.rpartition(".")[2].lower() in KINDS


def test_zip_check_reads_the_whole_archive():
    content = office("docx", **{"word/media/a": bytes(range(256)) * 100})
    file = BytesIO(content)
    file.size = len(content)
    with zipfile.ZipFile(file) as archive:
        zips.unpack_all(archive, file, "plan.docx")


@pytest.mark.django_db
class TestKeeping:
    def test_file_lies_outside_of_what_is_served_under_a_name_that_says_nothing(self, site, settings):
        proposal = make_draft()
        kept = add_attachment(
            proposal=proposal, upload=upload("秘密の計画.pdf"), by=proposal.team.get().user, now=BEFORE
        )
        path = kept.file.path
        assert path.startswith(str(settings.STORAGES["private"]["OPTIONS"]["location"]))
        assert not path.startswith(str(settings.MEDIA_ROOT))
        assert "秘密" not in path
        with kept.file.open("rb") as file:
            assert file.read() == PDF
        with pytest.raises(ValueError, match="not accessible via a URL"):
            assert kept.file.url

    def test_same_file_again_is_kept_once(self, site):
        proposal = make_draft()
        for _time in range(2):
            add_attachment(proposal=proposal, upload=upload(), by=proposal.team.get().user, now=BEFORE)
        assert Attachment.objects.count() == 1

    def test_eleventh_file_is_refused(self, site):
        proposal, lead = (made := make_draft()), made.team.get().user
        for number in range(MOST_ATTACHMENTS):
            add_attachment(proposal=proposal, upload=upload(f"{number}.pdf"), by=lead, now=BEFORE)
        with pytest.raises(ValidationError, match="10"):
            add_attachment(proposal=proposal, upload=upload("more.pdf"), by=lead, now=BEFORE)
        assert Attachment.objects.count() == MOST_ATTACHMENTS

    def test_file_goes_once_its_row_is_gone_for_good(self, site, django_capture_on_commit_callbacks):
        proposal = make_draft()
        kept = add_attachment(proposal=proposal, upload=upload(), by=proposal.team.get().user, now=BEFORE)
        storage, name = kept.file.storage, kept.file.name
        with django_capture_on_commit_callbacks() as afterwards:
            remove_attachment(attachment=kept, now=BEFORE)
            assert storage.exists(name)
        for each in afterwards:
            each()
        assert not storage.exists(name)

    def test_decided_proposal_keeps_its_files_as_they_are(self, site):
        proposal = make_draft()
        lead = proposal.team.get().user
        kept = add_attachment(proposal=proposal, upload=upload(), by=lead, now=BEFORE)
        submit_proposal(proposal=proposal, by=lead, now=BEFORE)
        type(proposal).objects.update(stage="declined")
        with pytest.raises(ValidationError):
            remove_attachment(attachment=kept, now=AFTER)
        with pytest.raises(ValidationError):
            add_attachment(proposal=proposal, upload=upload("b.pdf"), by=lead, now=AFTER)
        assert [each.name for each in Attachment.objects.all()] == ["plan.pdf"]

    def test_submitted_proposal_takes_files_until_the_deadline_alone(self, site):
        proposal = make_draft()
        lead = proposal.team.get().user
        submit_proposal(proposal=proposal, by=lead, now=BEFORE)
        add_attachment(proposal=proposal, upload=upload(), by=lead, now=BEFORE)
        with pytest.raises(ValidationError):
            add_attachment(proposal=proposal, upload=upload("b.pdf"), by=lead, now=AFTER)


def test_files_of_what_was_withdrawn_meanwhile_are_told_and_stay(site):
    """Somebody of the team was faster: a word about each file, and no error page."""
    proposal = make_draft()
    lead = proposal.team.get().user
    add_attachment(proposal=proposal, upload=upload(), by=lead, now=BEFORE)
    withdraw_proposal(proposal=proposal, by=lead, now=BEFORE)
    files = {"remove": list(proposal.attachments.all()), "uploads": [upload("more.pdf")]}
    with override("en"):
        problems = change_attachments(proposal=proposal, by=lead, now=BEFORE, **files)
    assert problems == ["The attachments of this proposal cannot be changed any more."] * 2
    assert [each.name for each in proposal.attachments.all()] == ["plan.pdf"]


def test_files_that_are_refused_leave_the_envelope_as_it_was(site):
    proposal = make_submitted()
    lead = proposal.team.get().user
    files = [upload("good.pdf"), upload("bad.exe")]
    with pytest.raises(RefusedFilesError):
        resubmit_proposal(proposal=proposal, by=lead, now=BEFORE, texts={"plan": "別の計画"}, uploads=files)
    proposal.refresh_from_db()
    assert (proposal.plan, proposal.attachments.count(), proposal.versions.count()) == (WHOLE["plan"], 0, 1)
