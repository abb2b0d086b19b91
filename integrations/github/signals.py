"""What the floors above may listen to. Both are sent with `sender=Repository`."""

from django.dispatch import Signal

# After the commit, with `repository_ids`: the rows (primary keys) whose figures, name or state were just stored.
repositories_synced = Signal()

# Inside the transaction, with `losing_id` and `winning_id`: two names turned out to be one repository. Every
# foreign key has been moved to the winner already; listen to move copies that are kept elsewhere (page drafts).
repositories_merged = Signal()
