"""The list of outcomes as schema.org's ItemList."""

from pages.metadata import absolute, description_text


def outcomes(cards):
    entries = [
        {"@type": "ListItem", "position": position, "item": _work(card)} for position, card in enumerate(cards, 1)
    ]
    return {"@type": "ItemList", "itemListElement": entries}


def _work(card):
    data = {
        "@type": "CreativeWork",
        "name": card.title,
        "url": absolute(card.url),
        "abstract": description_text(card.told.result.text),
        "license": [link.licence for link in card.told.links if link.is_open],
        "dateModified": card.told.observed_on.isoformat(),
    }
    return {key: value for key, value in data.items() if value}
