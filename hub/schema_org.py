"""schema.org objects of the whole site."""

from django.utils.translation import gettext as _

from pages.metadata import absolute


def site():
    name = _("Tomoni")
    return [
        {
            "@type": "WebSite",
            "name": name,
            "url": absolute("/"),
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": absolute("/search/?q={search_term_string}")},
                "query-input": "required name=search_term_string",
            },
        },
        {"@type": "Organization", "name": name, "url": absolute("/")},
    ]
