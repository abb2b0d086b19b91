"""How reports are read."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max, Min, QuerySet


class ReportQuerySet(QuerySet):
    def open(self):
        return self.filter(state="open")

    def about(self, subject):
        kind = ContentType.objects.get_for_model(subject, for_concrete_model=False)
        return self.filter(content_type=kind, object_id=subject.pk)

    def things(self):
        """One row for each thing that waits: how many reports, since when; the longest waiting first."""
        grouped = self.open().values("content_type_id", "object_id")
        return grouped.annotate(
            count=Count("pk"), since=Min("reported_at"), last=Max("reported_at"), first=Min("pk")
        ).order_by("since", "first")


class MeasureQuerySet(QuerySet):
    def holding(self):
        """Those that nobody has taken back."""
        return self.filter(undone_at=None)

    def about(self, subject):
        kind = ContentType.objects.get_for_model(subject, for_concrete_model=False)
        return self.filter(content_type=kind, object_id=subject.pk)

    def hiding(self, subject):
        """The one because of which nobody sees it; None where no moderator has hidden it."""
        return self.holding().about(subject).filter(action="hide").first()
