"""How editors fill in a project."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from integrations.github.names import parse_repository_name
from pages.forms import BasePageForm

LONGEST_ADDRESS = 2000


class ProjectRepositoryForm(WagtailAdminModelForm):
    """A repository is typed, by name or address. Its row is found or made when the page is saved, not while typing."""

    name = forms.CharField(
        label=_("repository"), max_length=LONGEST_ADDRESS, help_text=_("owner/name, or its address on GitHub.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.repository_id:
            self.initial["name"] = self.instance.repository.full_name

    def clean_name(self):
        return parse_repository_name(self.cleaned_data["name"])

    def save(self, commit=True):
        if "name" in self.changed_data:
            self.instance.repository = None
        return super().save(commit)


class ProjectPageForm(BasePageForm):
    def clean(self):
        cleaned = super().clean()
        if "project_repositories" in self.formsets:  # translations have none
            _refuse_doubles(self.formsets["project_repositories"])
        return cleaned


def _refuse_doubles(repositories):
    seen = set()
    for form in repositories.forms:
        if not form.is_valid() or repositories._should_delete_form(form):  # noqa: SLF001  the formsets' own word
            continue
        name = form.cleaned_data.get("name", "").casefold()
        if name and name in seen:
            form.add_error("name", _("This repository is already on the list."))
        seen.add(name)
