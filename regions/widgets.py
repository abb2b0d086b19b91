"""Choosing among nearly two thousand regions: by typing a few letters, not in a long list."""

import json

from django.apps import apps
from django.forms import TextInput
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class RegionsInput(TextInput):
    """Many regions as tags, as in 兵庫県神戸市. A code is understood too; what is no region is refused by name.

    For the form field of a many-to-many relation to Region: `FieldPanel("regions", widget=RegionsInput)`. Works without
    JavaScript as a line of names with commas between them."""

    template_name = "wagtailadmin/widgets/tag_widget.html"
    input_type = "text"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["help_text"] = _("Type a few letters, in kana too, and choose: 兵庫県神戸市.")
        context["widget"]["attrs"].update(
            {
                "data-controller": "w-tag",
                "data-w-tag-delay-value": 200,
                "data-w-tag-url-value": reverse("region_names"),
                "data-w-tag-options-value": json.dumps({"allowSpaces": True, "autocompleteOnly": True}),
            }
        )
        return context

    def format_value(self, value):
        """`value` are codes of regions or, when the form is shown again, what was typed instead."""
        codes = [str(code) for code in value or []]
        names = {region.code: region.full_name_ja for region in _regions().filter(code__in=codes)}
        return ", ".join(names.get(code, code) for code in codes)

    def value_from_datadict(self, data, files, name):
        typed = [part.strip(' "') for part in data.get(name, "").replace("、", ",").split(",")]
        codes = {region.full_name_ja: region.code for region in _regions().named(typed)}
        return [codes.get(part, part) for part in typed if part]


def _regions():
    return apps.get_model("regions.Region").objects  # the models read this file
