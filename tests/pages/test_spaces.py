"""Spaces: whoever looks after a page sees and changes it and what lies below, and nothing else."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.core.files.images import ImageFile
from django.urls import reverse
from PIL import Image as Picture
from wagtail.images.models import Image
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission
from wagtail.permissions import policy_registry

from challenges.models import ChallengePage, MunicipalityPage
from pages.models import Space
from pages.services import PAGE_RIGHTS, open_space, page_rights
from tests.admin_forms import no_rows
from tests.factories import (
    make_brigade,
    make_challenge,
    make_municipality_page,
    make_prefecture,
    make_project,
    make_series,
    make_user,
    translate,
)
from tests.sending import values_of

pytestmark = pytest.mark.usefixtures("site")

WRITING = ("add_page", "change_page")
"""What people of a municipality may do: what they write is published by the workflow."""


def space_of(page):
    return Space.objects.get(page=page.page_ptr)


def rights(group):
    found = GroupPagePermission.objects.filter(group=group).values_list("page", "permission__codename")
    return sorted(found)


@pytest.fixture
def kobe():
    return make_municipality_page(slug="kobe")


@pytest.fixture
def tokyo():
    return make_municipality_page(make_prefecture("130001"), slug="tokyo")


@pytest.fixture
def officer(client, kobe, tokyo):
    """A member of Kobe's group, signed in."""
    user = make_user("officer@tomoni.example", groups=[space_of(kobe).group])
    client.force_login(user)
    return user


@pytest.mark.parametrize("make", [make_municipality_page, make_series, make_brigade])
def test_publishing_opens_a_space_with_rights_on_the_page_only(make):
    page = make()
    space = space_of(page)
    assert rights(space.group) == sorted((page.pk, right) for right in page_rights(page))
    assert space.group.name == space.collection.name == f"{page.title} ({page.pk})"
    collections = GroupCollectionPermission.objects.filter(group=space.group).values_list("collection", flat=True)
    assert set(collections) == {space.collection.pk}


def test_project_is_no_space():
    make_project()
    assert Space.objects.count() == 0


def test_draft_has_no_space_until_it_is_published(kobe):
    draft = MunicipalityPage(title="下書き", slug="draft", live=False, region=kobe.region)
    kobe.get_parent().add_child(instance=draft)
    assert Space.objects.filter(page=draft.page_ptr).exists() is False
    draft.save_revision().publish()
    assert Space.objects.filter(page=draft.page_ptr).exists() is True


def test_publishing_again_and_unpublishing_double_nothing(kobe):
    before = (Group.objects.count(), Collection.objects.count(), rights(space_of(kobe).group))
    kobe.save_revision().publish()
    kobe.unpublish()
    kobe.save_revision().publish()
    assert (Group.objects.count(), Collection.objects.count(), rights(space_of(kobe).group)) == before


def test_renaming_renames_the_group_and_the_collection(kobe):
    kobe.title = "神戸市役所"
    kobe.save_revision().publish()
    space = space_of(kobe)
    assert space.group.name == space.collection.name == f"神戸市役所 ({kobe.pk})"


def test_pages_of_the_same_name_have_spaces_of_their_own():
    first, second = make_brigade("Code for 見本"), make_brigade("Code for 見本")
    assert space_of(first).group != space_of(second).group


def test_longest_title_fits_the_name_of_a_group():
    page = make_brigade("長" * 250)
    assert space_of(page).group.name == f"{'長' * 130} ({page.pk})"


def test_translation_shares_the_space_of_its_original(kobe):
    english = translate(kobe, "en", title="Kobe City")
    space = space_of(kobe)
    assert Space.objects.count() == 1
    assert rights(space.group) == sorted((pk, right) for pk in (kobe.pk, english.pk) for right in WRITING)
    assert space.group.name == f"神戸市 ({kobe.pk})"


def test_deleting_the_page_closes_its_space_and_keeps_the_collection(kobe):
    space = space_of(kobe)
    kobe.delete()
    assert Space.objects.count() == 0
    assert Group.objects.filter(pk=space.group_id).exists() is False
    assert Collection.objects.filter(pk=space.collection_id).exists() is True


def test_deleting_the_translation_leaves_the_space_open(kobe):
    translate(kobe, "en", title="Kobe City").delete()
    assert rights(space_of(kobe).group) == sorted((kobe.pk, right) for right in WRITING)


def test_opening_a_space_costs_the_same_for_any_number(django_assert_num_queries):
    for name in ("あ", "い", "う", "え", "お"):
        make_brigade(name)
    draft = make_brigade("A")
    space_of(draft).delete()
    with django_assert_num_queries(25):
        open_space(page=draft)


