"""What the public page of a person shows of projects."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Profile
from pages.sections import Section, section

from .cards import project_cards
from .joining.models import Membership
from .models import ProjectPage

SHOWN = 24


@section("person", order=20)
def projects_of_person(profile):
    """Those in which the person lets themselves be seen."""
    if Profile.Part.PROJECTS not in profile.public_parts:
        return None
    shown = Membership.objects.filter(user=profile.user_id, is_shown=True)
    mine = ProjectPage.objects.for_visitors().filter(pk__in=shown.values("project"))

    def in_order(rows):
        return rows.by_activity().with_card_facts().annotate(total=mine.number())

    found = mine.in_words(get_language(), in_order=in_order, most=SHOWN)
    if not found:
        return None
    return Section(heading=_("Projects"), cards=project_cards(found), empty="", count=found[0].original.total)
