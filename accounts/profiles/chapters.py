"""The profile's form in chapters: what belongs together, and whether others may see it."""

from dataclasses import dataclass

from django.forms import BoundField
from django.utils.translation import gettext as _

from accounts.models import Profile

Part = Profile.Part


@dataclass(frozen=True)
class Chapter:
    """`shown` are the boxes that say whether others may see it, each with its label."""

    id: str
    heading: str
    text: str
    fields: list[BoundField]
    shown: list


def chapters_of(form):
    boxes = {box.data["value"]: box for box in form["public_parts"]}

    def chapter(name, heading, text, fields, *parts):
        return Chapter(name, heading, text, [form[each] for each in fields], [boxes[part.value] for part in parts])

    return [
        chapter(
            "name",
            _("Who you are"),
            _("Only the handle is required. Write as much as you like, and change it at any time."),
            ["name", "handle", "introduction"],
            Part.INTRODUCTION,
        ),
        chapter(
            "abilities",
            _("What you can do"),
            _("From this we tell you which projects need you. No programming is needed to help."),
            ["roles", "skills"],
            Part.SKILLS,
        ),
        chapter("topics", _("Your interests"), "", ["topics"], Part.TOPICS),
        chapter(
            "regions",
            _("Where you are"),
            _("We never guess where you are: what you write here is all we know."),
            ["regions"],
            Part.REGIONS,
        ),
        chapter("languages", _("Your languages"), "", ["languages"], Part.LANGUAGES),
        chapter("time", _("Your time"), "", ["effort", "hours_a_week", "place"], Part.AVAILABILITY),
        chapter("mails", _("Mails to you"), "", ["mail_language"]),
        chapter("page", _("Your public page"), "", ["is_public"], Part.PROJECTS, Part.EVENTS, Part.CONTRIBUTIONS),
    ]