def test_municipality_that_published_by_itself_is_left_with_writing(kobe):
    group = space_of(kobe).group
    publishing = Permission.objects.get(codename="publish_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=kobe.page_ptr, permission=publishing)
    open_space(page=kobe)
    assert rights(group) == sorted((kobe.pk, right) for right in WRITING)


def test_spaces_of_brigades_and_series_publish_by_themselves():
    for space in (make_brigade(), make_series()):
        assert rights(space_of(space).group) == sorted((space.pk, right) for right in PAGE_RIGHTS)


def test_member_may_write_and_hand_in_what_lies_in_the_space(officer, kobe):
    challenge = make_challenge(municipality=kobe)
    may = challenge.permissions_for_user(officer)
    assert (may.can_edit(), may.can_submit_for_moderation(), may.can_publish()) == (True, True, False)
    assert kobe.permissions_for_user(officer).can_add_subpage() is True


def test_member_may_not_touch_what_lies_elsewhere(officer, kobe, tokyo):
    elsewhere = [make_challenge(municipality=tokyo), tokyo, kobe.get_parent(), make_project()]
    may = [page.permissions_for_user(officer) for page in elsewhere]
    assert [(each.can_edit(), each.can_publish(), each.can_add_subpage(), each.can_delete()) for each in may] == [
        (False, False, False, False)
    ] * 4


def test_member_sees_only_the_space_in_the_explorer(client, officer, kobe, tokyo):
    ours, theirs = make_challenge("神戸の課題", municipality=kobe), make_challenge("東京の課題", municipality=tokyo)
    top = client.get(reverse("wagtailadmin_explore", args=[kobe.get_parent().pk]), follow=True).content.decode()
    inside = client.get(reverse("wagtailadmin_explore", args=[kobe.pk])).content.decode()
    assert tokyo.title not in top
    assert ours.title in inside
    assert client.get(reverse("wagtailadmin_explore", args=[tokyo.pk])).status_code == 302
    assert theirs.title not in client.get(f"{reverse('wagtailadmin_pages:search')}?q=課題").content.decode()


def test_member_opens_the_form_of_own_pages_only(client, officer, kobe, tokyo):
    ours, theirs = make_challenge(municipality=kobe), make_challenge(municipality=tokyo)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[ours.pk])).status_code == 200
    for refused in (
        client.get(reverse("wagtailadmin_pages:edit", args=[theirs.pk])),
        client.post(reverse("wagtailadmin_pages:edit", args=[theirs.pk]), {"title": "x"}),
        client.get(reverse("wagtailadmin_pages:add", args=["challenges", "challengepage", tokyo.pk])),
        client.post(reverse("wagtailadmin_pages:delete", args=[theirs.pk])),
    ):
        assert (refused.status_code, refused["Location"]) == (302, reverse("wagtailadmin_home"))
    assert ChallengePage.objects.filter(pk=theirs.pk).exists() is True


def test_member_writes_a_challenge_of_the_own_city_and_cannot_publish_it(client, officer, kobe):
    response = client.post(
        reverse("wagtailadmin_pages:add", args=["challenges", "challengepage", kobe.pk]),
        {
            "title": "道路の穴",
            "slug": "hole",
            "opens_at": "2026-11-01 09:00",
            "body-count": "0",
            "action-publish": "1",
            **no_rows("comments", "project_links"),
        },
    )
    assert response.status_code == 302
    challenge = ChallengePage.objects.get(slug="hole")
    assert (challenge.live, challenge.get_parent().pk, challenge.owner) == (False, kobe.pk, officer)
    assert challenge.stage_changes.count() == 0


def test_member_who_renames_the_page_needs_no_right_to_groups(client):
    brigade = make_brigade("Code for 神戸")
    client.force_login(make_user("member@tomoni.example", groups=[space_of(brigade).group]))
    form = BeautifulSoup(client.get(reverse("wagtailadmin_pages:edit", args=[brigade.pk])).content, "html.parser")
    fields = {
        **values_of(form.select_one("#page-edit-form")),
        "title": "Code for 港",
        "body-count": "0",
        "action-publish": "1",
    }
    response = client.post(reverse("wagtailadmin_pages:edit", args=[brigade.pk]), fields)
    assert response.status_code == 302
    assert space_of(brigade).group.name == f"Code for 港 ({brigade.pk})"
    assert client.get(reverse("wagtailusers_groups:index")).status_code == 302


def make_image(title, collection):
    content = BytesIO()
    Picture.new("RGB", (8, 8)).save(content, "PNG")
    return Image.objects.create(title=title, file=ImageFile(content, name=f"{title}.png"), collection=collection)


@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning")
def test_member_chooses_and_changes_images_of_the_own_collection_only(client, officer, kobe, tokyo):
    ours = make_image("harbour", space_of(kobe).collection)
    theirs = make_image("tower", space_of(tokyo).collection)
    policy = policy_registry.get_by_type(Image)
    assert list(policy.instances_user_has_any_permission_for(officer, ["choose"])) == [ours]
    assert policy.user_has_permission_for_instance(officer, "change", theirs) is False
    shown = client.get(reverse("wagtailimages_chooser:choose_results")).content.decode()
    assert "harbour" in shown
    assert "tower" not in shown
    assert client.get(reverse("wagtailimages:edit", args=[ours.pk])).status_code == 200
    assert client.get(reverse("wagtailimages:edit", args=[theirs.pk])).status_code == 302


def test_leaving_the_group_takes_effect_at_once(client, officer, kobe):
    officer.groups.clear()
    response = client.get(reverse("wagtailadmin_pages:edit", args=[kobe.pk]))
    assert response.status_code == 302
