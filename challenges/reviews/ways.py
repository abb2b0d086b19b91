"""The pages of a review and for whom they are: the way from each of them to the others."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from challenges.reaching import parts_of_address


class Way(NamedTuple):
    """`name` is that of the address, which needs the challenge's parts alone."""

    name: str
    label: str | Promise
    for_officers: bool
    for_reviewers: bool


WAYS = (
    Way("review", _("Where it stands"), for_officers=True, for_reviewers=True),
    Way("review_criteria", _("Criteria"), for_officers=True, for_reviewers=False),
    Way("review_people", _("Reviewers"), for_officers=True, for_reviewers=False),
    Way("review_declaration", _("Conflicts of interest"), for_officers=True, for_reviewers=True),
    Way("review_scoring", _("My scores"), for_officers=False, for_reviewers=True),
    Way("review_ranking", _("Ranking"), for_officers=True, for_reviewers=True),
    Way("review_decisions", _("Decisions"), for_officers=True, for_reviewers=False),
    Way("review_interviews", _("Interviews"), for_officers=True, for_reviewers=True),
)


def here_of(request):
    """The address of the page as links have it: a slug may be Japanese."""
    return escape_uri_path(request.path)


def ways_of(challenge, here, *, is_officer, is_reviewer):
    """(label, address, whether it is `here`, as `here_of` gives it) of each page that is this person's."""
    parts = parts_of_address(challenge)
    mine = [way for way in WAYS if (way.for_officers and is_officer) or (way.for_reviewers and is_reviewer)]
    found = [(way.label, reverse(way.name, args=parts)) for way in mine]
    return [(label, url, url == here) for label, url in found]
