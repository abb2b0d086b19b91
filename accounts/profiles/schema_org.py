"""What a person's public page tells other programs."""

from pages.metadata import absolute


def person(profile, shown):
    """Of what is shown, and no more."""
    told = {
        "name": shown.name,
        "alternateName": profile.handle,
        "url": absolute(profile.page_url),
        "description": shown.introduction,
        "knowsAbout": shown.knows,
        "knowsLanguage": [code for code in shown.speaks if code != "other"],
        "sameAs": shown.github,
    }
    return {"@type": "Person", **{name: value for name, value in told.items() if value}}
