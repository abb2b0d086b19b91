"""What a prefecture's page shows of this floor."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import in_language
from pages.sections import Section, section

from .cards import brigade_cards
from .directory import part_url
from .models import BrigadePage

SHOWN = 12


@section("prefecture", order=10)
def brigades(prefecture):
    """The first few, and a link to all of them in the directory."""
    here = BrigadePage.objects.for_visitors().in_region(prefecture)
    found = here.in_words(get_language(), in_order=lambda pages: pages.with_card_facts().by_name(), most=SHOWN + 1)
    return Section(
        heading=_("Brigades"),
        cards=brigade_cards(found[:SHOWN]),
        empty=_("No brigade is known here yet. Whoever starts one can have this page."),
        more_url=in_language(part_url(region=prefecture.code), get_language()) if len(found) > SHOWN else "",
    )
