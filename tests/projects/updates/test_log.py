"""The log of a project: written by its people."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import PageLogEntry

from accounts.notices.following import follow
from accounts.notices.models import Notice
from accounts.reports.models import Measure
from hub.moderation.services import take_measure
from projects.joining.services import add_member, make_owner
from projects.updates.models import ProjectUpdate
from tests.factories import make_project, make_user
from tests.projects.joining.conftest import person
from tests.sending import send
from tests.sweeps.filling import temporary_files_left_alone

# Wagtail leaves the temporary file of a new rendition to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning")
LOG = "/en/projects/lunch/updates/"


@pytest.fixture(autouse=True)
def _temporary_files():
    with temporary_files_left_alone():
        yield


@pytest.fixture
def project(site):
    return make_project("給食の地図", slug="lunch")


@pytest.fixture
def owner(project):
    user = person("Hana")
    make_owner(project=project, user=user)
    return user


@pytest.fixture
def member(project):
    user = person("Miki")
    add_member(project=project, user=user)
    return user


def entry(project, text="試作ができました。", author=None, **fields):
    return ProjectUpdate.objects.create(
        **{"project": project, "text": text, "author": author, "published_at": timezone.now(), **fields}
    )


def text_of(response):
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def picture(kind="JPEG", size=(60, 40), name="photo.jpg", **options):
    file = io.BytesIO()
    Image.new("RGB", size, "navy").save(file, kind, **options)
    return SimpleUploadedFile(name, file.getvalue())


def test_member_writes_and_visitors_read_who_and_when(client, project, member):
    client.force_login(member)
    send(client, f"{LOG}new/", text="試作ができました。\nhttps://lunch.example/", link="https://lunch.example/news")
    client.logout()
    page = client.get(LOG)
    assert "試作ができました。" in text_of(page)
    assert "Miki" in text_of(page)
    assert page.cookies == {}
    links = [link["href"] for link in BeautifulSoup(page.content, "html.parser").main.select("a")]
    assert {"https://lunch.example/", "https://lunch.example/news"} <= set(links)


def test_project_page_shows_the_newest_three(client, project, member):
    for number in range(5):
        entry(project, f"知らせ{number}。", member, published_at=datetime(2026, 11, 1 + number, tzinfo=UTC))
    shown = text_of(client.get("/projects/lunch/"))
    assert [f"知らせ{number}。" in shown for number in range(5)] == [False, False, True, True, True]
    assert shown.index("知らせ4") < shown.index("知らせ2")


def test_log_says_where_one_is_without_saying_the_project_twice(client, project):
    page = BeautifulSoup(client.get(LOG).content, "html.parser")
    assert [each.text.strip() for each in page.select(".breadcrumb li")] == ["Tomoni", "給食の地図", "Updates"]
    assert page.select_one("meta[property='og:title']")["content"] == "Updates | 給食の地図"


def test_long_log_has_pages(client, project):
    for number in range(45):
        entry(project, f"知らせ{number}。")
    assert "知らせ0。" in text_of(client.get(f"{LOG}?page=5"))


def test_picture_is_written_anew_without_where_it_was_taken(client, project, member):
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    exif.get_ifd(0x8825)[1] = "N"
    client.force_login(member)
    send(client, f"{LOG}new/", text="集まりました。", picture=picture(exif=exif), image_alt="机を囲む人たち")
    image = ProjectUpdate.objects.get().image
    with Image.open(image.file) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (60, 40), {})
    assert b"a camera" not in image.file.open().read()
    assert image.collection.name == "プロジェクトの写真"
    shown = BeautifulSoup(client.get(LOG).content, "html.parser").main.img
    assert shown["alt"] == "机を囲む人たち"


def test_large_picture_becomes_smaller(client, project, member):
    client.force_login(member)
    send(client, f"{LOG}new/", text="集まりました。", picture=picture(size=(3000, 300)), image_alt="町")
    assert ProjectUpdate.objects.get().image.width == 2000


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), "no picture that"),
        (SimpleUploadedFile("x.jpg", b"<html>"), "no picture that"),
        (SimpleUploadedFile("x.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40), "no picture that"),
        (SimpleUploadedFile("x.jpg", b"\xff" * (5 * 1024 * 1024 + 1)), "larger than 5 MB"),
    ],
)
def test_what_is_no_picture_is_refused_and_the_text_stays(client, project, member, file, said):
    client.force_login(member)
    response = send(client, f"{LOG}new/", text="集まりました。", picture=file, image_alt="町")
    assert said in text_of(response)
    assert "集まりました。" in response.content.decode()
    assert ProjectUpdate.objects.count() == 0


def test_picture_of_another_kind_of_file_than_its_name_says_is_read_as_what_it_is(client, project, member):
    client.force_login(member)
    send(client, f"{LOG}new/", text="集まりました。", picture=picture("PNG", name="x.jpg"), image_alt="町")
    assert ProjectUpdate.objects.get().image.file.name.endswith(".png")


def test_picture_with_broken_words_of_a_camera_is_turned_upright(client, project, member):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "a camera"
    whole = picture(exif=exif).read()
    broken = whole.replace(b"\x01\x0f\x00\x02", b"\x01\x00\x00\x02")  # a text as its width
    assert broken != whole
    client.force_login(member)
    photo = SimpleUploadedFile("photo.jpg", broken)
    send(client, f"{LOG}new/", text="集まりました。", picture=photo, image_alt="町")
    image = ProjectUpdate.objects.get().image
    assert (image.width, image.height) == (40, 60)


def test_picture_of_a_phone_with_another_one_in_it_is_a_jpeg(client, project, member):
    second = Image.new("RGB", (60, 40), "white")
    client.force_login(member)
    photo = picture("MPO", save_all=True, append_images=[second])
    send(client, f"{LOG}new/", text="集まりました。", picture=photo, image_alt="町")
    with Image.open(ProjectUpdate.objects.get().image.file) as kept:
        assert (kept.format, max(kept.getpixel((9, 9))[:2]) < 9) == ("JPEG", True)


def test_picture_without_words_is_asked_for_them(client, project, member):
    client.force_login(member)
    assert "cannot see it" in text_of(send(client, f"{LOG}new/", text="集まりました。", picture=picture()))


@pytest.mark.parametrize("typed", [{"text": "あ" * 5001}, {"text": ""}, {"link": "javascript:alert(1)"}])
def test_what_is_wrong_is_said(client, project, member, typed):
    client.force_login(member)
    response = send(client, f"{LOG}new/", **{"text": "知らせ", **typed})
    assert response.status_code == 200
    assert BeautifulSoup(response.content, "html.parser").select(".field--invalid")
    assert ProjectUpdate.objects.count() == 0


def test_own_entry_is_changed_and_says_so(client, project, member):
    mine = entry(project, author=member)
    client.force_login(member)
    send(client, f"{LOG}{mine.pk}/", text="試作が二つできました。")
    assert "試作が二つできました。" in text_of(client.get(LOG))
    assert "changed on" in text_of(client.get(LOG))


def test_own_entry_is_deleted_with_its_picture(client, project, member):
    client.force_login(member)
    send(client, f"{LOG}new/", text="集まりました。", picture=picture(), image_alt="町")
    mine = ProjectUpdate.objects.get()
    client.post(f"{LOG}{mine.pk}/delete/")
    assert ProjectUpdate.objects.count() == 0
    assert get_image_model().objects.count() == 0


def test_owner_hides_an_entry_and_shows_it_again(client, project, owner, member):
    theirs = entry(project, author=member)
    client.force_login(owner)
    client.post(f"{LOG}{theirs.pk}/hide/", {"move": "hide"})
    assert "hidden from visitors" in text_of(client.get(LOG))
    client.logout()
    assert "試作ができました。" not in text_of(client.get(LOG)) + text_of(client.get("/projects/lunch/"))
    client.force_login(owner)
    client.post(f"{LOG}{theirs.pk}/hide/", {"move": "show"})
    client.logout()
    cache.clear()
    assert "試作ができました。" in text_of(client.get(LOG))


def test_owner_cannot_show_what_moderators_hold_and_reads_so(client, project, owner, member):
    theirs, moderator = entry(project, author=member), make_user("admin@tomoni.example", is_superuser=True)
    take_measure(moderator=moderator, subject=theirs, action=Measure.Action.HIDE)
    theirs.refresh_from_db()
    before = (theirs.hidden_at, theirs.hidden_by)
    client.force_login(owner)
    page = client.post(f"{LOG}{theirs.pk}/hide/", {"move": "show"}, follow=True)
    assert "A moderator has hidden this update; it cannot be shown again." in page.content.decode()
    theirs.refresh_from_db()
    assert (theirs.hidden_at, theirs.hidden_by) == before
    assert not PageLogEntry.objects.filter(action="updates.show").exists()


@pytest.mark.parametrize("is_superuser", [True, False])
def test_whoever_may_write_here_changes_the_own_entry_and_others_are_not_offered_to(client, project, is_superuser):
    user = make_user("admin@tomoni.example", is_superuser=is_superuser)
    mine = entry(project, author=user)
    client.force_login(user)
    offered = f"{LOG}{mine.pk}/" in client.get(LOG).content.decode()
    assert (offered, client.get(f"{LOG}{mine.pk}/").status_code) == ((True, 200) if is_superuser else (False, 403))


@pytest.mark.parametrize("place", ["new/", "{pk}/", "{pk}/delete/", "{pk}/hide/"])
def test_strangers_change_nothing(client, project, owner, member, place):
    theirs = entry(project, author=member)
    path = LOG + place.format(pk=theirs.pk)
    assert client.post(path, {"text": "x", "move": "hide"}).headers["Location"].startswith("/en/accounts/login/")
    client.force_login(make_user("stranger@tomoni.example"))
    assert client.post(path, {"text": "x", "move": "hide"}).status_code == 403
    theirs.refresh_from_db()
    assert (theirs.text, theirs.hidden_at) == ("試作ができました。", None)


def test_owner_hides_and_does_not_rewrite_the_words_of_others(client, project, owner, member):
    theirs = entry(project, author=member)
    client.force_login(owner)
    assert client.post(f"{LOG}{theirs.pk}/", {"text": "x"}).status_code == 403
    assert client.post(f"{LOG}{theirs.pk}/delete/").status_code == 403


def test_entry_stays_without_a_name_when_its_author_leaves_the_site(client, project, member):
    entry(project, author=member)
    member.delete()
    page = text_of(client.get(LOG))
    assert "試作ができました。" in page
    assert "Miki" not in page


def test_followers_are_told_once(client, project, member):
    follower = make_user("follower@tomoni.example")
    for user in (follower, member):
        follow(user=user, kind="project", target=str(project.translation_key))
    client.force_login(member)
    send(client, f"{LOG}new/", text="試作ができました。")
    assert [(each.user, each.kind, each.text) for each in Notice.objects.all()] == [
        (follower, "project_update", "試作ができました。")
    ]


def test_log_of_a_project_that_is_not_public_is_no_address(client, project, member):
    entry(project)
    project.unpublish()
    client.force_login(member)
    assert client.get(LOG).status_code == 404
    assert client.get(f"{LOG}new/").status_code == 404


def test_log_costs_the_same_for_few_and_for_many(client, project, member):
    costs = []
    for turn in range(2):
        for number in range(9):
            entry(project, f"知らせ{number}", author=member, published_at=timezone.now() - timedelta(days=number))
        client.get(LOG)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{LOG}?again={turn}")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12
