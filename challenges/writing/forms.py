"""The editors' form of a challenge: a draft is kept with gaps, and handed in without them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pages.forms import BasePageForm

from .completeness import asked_for_before_submitting

HANDING_IN = ("action-submit", "action-restart-workflow")


class ChallengePageForm(BasePageForm):
    """Open source is the usual way for a challenge that is being begun; of those of before it stays unknown."""

    def __init__(self, *args, instance=None, **kwargs):
        if instance is not None and instance.pk is None:
            instance.is_open_source = True
        super().__init__(*args, instance=instance, **kwargs)

    def _post_clean(self):
        super()._post_clean()
        if self._hands_it_on() and not self.errors:
            self._refuse_gaps()

    def _hands_it_on(self):
        """To a colleague or to the programme office; sending it back and saving are no such thing."""
        if self.is_deferred_validation:
            return False
        approves = "action-workflow-action" in self.data and self.data.get("workflow-action-name") == "approve"
        return approves or any(name in self.data for name in HANDING_IN)

    def _refuse_gaps(self):
        missing = asked_for_before_submitting(self.instance)
        if not missing:
            return
        names = _(", ").join(str(part.label) for part in missing)
        self.add_error(
            None, ValidationError(_("Before it can be handed in, please tell: %(names)s.") % {"names": names})
        )
        for part in missing:
            self.add_error(part.field, ValidationError(part.why))
