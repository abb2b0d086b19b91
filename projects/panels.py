"""Panels of the editors' admin."""

from wagtail.admin.panels import InlinePanel

from .forms import ProjectRepositoryForm


class RepositoriesPanel(InlinePanel):
    """Repositories, each typed by its name or address."""

    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = ProjectRepositoryForm
        return options
