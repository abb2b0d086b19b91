"""What a prefecture's page shows of this floor."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.sections import Section, section

from .cards import brigade_cards
from .models import BrigadePage


@section("prefecture", order=10)
def brigades(prefecture):
    here = BrigadePage.objects.for_visitors().in_region(prefecture)
    found = here.in_words(get_language(), in_order=lambda pages: pages.with_card_facts().by_name())
    return Section(
        heading=_("Brigades"),
        cards=brigade_cards(found),
        empty=_("No brigade is known here yet. Whoever starts one can have this page."),
    )
