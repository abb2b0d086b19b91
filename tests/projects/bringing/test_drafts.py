"""A draft keeps whatever was typed, for its writer alone."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from projects.bringing.models import MOST_DRAFTS, Submission
from projects.bringing.services import forget_removed
from projects.models import ProjectPage
from tests.factories import make_municipality, make_prefecture
from tests.sending import forms_of, values_of

pytestmark = pytest.mark.django_db


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def field(response, name):
    """What stands in a field of the form."""
    return values_of(forms_of(response)[0]).get(name)


def path_of(submission, rest=""):
    return f"/projects/new/{submission.pk}/{rest}"


def test_strangers_are_asked_to_sign_in_and_come_back(site, client):
    answer = client.get("/projects/new/")
    assert answer.status_code == 302
    assert answer.url == "/accounts/login/?next=/projects/new/"


def test_what_is_typed_is_there_when_one_comes_back(volunteer):
    draft = volunteer.begin(title="給食", website="これは住所ではない", topics=["nothing"], links="x\ny")
    page = volunteer.get(path_of(draft))
    assert field(page, "title") == ["給食"]
    assert field(page, "website") == ["これは住所ではない"]
    assert field(page, "links") == ["x\ny"]
    assert ProjectPage.objects.count() == 0


def test_draft_stands_on_ones_own_page(volunteer):
    volunteer.begin(title="給食の献立")
    assert "給食の献立" in volunteer.get("/accounts/").content.decode()


@pytest.mark.parametrize(
    ("method", "rest"),
    [
        ("get", ""),
        ("post", ""),
        ("post", "keep/"),
        ("get", "reading/"),
        ("get", "preview/"),
        ("get", "submit/"),
        ("post", "submit/"),
        ("post", "withdraw/"),
        ("post", "delete/"),
        ("post", "bring-back/"),
    ],
)
def test_drafts_of_others_are_not_found(volunteer, stranger, moderator, method, rest):
    draft = volunteer.begin(title="給食")
    for person in (stranger, moderator):
        assert getattr(person.client, method)(path_of(draft, rest)).status_code == 404
    draft.refresh_from_db()
    assert draft.title == "給食"


def test_two_windows_lose_nothing(volunteer):
    draft = volunteer.begin(title="一")
    form = values_of(forms_of(volunteer.get(path_of(draft)))[0])
    volunteer.client.post(path_of(draft), {**form, "title": "二"})
    answer = volunteer.client.post(path_of(draft), {**form, "title": "三"})
    assert answer.status_code == 409
    assert field(answer, "title") == ["三"]
    assert Submission.objects.get().data["title"] == "二"
    volunteer.client.post(path_of(draft), values_of(forms_of(answer)[0]))
    assert Submission.objects.get().data["title"] == "三"


def test_script_keeps_and_hears_of_the_other_window(volunteer):
    draft = volunteer.begin(title="一")
    form = values_of(forms_of(volunteer.get(path_of(draft)))[0])
    kept = volunteer.client.post(path_of(draft, "keep/"), {**form, "title": "二"})
    assert kept.json()["version"] == int(form["version"][0]) + 1
    late = volunteer.client.post(path_of(draft, "keep/"), {**form, "title": "三"})
    assert late.status_code == 409
    assert Submission.objects.get().data["title"] == "二"


def test_deleted_draft_can_be_brought_back_with_everything(volunteer):
    draft = volunteer.begin(title="給食", purpose="見やすく。")
    deleted = volunteer.client.post(path_of(draft, "delete/"), follow=True)
    assert "給食" not in volunteer.get("/accounts/").content.decode()
    assert path_of(draft, "bring-back/") in deleted.content.decode()
    volunteer.client.post(path_of(draft, "bring-back/"))
    assert field(volunteer.get(path_of(draft)), "purpose") == ["見やすく。"]


def test_deleted_draft_is_forgotten_after_a_while(volunteer):
    kept, gone = volunteer.begin(title="残る"), volunteer.begin(title="消える")
    volunteer.client.post(path_of(gone, "delete/"))
    assert forget_removed(before=timezone.now()) == 1
    assert Submission.objects.get() == kept


def test_twenty_drafts_are_the_most(volunteer):
    Submission.objects.bulk_create(Submission(user=volunteer.user, version=1) for _number in range(MOST_DRAFTS))
    answer = volunteer.send("/projects/new/", 2)
    assert answer.status_code == 200
    assert page_of(answer).select(".notice--error")
    assert Submission.objects.count() == MOST_DRAFTS


def test_a_blank_draft_is_not_begun_twice(volunteer):
    assert volunteer.send("/projects/new/", 2).url == volunteer.send("/projects/new/", 2).url


def test_far_too_much_is_refused_and_the_draft_stays(volunteer):
    draft = volunteer.begin(title="給食")
    answer = volunteer.send(path_of(draft), aim="あ" * 200_001)
    assert answer.status_code == 413
    assert Submission.objects.get().data["title"] == "給食"


def test_a_hundred_thousand_letters_are_kept_and_said_to_be_too_many(volunteer):
    draft = volunteer.begin(title="給食", purpose="よい", aim="あ" * 100_000)
    answer = volunteer.get(path_of(draft, "submit/"))
    assert "100,000" in page_of(answer).select_one(".field--invalid .errorlist").text
    assert field(answer, "aim") == ["あ" * 100_000]


def test_markup_is_shown_as_it_was_typed(volunteer):
    draft = volunteer.begin(title="<script>alert(1)</script>", purpose="<b>x</b>")
    for rest in ("", "submit/", "preview/"):
        assert "<script>alert(1)" not in volunteer.get(path_of(draft, rest)).content.decode()


@pytest.mark.parametrize("typed", ["こうべし", "神戸", "神戸市, Hyogo", "兵庫県神戸市", "281000"])
def test_region_is_known_by_any_of_its_names(volunteer, typed):
    region, tokyo = make_municipality(), make_prefecture("130001")
    answer = volunteer.get(path_of(volunteer.begin(title="給食", regions=f"{typed}、東京"), "preview/"))
    for each in (region, tokyo):
        assert each.full_name_ja in page_of(answer).text


def test_more_regions_than_fit_are_not_cut_in_silence(volunteer):
    make_prefecture()
    draft = volunteer.begin(title="給食", purpose="見やすく。", regions="、".join(["兵庫県", *map(str, range(50))]))
    answer = volunteer.get(path_of(draft, "submit/"))
    (said,) = page_of(answer).select(".field--invalid .errorlist li")
    assert "50" in said.text


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": f"town.example/{'a' * 485}"}, "website"),
        ({"links": "資料 ftp://x.example/"}, "links"),
        ({"links": "https://[town.example/"}, "links"),
        ({"repositories": "https://gitlab.com/a/b"}, "repositories"),
        ({"technologies": "Sandwich"}, "technologies"),
        ({"regions": "どこにもない町"}, "regions"),
        ({"topics": ["nothing"]}, "topics"),
        ({"status": "excellent"}, "status"),
        ({"title": ""}, "title"),
        ({"purpose": " "}, "purpose"),
    ],
)
def test_what_is_wrong_is_marked_before_it_is_submitted(volunteer, typed, name):
    draft = volunteer.begin(**{"title": "給食", "purpose": "見やすく。", **typed})
    answer = volunteer.get(path_of(draft, "submit/"))
    marked = page_of(answer).select(".field--invalid [name]")
    assert {each["name"] for each in marked} <= {name}
    assert page_of(answer).select(".field--invalid")
    assert Submission.objects.get().stage == "draft"


def test_needs_grow_one_by_one(volunteer):
    draft = volunteer.begin(**{"title": "給食", "need-0-text": "翻訳", "need-0-role": "translation", "action": "need"})
    page = volunteer.get(path_of(draft))
    assert field(page, "need-0-role") == ["translation"]
    assert field(page, "need-1-text") == [""]


def test_role_of_a_need_has_to_be_chosen(volunteer):
    draft = volunteer.begin(**{"title": "給食", "purpose": "見やすく。", "need-0-text": "翻訳"})
    page = volunteer.get(path_of(draft))
    assert field(page, "need-0-role") == field(page, "need-1-role") == [""]
    answer = volunteer.send(path_of(draft), action="check")
    answer = volunteer.get(answer.url) if answer.status_code == 302 else answer
    assert [each["name"] for each in page_of(answer).select(".field--invalid [name]")] == ["need-0-role"]
    assert Submission.objects.get().stage == "draft"


def test_preview_shows_the_draft_as_a_page_and_nobody_else_sees_it(volunteer, client):
    draft = volunteer.begin(title="給食", purpose="見やすく。", aim="みんなに。", **{"need-0-text": "絵をかく人"})
    seen = page_of(volunteer.get(path_of(draft, "preview/")))
    assert seen.h1.text == "給食"
    for words in ("見やすく。", "みんなに。", "絵をかく人"):
        assert words in seen.main.text
    assert client.get("/projects/preview/").status_code == 404
    assert ProjectPage.objects.count() == 0


def test_preview_in_english_shows_the_english_words(volunteer):
    draft = volunteer.begin(title="給食", purpose="見やすく。", title_en="School meals", purpose_en="Easy to see.")
    seen = page_of(volunteer.get(f"/en{path_of(draft, 'preview/')}"))
    assert seen.h1.text == "School meals"
    assert "Easy to see." in seen.main.text


def test_preview_of_a_blank_draft_is_a_page_too(volunteer):
    draft = volunteer.begin()
    assert volunteer.get(path_of(draft, "preview/")).status_code == 200
