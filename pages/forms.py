"""How editors fill in a page."""

from wagtail.admin.forms import WagtailAdminPageForm

from .panels import facts_in


class BasePageForm(WagtailAdminPageForm):
    """A translation is edited by its words alone: what the form does not ask for, saving does not change."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.locale_id is None and self.parent_page:  # a preview before the page is kept
            self.instance.locale = self.parent_page.locale
        if not self.instance.is_original:
            self._leave_out(facts_in(self.instance.get_edit_handler()))

    def _leave_out(self, names):
        for name in names:
            self.fields.pop(name, None)
            self.formsets.pop(name, None)
