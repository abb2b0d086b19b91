"""Setting what proposals are judged by, until the challenge closes."""

from django.contrib import messages
from django.db import transaction
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from challenges.reviews.forms_of_officers import CriteriaForm
from challenges.reviews.permissions import may_set_up
from challenges.reviews.presets import SCALE
from challenges.reviews.services import set_criteria
from challenges.reviews.standing import preset_criteria

from .pages import HERE, page, review_for, take, url_of


@require_http_methods(["GET", "HEAD", "POST"])
@review_for(may_set_up)
def criteria(request, standing):
    if request.method == "POST":
        return _set(request, standing)
    if standing.is_frozen:
        return _page(request, standing)
    return _page(request, standing, _form(request, standing))


def _form(request, standing, data=None):
    begins = preset_criteria(standing.challenge) if "presets" in request.GET else standing.criteria
    return CriteriaForm(data, request=request, criteria=begins)


@transaction.atomic
def _set(request, standing):
    """Also once it has closed: the service refuses in words, and what was typed stays to be read."""
    form = _form(request, standing, request.POST)

    def write():
        set_criteria(challenge=standing.challenge, rows=form.rows(), by=request.user, now=standing.now)
        messages.success(request, _("Saved. The challenge’s page shows them; you can change them until it closes."))

    return take(request, form, lambda form: _page(request, standing, form), write, url_of(standing, "review_criteria"))


def _page(request, standing, form=None):
    return page(
        request,
        "criteria",
        standing,
        _("Criteria"),
        form=form,
        criteria=standing.criteria,
        are_presets=not any(each.pk for each in standing.criteria),
        scale=list(SCALE.items()),
    )


urlpatterns = [path(f"{HERE}criteria/", criteria, name="review_criteria")]
