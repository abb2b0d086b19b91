"""The editors' form of a challenge, in the order in which a person thinks, with an example of our own for each part."""

from django.forms import CheckboxSelectMultiple, NumberInput
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, MultipleChooserPanel, Panel
from wagtail.models import TaskState

from challenges.panels import StagePanel
from pages.panels import FactsPanel

OPENS = _("Japan time. Once the page is published, the call begins by itself at this moment. Empty: you begin it.")
CLOSES = _("Japan time, to the second: what comes later is not taken.")
DECISIONS_SHOWN = 5


class OnTheOriginal(Panel):
    """Drawn from its own template, on an original page alone: a translation is measured by nothing of it."""

    template = ""

    class BoundPanel(Panel.BoundPanel):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.template_name = self.panel.template

        def is_shown(self):
            return self.instance.is_original


class CompletenessPanel(OnTheOriginal):
    """How much is told. Saving, and every draft that keeps itself, draws it anew: see
    templates/wagtailadmin/pages/edit_partials.html."""

    template = "challenges/admin/completeness.html"


class SimilarPanel(OnTheOriginal):
    """What others have made of the same thing, as far as the page was saved; drawn anew as the panel above is."""

    template = "challenges/admin/similar.html"


class DecisionsPanel(Panel):
    """What a colleague and the programme office have decided lately, with their words."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "challenges/admin/decisions.html"

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.decisions = _decisions_about(self.instance)

        def is_shown(self):
            return bool(self.decisions)


def _decisions_about(challenge):
    if not challenge.pk:
        return []
    decided = TaskState.objects.for_instance(challenge).filter(status__in=["approved", "rejected"])
    return list(decided.select_related("task", "finished_by__profile").order_by("-finished_at")[:DECISIONS_SHOWN])


def guiding_panels():
    return [
        CompletenessPanel(heading=_("How complete it is")),
        DecisionsPanel(heading=_("What was said of it")),
        _problem(),
        SimilarPanel(heading=_("Similar challenges elsewhere")),
        _goal(),
        _offer(),
        _afterwards(),
    ]


def _problem():
    number = NumberInput(attrs={"min": 1, "step": 1})
    return MultiFieldPanel(
        [
            FieldPanel(
                "problem",
                help_text=_(
                    "What goes wrong today, as the people see it who have it. No solution yet. Example: “Parents ring "
                    "up 40 times each morning to report an absence, and the lines are busy until class begins.”"
                ),
            ),
            FieldPanel(
                "affected",
                help_text=_(
                    "Who has the trouble, and who else works on it. Example: “Families of pupils at all 12 primary "
                    "schools, and the teachers who take the calls.”"
                ),
            ),
            FactsPanel(
                [
                    FieldPanel(
                        "affected_number",
                        widget=number,
                        help_text=_("A number alone, such as 3800. Leave it empty where nobody has counted."),
                    )
                ]
            ),
            FieldPanel(
                "affected_counted",
                help_text=_("What was counted, and when. Example: “pupils of primary schools, May 2026”"),
            ),
            FieldPanel(
                "tried",
                help_text=_(
                    "What you have tried, and why it did not last; “nothing yet” is an answer. Example: “A form on the "
                    "web in 2024: teachers had to copy it into the register by hand.”"
                ),
            ),
        ],
        heading=_("1. The problem"),
    )


def _goal():
    return MultiFieldPanel(
        [
            FieldPanel(
                "goal",
                help_text=_("What is different when it is solved. Example: “An absence is reported in a minute.”"),
            ),
            FieldPanel(
                "goal_measure",
                help_text=_(
                    "What is measured, how, and by when. Example: “Calls between 7:30 and 8:30, counted by the "
                    "switchboard: 40 a day now, fewer than 10 by the end of February.”"
                ),
            ),
        ],
        heading=_("2. The goal"),
    )


def _offer():
    amount = NumberInput(attrs={"min": 1, "step": 1})
    return MultiFieldPanel(
        [
            FieldPanel(
                "support",
                help_text=_(
                    "Data, places to try it, and people with their hours. Example: “The register as CSV, two schools, "
                    "one officer for half a day each week.”"
                ),
            ),
            FieldPanel(
                "conditions",
                help_text=_(
                    "What a solution has to keep to. Example: “Personal data stays in Japan; it works on the "
                    "teachers’ tablets.”"
                ),
            ),
            FactsPanel(
                [
                    FieldPanel("budget_kind", help_text=_("“No money” and “not decided yet” are answers, too.")),
                    FieldPanel(
                        "budget_yen",
                        widget=amount,
                        help_text=_("In yen, with tax. Example: 500000. Only for “up to” and “a fixed amount”."),
                    ),
                    FieldPanel(
                        "budget",
                        heading=_("Note about the budget"),
                        help_text=_("Example: “For the pilot; servers are paid for by the city.”"),
                    ),
                ]
            ),
        ],
        heading=_("3. What you offer, and what you ask for"),
    )


def _afterwards():
    return MultiFieldPanel(
        [
            FieldPanel(
                "after_pilot",
                help_text=_(
                    "What follows if it works, and if it does not. Example: “If the goal is met, we ask for a budget "
                    "for all schools in the next fiscal year, in an open call for tenders.”"
                ),
            ),
            FactsPanel(
                [
                    FieldPanel(
                        "is_open_source",
                        help_text=_("The usual way: other towns can use and improve what was paid for once."),
                    ),
                    HelpPanel(template="challenges/admin/procurement_hint.html"),
                ]
            ),
            FieldPanel("outcome", help_text=_("Only afterwards: what became of it.")),
        ],
        heading=_("4. After the pilot"),
    )


def facts_panel():
    return FactsPanel(
        [
            StagePanel(heading=_("Stage")),
            FieldPanel("round"),
            FieldPanel("opens_at", help_text=OPENS),
            FieldPanel("closes_at", help_text=CLOSES),
            FieldPanel("department"),
            FieldPanel("contact"),
            FieldPanel("partner"),
            FieldPanel("topics", widget=CheckboxSelectMultiple),
            MultipleChooserPanel("project_links", chooser_field_name="project", label=_("Projects that work on it")),
            FieldPanel("source"),
            FieldPanel("source_url"),
        ],
        heading=_("Facts"),
    )
