"""Where the review stands: who is waited for, without any score."""

from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from challenges.reviews.permissions import may_see_review

from .pages import HERE, page, review_for


@require_safe
@review_for(may_see_review)
def review(request, standing):
    return page(request, "review", standing, _("Review"))


urlpatterns = [path(HERE, review, name="review")]
