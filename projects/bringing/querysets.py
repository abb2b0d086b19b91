"""How projects that are brought in are read."""

from django.db.models import Q, QuerySet


class SubmissionQuerySet(QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def kept(self):
        """Those that have not been deleted."""
        return self.filter(removed_at=None)

    def unfinished(self):
        """Drafts, those with the moderators and those sent back; the last touched first."""
        return self.kept().exclude(stage="published").order_by("-saved_at", "-pk")

    def drafts(self):
        """New projects that have not been submitted, or came back."""
        return self.kept().filter(is_edit=False, stage__in=["draft", "sent_back"])

    def waiting(self):
        """Those that a moderator has to look at, the longest waiting first."""
        return self.kept().filter(stage="waiting").order_by("submitted_at", "pk")

    def waiting_for_page(self, project_id):
        return self.waiting().filter(project=project_id)

    def undecided_about_page(self, project_id):
        """Those, and the new project that was sent back: moderators may mend it themselves, and publish it."""
        waits = Q(stage="waiting") | Q(stage="sent_back", is_edit=False)
        return self.kept().filter(waits, project=project_id).order_by("submitted_at", "pk")

    def of_suspended_people(self, project_id):
        """New projects that would have an owner who cannot sign in."""
        return self.undecided_about_page(project_id).filter(is_edit=False, user__is_active=False)

    def open_edit_of(self, project, user):
        """The change of this published project that this person has begun and not sent, or has to look at again."""
        mine = self.kept().filter(project=project, user=user, is_edit=True, stage__in=["draft", "sent_back"])
        return mine.order_by("-saved_at", "-pk").first()

    def reading(self, repository_ids):
        """Those that wait for what GitHub says of these repositories."""
        return self.kept().filter(Q(repository__in=repository_ids), ~Q(reading=""), ~Q(reading="read"))

    def removed_before(self, time):
        return self.filter(removed_at__lt=time)
