"""Editing a project in the admin."""

import pytest
from django.urls import reverse

from accounts.models import User
from integrations.github.models import Repository
from projects.models import ProjectPage, Technology
from tests.factories import make_project, make_repository, translate

from .reading import texts

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def editor(client):
    client.force_login(User.objects.create_superuser(email="editor@tomoni.example", password="x"))
    return client


def as_posted(form):
    """What a browser would send back of a form that nobody has touched."""
    data = {field.html_name: _posted(field) for field in form if field.value() is not None}
    data |= {"body-count": "0"} if "body" in form.fields else {}
    for formset in getattr(form, "formsets", {}).values():
        data |= {field.html_name: field.value() for field in formset.management_form}
        for number, child in enumerate(formset.forms):
            data |= as_posted(child) | {f"{child.prefix}-ORDER": str(number)}
    return data


def _posted(field):
    value = field.value()
    return [getattr(each, "pk", each) for each in value] if isinstance(value, list) else value


def edit(editor, page, *, action="action-publish", **changes):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = as_posted(editor.get(address).context["form"])
    return editor.post(address, {**data, action: "1", **changes})


def typed(*names, existing=0):
    """Repositories typed after the `existing` ones."""
    rows = {"project_repositories-TOTAL_FORMS": str(existing + len(names))}
    for number, name in enumerate(names, existing):
        rows |= {f"project_repositories-{number}-name": name, f"project_repositories-{number}-ORDER": str(number + 1)}
    return rows


def repositories(page):
    return [repository.full_name for repository in ProjectPage.objects.get(pk=page.pk).repositories]


def errors(response):
    """What the repository forms complain about."""
    formset = response.context["form"].formsets["project_repositories"]
    return [message for form in formset.forms for messages in form.errors.values() for message in messages]


def test_repository_may_be_typed_by_address_and_waits_for_its_figures(editor):
    page = make_project()
    response = edit(editor, page, **typed("https://github.com/code-for-town/lunch.git"))
    assert response.status_code == 302
    assert repositories(page) == ["code-for-town/lunch"]
    assert Repository.objects.get().status == "pending"


def test_repository_that_is_known_is_linked_however_it_is_written(editor):
    known = make_repository("code-for-town/lunch")
    page = make_project()
    edit(editor, page, **typed(" Code-For-Town/Lunch "))
    assert [repository.pk for repository in ProjectPage.objects.get(pk=page.pk).repositories] == [known.pk]


def test_repository_keeps_its_place_and_shows_its_present_name(editor):
    renamed = make_repository("old/name")
    page = make_project(repositories=[renamed])
    Repository.objects.update(full_name="new/name")
    form = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    assert form.formsets["project_repositories"].forms[0]["name"].value() == "new/name"
    edit(editor, page, title="新しい題名")
    assert repositories(page) == ["new/name"]
    assert Repository.objects.count() == 1


def test_repository_may_be_replaced(editor):
    page = make_project(repositories=[make_repository("old/name")])
    edit(editor, page, **{"project_repositories-0-name": "other/name"})
    assert repositories(page) == ["other/name"]


@pytest.mark.parametrize(
    "name",
    ["lunch", "https://gitlab.com/code-for-town/lunch", "javascript:alert(1)", "https://github.com/topics/lunch"],
)
def test_text_that_names_no_repository_is_refused_with_the_reason(editor, name):
    page = make_project()
    response = edit(editor, page, **typed(name))
    assert response.status_code == 200
    assert len(errors(response)) == 1
    assert Repository.objects.count() == 0


def test_repository_on_the_list_already_is_refused(editor):
    page = make_project(repositories=[make_repository("code-for-town/lunch")])
    response = edit(editor, page, **typed("https://github.com/Code-for-Town/lunch/issues", existing=1))
    assert len(errors(response)) == 1
    assert repositories(page) == ["code-for-town/lunch"]


def test_preview_shows_what_is_typed_and_makes_no_rows(editor):
    page = make_project("題名")
    data = as_posted(editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"])
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    posted = editor.post(address, {**data, "purpose": "下書きの目的", "status": "idea", **typed("code-for-town/lunch")})
    assert posted.json() == {"is_valid": True, "is_available": True}
    preview = editor.get(address)
    assert "下書きの目的" in texts(preview, "lead")
    assert "code-for-town/lunch" in preview.content.decode()
    assert Repository.objects.count() == 0


def test_draft_waits_with_its_typed_repository_until_it_is_published(editor):
    page = make_project()
    edit(editor, page, action="action-save", **typed("code-for-town/lunch"))
    assert repositories(page) == []
    ProjectPage.objects.get(pk=page.pk).get_latest_revision().publish()
    assert repositories(page) == ["code-for-town/lunch"]


@pytest.mark.parametrize("website", ["javascript:alert(1)", "ftp://lunch.example/", "data:text/html,x"])
def test_website_must_be_a_page_of_the_web(editor, website):
    response = edit(editor, make_project(), website=website)
    assert list(response.context["form"].errors) == ["website"]


def test_translation_is_edited_by_its_words_alone(editor):
    page = make_project(
        "給食",
        status="idea",
        needs=[{"role": "design", "text": "ロゴ"}],
        repositories=[make_repository("code-for-town/lunch")],
    )
    translation = translate(page, "en", title="School lunch")
    address = reverse("wagtailadmin_pages:edit", args=[translation.pk])
    form = editor.get(address).context["form"]
    assert "purpose" in form.fields
    assert "status" not in form.fields
    assert sorted(form.formsets) == ["comments", "links"]
    assert edit(editor, translation, purpose="Menus on a map.").status_code == 302
    assert texts(editor.get(f"/en/projects/{page.slug}/"), "lead") == ["Menus on a map."]
    assert ProjectPage.objects.get(pk=page.pk).status == "idea"


def test_technologies_are_kept_as_snippets(editor):
    address = reverse(Technology.snippet_viewset.get_url_name("add"))
    assert editor.post(address, {"name": "Leaflet", "slug": "leaflet"}).status_code == 302
    listed = editor.get(reverse(Technology.snippet_viewset.get_url_name("list")))
    assert "Leaflet" in listed.content.decode()
