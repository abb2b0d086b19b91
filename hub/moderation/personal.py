"""What measures and reports say of a person goes with the account."""

from django.contrib.contenttypes.models import ContentType

from accounts.personal_data import before_deletion
from accounts.reports.models import Measure, Report
from projects.joining.models import JoinMessage

NOWHERE = "/"


@before_deletion
def forget_who_it_was(user):
    """The name and the handle, and covered messages of requests that go with the account: nothing can uncover them."""
    Measure.objects.about(user.profile).update(title="", address=NOWHERE)
    Report.objects.about(user.profile).update(address=NOWHERE)
    messages = JoinMessage.objects.filter(request__user=user)
    covered = Measure.objects.filter(content_type=ContentType.objects.get_for_model(JoinMessage))
    covered.filter(object_id__in=messages.values("pk")).update(before={})
