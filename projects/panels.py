"""Panels of the editors' admin."""

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import InlinePanel, Panel

from .forms import ProjectRepositoryForm


class RepositoriesPanel(InlinePanel):
    """Repositories, each typed by its name or address."""

    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = ProjectRepositoryForm
        return options


class NeedsPanel(Panel):
    """What the project asks for, to be read: it is written on the site's own page, and is no part of the drafts."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "needs/admin_panel.html"

        def is_shown(self):
            return super().is_shown() and self.instance.pk is not None and self.instance.is_original

        def get_context_data(self, parent_context=None):
            needs = self.instance.needs.not_closed().order_by("-expires_on", "pk")
            return {
                **super().get_context_data(parent_context),
                "needs": needs,
                "url": reverse("needs", args=[self.instance.slug]),
                "today": timezone.localdate(),
            }
