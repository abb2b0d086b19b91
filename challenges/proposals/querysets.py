"""How proposals are read. Whether somebody may see them is the question of `permissions.py`."""

from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

INVITED_FOR = timedelta(days=30)


class ProposalQuerySet(QuerySet):
    def written_by(self, user):
        """Those in whose team `user` is, the last changed first."""
        return self.filter(team__user=user).order_by("-changed_at", "-pk")

    def in_envelope(self):
        """Those that stood in the competition when it closed, or would if it closed now."""
        return self.filter(submitted_at__isnull=False)

    def drafts(self):
        return self.filter(stage="draft")

    def for_list(self):
        return self.in_envelope().annotate(number_of_attachments=Count("attachments", distinct=True))


class InvitationQuerySet(QuerySet):
    def open_at(self, now: datetime):
        return self.filter(invited_at__gt=now - INVITED_FOR)

    def run_out_at(self, now: datetime):
        return self.filter(invited_at__lte=now - INVITED_FOR)
