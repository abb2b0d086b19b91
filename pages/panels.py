"""Panels of the editors' admin."""

from django.utils.functional import cached_property
from wagtail.admin.panels import MultiFieldPanel


class FactsPanel(MultiFieldPanel):
    """Facts are kept once, on the original page: a translation has no fields for them (see forms.BasePageForm)."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        @cached_property
        def children(self):
            return super().children if self.instance.is_original else []


def facts_in(panel):
    """Names of the fields and child rows in the facts panels below `panel`."""
    if isinstance(panel, FactsPanel):
        options = panel.get_form_options()
        return {*options.get("fields", []), *options.get("formsets", {})}
    return {name for child in getattr(panel, "children", []) for name in facts_in(child)}
