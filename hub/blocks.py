"""Blocks of the home page: texts that editors write, and windows onto what is going on."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.addresses import address, in_language
from pages.blocks import PREVIEW, BodyBlock

from .windows import Windows

SECTIONS = [
    ("projects", _("Projects")),
    ("challenges", _("Challenges")),
    ("events", _("Events")),
    ("regions", _("Regions")),
]


class StepValue(blocks.StructValue):
    @property
    def address(self):
        language = get_language()
        if self.get("page"):
            return address(self["page"], language)
        return in_language(f"/{self['section']}/", language) if self.get("section") else ""


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    text = blocks.TextBlock(label=_("Text"))
    label = blocks.CharBlock(label=_("Label of the link"), required=False)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    section = blocks.ChoiceBlock(choices=SECTIONS, label=_("or list"), required=False)

    class Meta:
        icon = "list-ol"
        label = _("Step")
        value_class = StepValue


class StepsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"))
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=1, max_num=4)

    class Meta:
        icon = "list-ol"
        label = _("How it works")
        template = "hub/blocks/steps.html"
        description = _("Two to four short texts side by side, each with a link.")
        preview_template = PREVIEW
        preview_value = {
            "heading": "はじめかた",
            "steps": [
                {"title": "さがす", "text": "気になるプロジェクトを見つけます。"},
                {"title": "声をかける", "text": "「はじめてです」の一言で十分です。"},
            ],
        }


class WindowBlock(blocks.StructBlock):
    """A part of the home page that fills itself: its template draws from `windows`, which the page's blocks share."""

    heading = blocks.CharBlock(label=_("Heading"))

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return {**context, "windows": context.get("windows") or Windows(), "number": context.get("number", "1")}


class TodayBlock(WindowBlock):
    class Meta:
        icon = "tick"
        label = _("What one can do today")
        template = "hub/blocks/today.html"
        description = _("Needs that can be answered, the next event and an open challenge, as they stand.")
        preview_template = PREVIEW
        preview_value = {"heading": "今日からできること"}


class ProjectsBlock(WindowBlock):
    class Meta:
        icon = "code"
        label = _("Projects now")
        template = "hub/blocks/projects.html"
        description = _("Up to six projects: those that ask for help, then the most active ones.")
        preview_template = PREVIEW
        preview_value = {"heading": "仲間をさがしているプロジェクト"}


class MovingBlock(WindowBlock):
    class Meta:
        icon = "history"
        label = _("What is moving")
        template = "hub/blocks/moving.html"
        description = _("Side by side: the five newest projects, and the five in which the most was done in 30 days.")
        preview_template = PREVIEW
        preview_value = {"heading": "いま動いているもの"}


class ChallengesBlock(WindowBlock):
    class Meta:
        icon = "help"
        label = _("Challenges now")
        template = "hub/blocks/challenges.html"
        description = _("Up to six challenges that take proposals; when none does, the latest ones.")
        preview_template = PREVIEW
        preview_value = {"heading": "自治体からの地域課題"}


class EventsBlock(WindowBlock):
    class Meta:
        icon = "date"
        label = _("Next events")
        template = "hub/blocks/events.html"
        description = _("Up to four events that are to come; when none is planned, the latest ones.")
        preview_template = PREVIEW
        preview_value = {"heading": "次に集まる日"}


class MapBlock(WindowBlock):
    class Meta:
        icon = "site"
        label = _("Map of brigades")
        template = "hub/blocks/map.html"
        description = _("Japan as tiles, each shaded by how many brigades work there.")
        preview_template = PREVIEW
        preview_value = {"heading": "あなたのまちの近くで"}


class FiguresBlock(WindowBlock):
    class Meta:
        icon = "order"
        label = _("The site in figures")
        template = "hub/blocks/figures.html"
        description = _(
            "How many projects, challenges, brigades and events this site knows today, and what the projects' "
            "repositories add up to."
        )
        preview_template = PREVIEW
        preview_value = {"heading": "ここにあるもの"}


class HomeBlock(BodyBlock):
    steps = StepsBlock()
    today = TodayBlock()
    projects = ProjectsBlock()
    moving = MovingBlock()
    challenges = ChallengesBlock()
    events = EventsBlock()
    map = MapBlock()
    figures = FiguresBlock()
