"""What a person has contributed on GitHub, as far as they let it be told."""

from allauth.socialaccount.models import SocialAccount
from django.db.models import Exists, OuterRef

from accounts.provider import GitHub
from integrations.github.models import Contribution, Contributor, ContributorChoice, Status

MOST = 30


def contributions_of(user):
    """The repositories on this site in which the person has commits, the most first; with their latest snapshot,
    whose `contributors_observed_at` dates them. None of an account that chose to have no name here. Two queries."""
    connected = SocialAccount.objects.filter(user=user, provider=GitHub.id)
    numbers = [int(uid) for uid in connected.values_list("uid", flat=True)]
    chosen = ContributorChoice.objects.filter(github_id=OuterRef("contributor__github_id"))
    named = Contribution.objects.filter(
        ~Exists(chosen.exclude(choice=ContributorChoice.Choice.SHOWN)),
        contributor__github_id__in=numbers,
        contributor__kind=Contributor.Kind.HUMAN,
        repository__status__in=[Status.ACTIVE, Status.ARCHIVED],
    ).exclude(contributor__login="")
    rows = named.select_related("contributor", "repository__latest_snapshot")
    return list(rows.order_by("-commits", "repository__full_name")[:MOST]) if numbers else []
