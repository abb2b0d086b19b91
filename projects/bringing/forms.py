"""What people type about a project, and what of it can stand on a page."""

import re
import unicodedata
from functools import partial
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.abilities import Effort, Role, SpokenLanguage
from integrations.github.names import InvalidRepositoryName, parse_repository_name
from pages.models import Topic
from projects.models import ProjectPage, Technology, is_web_address, web_address
from regions.naming import BETWEEN_REGIONS, regions_named

from .fields import GROUPS, OF_A_CHANGE

LONGEST_PURPOSE, LONGEST_TEXT, LONGEST_ADDRESS, LONGEST_LABEL = 1000, 10_000, 500, 200
LONGEST_WEBSITE = LONGEST_ADDRESS - len("https://")
MOST_ROWS, MOST_NEEDS, LONGEST_NEED = 20, 10, 2000
MOST_REGIONS = 50
BETWEEN_NAMES = re.compile(r"[,、，;；\n]")


class LongText(forms.CharField):
    """Several lines. Whoever pastes too much is told how much, not cut off."""

    def __init__(self, *, rows=4, most=LONGEST_TEXT, **kwargs):
        super().__init__(
            validators=[partial(_check_length, most)],
            widget=forms.Textarea({"rows": rows}),
            **{"required": False, **kwargs},
        )


def _check_length(most, text):
    if len(text) > most:
        raise forms.ValidationError(
            _("This has %(letters)s letters, and %(most)s is the most. Shorten it; the text is still here."),
            params={"letters": f"{len(text):,}", "most": f"{most:,}"},
        )


class ProjectForm(forms.Form):
    """Everything but the first needs. Unbound it shows a draft as it is; bound it says what is missing."""

    use_required_attribute = False  # a draft may be saved with nothing in it

    title = forms.CharField(label=_("Name of the project"), max_length=200)
    purpose = LongText(
        label=_("Purpose"),
        required=True,
        rows=3,
        most=LONGEST_PURPOSE,
        help_text=_("For whom, and what gets better? One or two sentences."),
    )
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("not said")), *ProjectPage.Status.choices]
    )
    current_state = LongText(label=_("Current state"), help_text=_("What works already, and who uses it?"))
    aim = LongText(label=_("What it aims for"), help_text=_("What is different when it has succeeded?"))
    next_steps = LongText(label=_("Next steps"), help_text=_("What do you want to do in the coming months?"))
    how_to_join = LongText(
        label=_("How to join"), help_text=_("When and where you meet, where you talk, what to do first.")
    )
    website = forms.CharField(
        label=_("Website"), required=False, max_length=LONGEST_WEBSITE, widget=forms.TextInput({"inputmode": "url"})
    )
    repositories = LongText(
        label=_("Repositories on GitHub"), rows=2, help_text=_("One a line: owner/name, or the address on GitHub.")
    )
    links = LongText(
        label=_("Other links"), rows=3, help_text=_("One a line: a name, a blank, the address. “Slides https://…”")
    )
    topics = forms.MultipleChoiceField(label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple)
    technologies = forms.CharField(
        label=_("Technologies"),
        required=False,
        max_length=1000,
        help_text=_("With commas between them: Python, Leaflet."),
    )
    regions = forms.CharField(
        label=_("Regions"),
        required=False,
        max_length=1000,
        help_text=_("Where it is at work, with commas between: Hyogo, 神戸市. Blank: everywhere."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken in the team"),
        required=False,
        choices=SpokenLanguage.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    team_name = forms.CharField(label=_("Team or group"), required=False, max_length=200)
    lead = forms.CharField(label=_("Project lead"), required=False, max_length=200)
    members = LongText(label=_("Members"), rows=2, help_text=_("With commas or line ends between the names."))

    title_en = forms.CharField(label=_("Name in English"), required=False, max_length=200)
    purpose_en = LongText(label=_("Purpose in English"), rows=3, most=LONGEST_PURPOSE)
    current_state_en = LongText(label=_("Current state in English"))
    aim_en = LongText(label=_("What it aims for, in English"))
    next_steps_en = LongText(label=_("Next steps in English"))
    how_to_join_en = LongText(label=_("How to join, in English"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = [(topic.slug, topic.name) for topic in Topic.objects.all()]

    def groups(self, *, is_edit):
        """(name, heading, explanation, bound fields)."""
        said = OF_A_CHANGE if is_edit else {}
        return [
            (name, heading, said.get(name, text), [self[field] for field in fields])
            for name, heading, text, fields in GROUPS
        ]

    def english(self):
        return [self[name] for name in self.fields if name.endswith("_en")]

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean_website(self):
        return _address(self.cleaned_data["website"]) if self.cleaned_data["website"] else ""

    def clean_repositories(self):
        names, problems = {}, []
        for line in _lines(self.cleaned_data["repositories"]):
            try:
                name = parse_repository_name(line)
                names.setdefault(name.casefold(), name)
            except InvalidRepositoryName as error:
                problems.extend(error.messages)
        _raise(problems)
        return list(names.values())

    def clean_links(self):
        links, problems = [], []
        for line in _lines(self.cleaned_data["links"]):
            label, _blank, address = line.rpartition(" ")
            if not is_web_address(address) or len(address) > LONGEST_ADDRESS:
                problems.append(_("“%(line)s” does not end with an address such as https://….") % {"line": line[:80]})
                continue
            links.append({"label": (label.strip() or urlsplit(address).hostname or "")[:LONGEST_LABEL], "url": address})
        _raise(problems)
        return links

    def clean_topics(self):
        return list(Topic.objects.filter(slug__in=self.cleaned_data["topics"]))

    def clean_technologies(self):
        wanted = _names(self.cleaned_data["technologies"])
        known = {tool.name.casefold(): tool for tool in Technology.objects.all()} if wanted else {}
        missing = [name for name in wanted if name.casefold() not in known]
        if missing:
            raise forms.ValidationError(
                _("Not on the list of technologies yet: %(names)s. Take them out; the moderators can add them.")
                % {"names": "、".join(missing)[:200]}
            )
        return list(dict.fromkeys(known[name.casefold()] for name in wanted))

    def clean_regions(self):
        typed = self.cleaned_data["regions"]
        if len(_names(typed)) > MOST_REGIONS:
            text = ngettext("Name at most %(most)d.", "Name at most %(most)d.", MOST_REGIONS)
            raise forms.ValidationError(text % {"most": MOST_REGIONS}, code="too_many")
        return regions_named([part.strip() for part in BETWEEN_REGIONS.split(typed) if part.strip()])


class NeedForm(forms.Form):
    """One thing that the project looks for help with; blank ones are no needs."""

    use_required_attribute = False

    text = LongText(label=_("What is needed"), rows=2, most=LONGEST_NEED)
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("choose one")), *Role.choices])
    effort = forms.ChoiceField(label=_("Time it takes"), required=False, choices=[("", _("not said")), *Effort.choices])


def _names(text):
    """What stands between commas and line ends, each once."""
    parts = (unicodedata.normalize("NFKC", part).strip() for part in BETWEEN_NAMES.split(text))
    return list(dict.fromkeys(filter(None, parts)))


def _lines(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_ROWS:
        raise forms.ValidationError(_("At most %(most)d lines fit here.") % {"most": MOST_ROWS})
    return lines


def _address(text):
    address = text if "://" in text else f"https://{text}"
    web_address(address)
    return address


def _raise(problems):
    if problems:
        raise forms.ValidationError(problems)
