"""Owners change the page of a published project: small things at once, others after a look."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from wagtail.models import Locale, PageLogEntry

from accounts.personal_data import prepare_deletion
from integrations.mail.models import Letter
from projects.bringing.fields import AFTER_A_LOOK, AT_ONCE, EDITABLE
from projects.bringing.forms import ProjectForm
from projects.bringing.models import Submission
from projects.joining.services.members import make_owner
from projects.models import ProjectPage
from tests.factories import make_project, make_repository, make_topic, translate
from tests.sending import forms_of, values_of

from .conftest import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(volunteer):
    page = make_project(
        "給食の献立",
        slug="lunch",
        purpose="献立を見る。",
        current_state="動いている。",
        topics=[make_topic()],
        repositories=[make_repository("code/lunch")],
        links=[{"label": "資料", "url": "https://slides.example/"}],
        spoken_languages=["ja"],
    )
    make_owner(project=page, user=volunteer.user)
    return page


@pytest.fixture
def other(project):
    person = make_person("other@tomoni.example")
    make_owner(project=project, user=person.user)
    return person


def change(person, project, **typed):
    """Type into the form and send it; returns the answer to the last step."""
    answer = person.send(f"/projects/{project.slug}/edit/", **{"action": "check", **typed})
    path = f"/projects/new/{answer.url.split('/')[3]}/submit/"
    return person.send(path)


def live(project):
    return ProjectPage.objects.get(pk=project.pk)


def seen(client, project, language=""):
    """What visitors see; pages that were kept are looked at anew, as after every commit."""
    cache.clear()
    return BeautifulSoup(client.get(f"{language}{project.get_url()}").content, "html.parser").main.text


def test_every_field_either_waits_or_does_not():
    assert set(ProjectForm.base_fields) == EDITABLE
    assert not AT_ONCE & AFTER_A_LOOK


def test_form_shows_what_the_page_says(volunteer, project):
    form = values_of(forms_of(volunteer.get("/projects/lunch/edit/"))[0])
    assert form["title"] == ["給食の献立"]
    assert form["repositories"] == ["code/lunch"]
    assert form["links"] == ["資料 https://slides.example/"]
    assert form["languages"] == ["ja"]
    assert form["topics"] == ["food"]
    assert Submission.objects.count() == 0


def test_form_is_headed_with_the_name_of_the_project(volunteer, project):
    main = BeautifulSoup(volunteer.get("/projects/lunch/edit/").content, "html.parser").main
    assert main.select_one(".lead").text == "給食の献立"


def test_form_of_a_change_speaks_of_a_project_that_is_on_the_site(volunteer, project):
    said = BeautifulSoup(volunteer.get("/en/projects/lunch/edit/").content, "html.parser").main.text
    assert "needed to submit it" not in said
    assert "You become its owner" not in said


def test_last_look_at_a_change_is_titled_as_it_is_headed(volunteer, project):
    answer = volunteer.send("/en/projects/lunch/edit/", action="check", aim="みんなに。")
    page = BeautifulSoup(volunteer.get(answer.url).content, "html.parser")
    assert page.title.text.strip().startswith(page.h1.text)


def test_only_owners_and_moderators_may_change_it(project, stranger, moderator, client):
    assert stranger.get("/projects/lunch/edit/").status_code == 403
    assert stranger.client.post("/projects/lunch/edit/", {"title": "x"}).status_code == 403
    assert stranger.client.post("/projects/lunch/edit/keep/", {"title": "x"}).status_code == 403
    assert moderator.get("/projects/lunch/edit/").status_code == 200
    assert client.get("/projects/lunch/edit/").url == "/accounts/login/?next=/projects/lunch/edit/"


def test_small_change_is_seen_at_once_and_logged(volunteer, project, client, moderator, letters):
    change(volunteer, project, current_state="二校で動いている。", topics=[], languages=["ja", "en"])
    assert "二校で動いている。" in seen(client, project)
    page = live(project)
    assert not page.has_unpublished_changes
    assert sorted(page.spoken_languages.values_list("language", flat=True)) == ["en", "ja"]
    assert list(page.topics.all()) == []
    assert page.links.get().label == "資料"
    assert PageLogEntry.objects.filter(page=page.pk, user=volunteer.user, action="wagtail.publish").exists()
    assert letters(moderator.user) == []
    assert Submission.objects.get().stage == "published"


def test_large_change_waits_while_the_page_stays(volunteer, project, client, moderator, letters, decide):
    change(volunteer, project, title="新しい題名", links="")
    assert "新しい題名" not in seen(client, project)
    assert len(letters(moderator.user)) == 1
    decide(live(project), "approve")
    assert "新しい題名" in seen(client, project)
    assert live(project).links.count() == 0
    assert len(letters(volunteer.user)) == 1


def test_moderators_are_told_the_present_name_and_the_one_that_is_asked_for(volunteer, project, moderator):
    change(volunteer, project, title="新しい題名", purpose="別の目的。")
    letter = Letter.objects.get(to=moderator.user.email)
    assert "給食の献立" in letter.subject
    assert "新しい題名" not in letter.subject
    assert ": 給食の献立 → 新しい題名\n" in letter.message["body"]
    assert letter.message["body"].count("新しい題名") == 1


def test_change_that_comes_back_is_told_by_the_present_name(volunteer, project, decide, letters):
    change(volunteer, project, title="新しい題名")
    decide(live(project), "reject", "前の題名のほうがわかりやすいです。")
    (subject,) = letters(volunteer.user)
    assert "給食の献立" in subject
    assert "新しい題名" not in subject


def test_mixed_change_is_split(volunteer, project, client):
    change(volunteer, project, purpose="別の目的。", next_steps="次は三校。")
    told = seen(client, project)
    assert "次は三校。" in told
    assert "別の目的。" not in told


def test_small_change_neither_publishes_nor_loses_what_waits(volunteer, project, client, decide):
    change(volunteer, project, title="新しい題名", repositories="code/lunch\ncode/menu")
    change(volunteer, project, current_state="三校で動いている。", languages=["ja", "en"])
    assert "三校で動いている。" in seen(client, project)
    assert live(project).title == "給食の献立"
    assert [each.full_name for each in live(project).repositories] == ["code/lunch"]
    decide(live(project), "approve")
    page = live(project)
    assert (page.title, page.current_state) == ("新しい題名", "三校で動いている。")
    assert [each.full_name for each in page.repositories] == ["code/lunch", "code/menu"]
    assert page.spoken_languages.count() == 2
    assert not page.has_unpublished_changes


def test_sent_back_change_leaves_the_page_and_can_be_sent_again(volunteer, project, client, decide, letters):
    change(volunteer, project, title="広告")
    decide(live(project), "reject", "題名を説明にしてください。")
    assert live(project).title == "給食の献立"
    assert volunteer.get("/projects/lunch/edit/").status_code == 302
    page = volunteer.get("/projects/lunch/edit/", follow=True)
    assert "題名を説明にしてください。" in page.content.decode()
    draft = Submission.objects.get()
    volunteer.send(f"/projects/new/{draft.pk}/", title="給食の献立と材料")
    volunteer.submit(draft)
    decide(live(project), "approve")
    assert live(project).title == "給食の献立と材料"
    assert len(letters(volunteer.user)) == 2


def test_two_owners_who_change_different_fields_lose_nothing(volunteer, other, project):
    form = values_of(forms_of(other.get("/projects/lunch/edit/"))[0])
    change(volunteer, project, current_state="一の変更。")
    path = other.client.post("/projects/lunch/edit/", {**form, "next_steps": "二の変更。", "action": "check"}).url
    other.send(path)
    assert (live(project).current_state, live(project).next_steps) == ("一の変更。", "二の変更。")


def test_two_owners_who_change_the_same_field_are_told(volunteer, other, project, client):
    form = values_of(forms_of(other.get("/projects/lunch/edit/"))[0])
    change(volunteer, project, current_state="一の変更。", aim="一のねらい。")
    path = other.client.post("/projects/lunch/edit/", {**form, "current_state": "二の変更。", "action": "check"}).url
    answer = other.send(path)
    assert live(project).current_state == "一の変更。"
    told = other.get(answer.url)
    assert "一の変更。" in told.content.decode()
    assert values_of(forms_of(told)[0])["current_state"] == ["二の変更。"]
    other.send(path)
    assert (live(project).current_state, live(project).aim) == ("二の変更。", "一のねらい。")


def test_changes_of_two_owners_wait_together(volunteer, other, project, decide):
    change(volunteer, project, title="一の題名")
    change(other, project, website="https://two.example/")
    decide(live(project), "approve")
    assert (live(project).title, live(project).website) == ("一の題名", "https://two.example/")
    assert set(Submission.objects.values_list("stage", flat=True)) == {"published"}


def test_change_that_was_sent_back_and_given_up_is_nothing_for_moderators(
    volunteer, project, decide, letters, moderator
):
    change(volunteer, project, title="広告")
    decide(live(project), "reject", "題名を説明にしてください。")
    draft = Submission.objects.get()
    volunteer.send(f"/projects/new/{draft.pk}/", title="給食の献立", current_state="三校で動いている。")
    volunteer.submit(draft)
    assert live(project).current_state == "三校で動いている。"
    assert Submission.objects.get().stage == "published"
    assert len(letters(moderator.user)) == 1


def test_change_that_was_sent_back_is_not_taken_along_by_another_owner(volunteer, other, project, decide):
    change(volunteer, project, title="広告")
    decide(live(project), "reject", "題名を説明にしてください。")
    form = values_of(forms_of(other.get("/projects/lunch/edit/"))[0])
    assert form["title"] == ["給食の献立"]
    change(other, project, website="https://two.example/")
    decide(live(project), "approve")
    assert (live(project).title, live(project).website) == ("給食の献立", "https://two.example/")
    mine = values_of(forms_of(volunteer.get("/projects/lunch/edit/", follow=True))[0])
    assert mine["title"] == ["広告"]


def test_moderators_approve_nothing_that_came_after_they_looked(volunteer, other, project, decide, moderator):
    change(volunteer, project, title="一の題名")
    looked_at = live(project).current_workflow_state.current_task_state
    change(other, project, website="https://two.example/")
    moderator.client.post(f"/admin/pages/workflow/action/{project.pk}/approve/{looked_at.pk}/")
    assert (live(project).title, live(project).website) == ("給食の献立", "")
    assert set(Submission.objects.values_list("stage", flat=True)) == {"waiting"}
    decide(live(project), "approve")
    assert (live(project).title, live(project).website) == ("一の題名", "https://two.example/")


def test_withdrawn_change_leaves_that_of_the_other_owner(volunteer, other, project, decide):
    change(volunteer, project, title="一の題名")
    change(other, project, website="https://two.example/")
    volunteer.client.post(f"/projects/new/{Submission.objects.get(user=volunteer.user).pk}/withdraw/")
    decide(live(project), "approve")
    assert (live(project).title, live(project).website) == ("給食の献立", "https://two.example/")


def test_withdrawn_change_leaves_nothing_waiting(volunteer, project):
    change(volunteer, project, title="一の題名")
    volunteer.client.post(f"/projects/new/{Submission.objects.get().pk}/withdraw/")
    page = live(project)
    assert not page.has_unpublished_changes
    assert page.get_latest_revision_as_object().title == "給食の献立"
    assert page.current_workflow_state is None


@pytest.mark.parametrize("is_sent_back", [False, True])
def test_taking_a_change_back_never_deletes_a_page_that_is_off_the_site(volunteer, project, decide, is_sent_back):
    change(volunteer, project, title="一の題名")
    if is_sent_back:
        decide(live(project), "reject", "短くしてください。")
    live(project).unpublish()
    volunteer.client.post(f"/projects/new/{Submission.objects.get().pk}/withdraw/")
    page = live(project)
    assert (page.live, page.title, page.get_latest_revision_as_object().title) == (False, "給食の献立", "給食の献立")
    assert page.memberships.count() == 1


def test_account_that_is_deleted_leaves_a_page_that_is_off_the_site(volunteer, other, project):
    change(volunteer, project, title="一の題名")
    live(project).unpublish()
    prepare_deletion(volunteer.user)
    assert live(project).title == "給食の献立"


def test_english_words_of_an_owner_change_the_translation(volunteer, project, client, decide):
    translate(project, "en", title="School lunch", purpose="See it.")
    change(volunteer, project, next_steps_en="Three schools.", title_en="Lunch menus")
    told = seen(client, project, "/en")
    assert "Three schools." in told
    assert "School lunch" in told
    decide(live(project), "approve")
    told = seen(client, project, "/en")
    assert "Lunch menus" in told
    assert "Three schools." in told


def test_change_goes_on_waiting_when_an_import_publishes_the_page(volunteer, project, decide, letters):
    change(volunteer, project, title="新しい題名")
    page = live(project)
    page.aim = "表に書かれたねらい。"
    page.save_revision().publish()
    assert (live(project).title, live(project).aim) == ("給食の献立", "表に書かれたねらい。")
    assert Submission.objects.get().stage == "waiting"
    assert letters(volunteer.user) == []
    decide(live(project), "approve")
    assert (live(project).title, live(project).aim) == ("新しい題名", "表に書かれたねらい。")


def test_first_english_words_wait_where_others_wait_too(volunteer, project, client, decide):
    change(volunteer, project, aim_en="No lunch is wasted.", title_en="Buy this", purpose_en="It is cheap.")
    told = seen(client, project, "/en")
    assert "No lunch is wasted." in told
    assert "It is cheap." not in told
    assert live(project).get_translation(Locale.objects.get(language_code="en")).title == "給食の献立"
    decide(live(project), "approve")
    assert "It is cheap." in seen(client, project, "/en")


def test_english_page_that_editors_keep_off_the_site_stays_off(volunteer, project):
    english = translate(project, "en", title="School lunch")
    english.unpublish()
    change(volunteer, project, aim_en="No lunch is wasted.")
    english.refresh_from_db()
    assert not english.live
    assert english.get_latest_revision_as_object().aim == "No lunch is wasted."


def test_page_that_lacks_a_purpose_may_still_be_changed_elsewhere(volunteer, project):
    ProjectPage.objects.filter(pk=project.pk).update(purpose="")
    page = live(project)
    page.save_revision().publish()
    change(volunteer, project, current_state="動く。")
    assert live(project).current_state == "動く。"


def test_wrong_change_is_refused_and_kept(volunteer, project):
    answer = change(volunteer, project, regions="どこにもない町")
    assert BeautifulSoup(answer.content, "html.parser").select(".field--invalid")
    assert Submission.objects.get().data["regions"] == "どこにもない町"


def test_form_made_from_a_page_of_others_is_not_believed(volunteer, project):
    stranger = make_project("別", slug="other")
    make_owner(project=stranger, user=volunteer.user)
    form = values_of(forms_of(volunteer.get("/projects/lunch/edit/"))[0])
    theirs = values_of(forms_of(volunteer.get("/projects/other/edit/"))[0])
    for seal in (theirs["seen"], form["seen"][0][:-1], "x", ""):
        Submission.objects.all().delete()
        volunteer.client.post("/projects/lunch/edit/", {**form, "seen": seal})
        assert Submission.objects.get().base["title"] == "給食の献立"


def test_script_makes_the_row_with_the_first_letter(volunteer, project):
    form = values_of(forms_of(volunteer.get("/projects/lunch/edit/"))[0])
    told = volunteer.client.post("/projects/lunch/edit/keep/", {**form, "aim": "あ"}).json()
    again = volunteer.client.post(told["keep"], {**form, "aim": "ある", "version": told["version"]})
    assert again.status_code == 200
    assert Submission.objects.get().data["aim"] == "ある"


def test_change_does_not_bring_an_unpublished_page_back(volunteer, project):
    path = volunteer.send("/projects/lunch/edit/", current_state="動く。", action="check").url
    live(project).unpublish()
    volunteer.send(path)
    assert not live(project).live


def test_whoever_is_no_owner_any_more_changes_nothing(volunteer, project):
    path = volunteer.send("/projects/lunch/edit/", current_state="動く。", action="check").url
    project.memberships.all().delete()
    assert volunteer.get(path).status_code == 403
    assert volunteer.client.post(path).status_code == 403
    assert volunteer.get(path.replace("submit", "preview")).status_code == 404
    assert live(project).current_state == "動いている。"


def test_change_of_a_page_that_is_gone_says_so(volunteer, project):
    volunteer.send("/projects/lunch/edit/", current_state="動く。")
    live(project).delete()
    for rest in ("", "submit/", "preview/"):
        assert volunteer.get(f"/projects/new/{Submission.objects.get().pk}/{rest}", follow=True).status_code == 200
