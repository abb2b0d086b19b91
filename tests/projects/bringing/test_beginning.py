"""The ways in which a draft begins: from GitHub, from a publiccode.yml."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from integrations.github.models import Repository
from projects.bringing.models import Submission
from projects.bringing.proposals import from_repository
from tests.factories import make_repository, make_technology, make_topic
from tests.github_server import GitHubServer, faults
from tests.sending import forms_of, values_of

pytestmark = pytest.mark.django_db

FILE = """\
publiccodeYmlVersion: "0.4"
name: Lunch
url: https://github.com/code-for-town/lunch
landingURL: https://lunch.example/
developmentStatus: concept
categories: [e-learning]
description:
  ja: {shortDescription: 献立を見る。, longDescription: くわしく。, features: [検索]}
  en: {shortDescription: See the menu.}
maintenance:
  contacts: [{name: 山の会}]
colour: red
"""


@pytest.fixture
def github(settings):
    with GitHubServer() as server:
        settings.GITHUB_API_URL, settings.GITHUB_TOKEN = server.url, server.token
        yield server


@pytest.fixture
def worker(django_capture_on_commit_callbacks):
    """`with worker(execute=True):` what was asked for in it is done at its end."""
    return django_capture_on_commit_callbacks


def form_at(person, path):
    return values_of(forms_of(person.get(path))[0])


def said(response):
    return BeautifulSoup(response.content, "html.parser").main.text


def read_repository(person, name, worker):
    """Begin from GitHub, and let the worker do its work; returns the answer."""
    with worker(execute=True):
        return person.send("/projects/new/", 0, repository=name)


def test_blank_form_begins_with_one_press_however_fast(volunteer, settings):
    settings.FORM_SECONDS = 60
    answer = volunteer.send("/projects/new/", 2)
    assert answer.url == f"/projects/new/{Submission.objects.get().pk}/"


@pytest.mark.parametrize(
    "typed",
    ["code/lunch", "https://github.com/code/lunch", "git@github.com:code/lunch.git", "github.com/code/lunch/issues"],
)
def test_repository_is_read_in_the_background_and_proposed(volunteer, github, typed, worker):
    make_topic("food")
    make_technology("Python")
    github.world.add("code/lunch", description="献立を見る", topics=["nutrition"])
    answer = read_repository(volunteer, typed, worker)
    draft = Submission.objects.get()
    assert draft.reading == "read"
    assert volunteer.get(answer.url).url == f"/projects/new/{draft.pk}/"
    form = form_at(volunteer, f"/projects/new/{draft.pk}/")
    assert form["title"] == ["lunch"]
    assert form["purpose"] == ["献立を見る"]
    assert form["repositories"] == ["code/lunch"]
    assert form["topics"] == ["food"]


def test_what_was_typed_is_never_overwritten_by_what_comes_later(volunteer, github, worker):
    github.world.add("code/lunch", description="GitHubの説明")
    with worker() as waiting:
        volunteer.send("/projects/new/", 0, repository="code/lunch")
    path = f"/projects/new/{Submission.objects.get().pk}/"
    assert Submission.objects.get().reading == "asked"
    assert volunteer.get(f"{path}reading/", headers={"accept": "application/json"}).json() == {"is_waiting": True}
    volunteer.send(path, title="わたしの題名")
    for callback in waiting:
        callback()
    form = form_at(volunteer, path)
    assert form["title"] == ["わたしの題名"]
    assert form["purpose"] == ["GitHubの説明"]


def test_proposal_that_was_taken_out_stays_out(volunteer, github, worker):
    github.world.add("code/lunch", description="GitHubの説明")
    read_repository(volunteer, "code/lunch", worker)
    path = f"/projects/new/{Submission.objects.get().pk}/"
    volunteer.send(path, purpose="")
    assert form_at(volunteer, path)["purpose"] == [""]


def test_repository_that_nobody_can_see_is_said_and_one_goes_on_by_hand(volunteer, github, worker):
    answer = read_repository(volunteer, "code/secret", worker)
    assert Submission.objects.get().reading == "absent"
    assert "code/secret" in said(volunteer.get(answer.url))
    assert form_at(volunteer, f"/projects/new/{Submission.objects.get().pk}/")["repositories"] == ["code/secret"]


def test_site_that_cannot_ask_says_so(volunteer, settings, worker):
    settings.GITHUB_APP_ID = "7"
    read_repository(volunteer, "code/lunch", worker)
    assert Submission.objects.get().reading == "not_set_up"


def test_github_out_of_budget_is_said_and_brings_it_later(volunteer, github, worker):
    github.world.add("code/lunch", description="説明")
    github.faults = [faults.secondary("3600")]
    read_repository(volunteer, "code/lunch", worker)
    assert Submission.objects.get().reading == "later"


def test_same_repository_goes_on_with_the_same_draft(volunteer, github, worker):
    github.world.add("code/lunch")
    for name in ("code/lunch", "https://github.com/Code/Lunch"):
        read_repository(volunteer, name, worker)
    assert Submission.objects.count() == 1
    assert Repository.objects.count() == 1


@pytest.mark.parametrize("name", ["", "lunch", "https://gitlab.com/code/lunch", "javascript:alert(1)", "x" * 3000])
def test_what_names_no_repository_is_refused_and_stays(volunteer, name):
    answer = volunteer.send("/projects/new/", 0, repository=name)
    assert answer.status_code == 200
    assert BeautifulSoup(answer.content, "html.parser").select(".errorlist")
    assert values_of(forms_of(answer)[0])["repository"] == [name.strip()] or name == ""
    assert Submission.objects.count() == 0
    assert Repository.objects.count() == 0


def test_archived_repository_is_proposed_as_archived(site):
    repository = make_repository("code/old-map_app", figures={"archived": True, "topics": None})
    assert from_repository(repository) == {
        "title": "old map app",
        "repositories": "code/old-map_app",
        "status": "archived",
    }


@pytest.mark.parametrize("way", ["file", "text"])
def test_publiccode_fills_the_form_and_says_what_it_left_out(volunteer, way):
    make_topic("children", "子育て・教育", "Children")
    content = SimpleUploadedFile("publiccode.yml", FILE.encode()) if way == "file" else FILE
    path = volunteer.send("/projects/new/", 1, **{way: content}).url
    page = volunteer.get(path)
    form = values_of(forms_of(page)[0])
    assert form["title"] == ["Lunch"]
    assert form["purpose"] == ["献立を見る。"]
    assert form["current_state"] == ["くわしく。\n\n・検索"]
    assert form["purpose_en"] == ["See the menu."]
    assert form["status"] == ["idea"]
    assert form["website"] == ["https://lunch.example/"]
    assert form["repositories"] == ["code-for-town/lunch"]
    assert form["topics"] == ["children"]
    assert "colour" in said(page)


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\0\0", "名前: 給食".encode("shift_jis"), b"[" * 1000, b"x" * 300_000, b"- a"]
)
def test_file_that_is_none_is_refused_with_words(volunteer, content):
    answer = volunteer.send("/projects/new/", 1, file=SimpleUploadedFile("publiccode.yml", content))
    assert answer.status_code == 200
    assert BeautifulSoup(answer.content, "html.parser").select(".notice--error, .errorlist")
    assert Submission.objects.count() == 0


def test_file_sent_twice_makes_one_draft(volunteer):
    form = values_of(forms_of(volunteer.get("/projects/new/"))[1])
    for _time in range(2):
        assert volunteer.client.post("/projects/new/publiccode/", {**form, "text": FILE}).status_code == 302
    assert Submission.objects.count() == 1
