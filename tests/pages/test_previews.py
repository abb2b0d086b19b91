"""What editors see of a page before it is kept for the first time."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from challenges.models import ChallengeIndexPage, ChallengePage, MunicipalityPage
from events.models import EventIndexPage, EventPage, EventSeriesPage
from pages.models import StandardPage
from projects.models import ProjectIndexPage, ProjectPage
from regions.models import BrigadePage, RegionIndexPage
from tests.factories import make_municipality, make_municipality_page, make_series, make_user
from tests.projects.test_admin import as_posted

pytestmark = pytest.mark.usefixtures("site")

PLACES = {
    StandardPage: lambda: Page.objects.get(depth=2, locale__language_code="ja"),
    ProjectPage: lambda: ProjectIndexPage.objects.originals().get(),
    MunicipalityPage: lambda: ChallengeIndexPage.objects.originals().get(),
    ChallengePage: make_municipality_page,
    BrigadePage: lambda: RegionIndexPage.objects.originals().get(),
    EventSeriesPage: lambda: EventIndexPage.objects.originals().get(),
    EventPage: make_series,
}
"""Every kind of page that editors make, and below which page."""


@pytest.mark.parametrize("model", PLACES)
def test_new_page_can_be_seen_before_it_is_kept(client, model):
    client.force_login(make_user("admin@tomoni.example", is_superuser=True))
    where = [model._meta.app_label, model._meta.model_name, PLACES[model]().pk]
    form = client.get(reverse("wagtailadmin_pages:add", args=where)).context["form"]
    region = {"region": make_municipality().pk} if model is MunicipalityPage else {}
    address = reverse("wagtailadmin_pages:preview_on_add", args=where)
    posted = client.post(address, {**as_posted(form), "title": "まだない頁", "programme-count": "0", **region})
    assert posted.json() == {"is_valid": True, "is_available": True}
    assert "<h1" in client.get(address).content.decode()
    assert Page.objects.filter(title="まだない頁").count() == 0
