"""Outcomes for other programs: each as schema.org's CreativeWork, a page of them as an ItemList."""

from pages.metadata import absolute, description_text

from .licences import OPEN, address_of


def outcomes(cards):
    entries = [{"@type": "ListItem", "position": at, "item": _of_card(card)} for at, card in enumerate(cards, 1)]
    return {"@type": "ItemList", "itemListElement": entries}


def _of_card(card):
    licences = [link.spdx for link in card.told.links]
    return work(card.title, card.url, card.told.result.text, licences, card.told.observed_on)


def work(name, url, result, licences, day):
    """`licences` are names of SPDX, and what is not open; those that are open are told once each."""
    addresses = [address_of(licence) for licence in licences if licence in OPEN]
    data = {
        "@type": "CreativeWork",
        "name": name,
        "url": absolute(f"{url}#outcome"),
        "abstract": description_text(result),
        "license": [address for address in dict.fromkeys(addresses) if address],
        "dateModified": day.isoformat(),
    }
    return {key: value for key, value in data.items() if value}
