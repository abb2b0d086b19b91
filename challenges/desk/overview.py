"""What officers' own page says of their challenges, and what the home page of the editors' admin does."""

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from accounts.overview import Part, part
from challenges.permissions import may_have_a_desk
from challenges.querysets import WORK

from .reading import challenges_at_the_desk_of, rows_of

MOST = 8


@part(order=15)
def my_challenges(request):
    """Nothing, where nobody looks after any."""
    if not may_have_a_desk(request.user):
        return None
    return Part(_("My challenges"), "challenges/desk/part.html", {"rows": first_rows(request.user)})


class ChallengesPanel(Component):
    """On the editors' home page, below what they look after."""

    name = "own_challenges"
    template_name = "challenges/admin/desk.html"
    order = 20

    def __init__(self, user):
        self.rows = first_rows(user)

    def get_context_data(self, parent_context):
        return {"rows": self.rows}


def first_rows(user):
    """Those that are not over, in the order of the desk."""
    now = timezone.now()
    challenges = challenges_at_the_desk_of(user).by_work(now).exclude(rank=WORK.index("over"))
    return rows_of(challenges[:MOST], user, now)
