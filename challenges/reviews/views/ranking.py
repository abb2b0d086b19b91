"""The ranking, once all scores are in."""

from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from challenges.reviews.permissions import may_see_review

from .pages import HERE, page, review_for


@require_safe
@review_for(may_see_review)
def ranking(request, standing):
    return page(request, "ranking", standing, _("Ranking"))


urlpatterns = [path(f"{HERE}ranking/", ranking, name="review_ranking")]
