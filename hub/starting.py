"""What the home page shows before an editor has arranged it."""

from django.utils.translation import gettext as _


def starting_body(steps=None):
    """Pairs of a block's name and its value: the windows in a good order, around `steps` (else ready-made ones)."""
    return [
        ("today", {"heading": _("Things you can do today")}),
        ("projects", {"heading": _("Projects that look for people")}),
        ("moving", {"heading": _("What is moving")}),
        ("steps", steps or ready_made_steps()),
        ("challenges", {"heading": _("Challenges from municipalities")}),
        ("events", {"heading": _("The next days to meet")}),
        ("map", {"heading": _("Near you")}),
        ("figures", {"heading": _("What is here")}),
    ]


def ready_made_steps():
    return {
        "heading": _("How to begin"),
        "steps": [
            {
                "title": _("You want to help"),
                "text": _(
                    "Find a project by topic or region. Research, trying things out, translating "
                    "and telling others are as welcome as code."
                ),
                "label": _("Find a project"),
                "section": "projects",
            },
            {
                "title": _("You work for a municipality"),
                "text": _(
                    "Publish a problem as a challenge. One page follows it from the call to what came of it, "
                    "so that other towns can use it too."
                ),
                "label": _("See the challenges"),
                "section": "challenges",
            },
            {
                "title": _("You organize events"),
                "text": _("Announce the day, and carry the projects that begin there on to the next one."),
                "label": _("See the events"),
                "section": "events",
            },
        ],
    }
