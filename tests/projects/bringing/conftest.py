"""People and steps of bringing a project in."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.test import Client

from accounts.moderators import GROUP
from integrations.mail.models import Letter
from projects.bringing.models import Submission
from tests.factories import make_user
from tests.sending import send


class Person:
    """Somebody who is signed in."""

    def __init__(self, user):
        self.user = user
        self.client = Client()
        self.client.force_login(user)

    def get(self, path, **options):
        return self.client.get(path, **options)

    def send(self, path, form=0, **typed):
        return send(self.client, path, form, **typed)

    def begin(self, **typed):
        """A draft by hand with this in it; returns its row."""
        path = self.send("/projects/new/", 2).url
        self.send(path, **typed)
        return Submission.objects.get(pk=path.rstrip("/").rpartition("/")[2])

    def submit(self, submission):
        return self.send(f"/projects/new/{submission.pk}/submit/")

    def bring_in(self, **typed):
        submission = self.begin(**{"title": "給食の献立", "purpose": "親が献立をすぐに見られる。", **typed})
        self.submit(submission)
        submission.refresh_from_db()
        return submission


def make_person(email, **fields):
    user = make_user(email, **fields)
    EmailAddress.objects.update_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    return Person(user)


@pytest.fixture
def volunteer(site):
    return make_person("volunteer@tomoni.example")


@pytest.fixture
def stranger(site):
    return make_person("stranger@tomoni.example")


@pytest.fixture
def moderator(site):
    return make_person("moderator@tomoni.example", groups=[Group.objects.get(name=GROUP)])


@pytest.fixture
def letters():
    """`letters(user)`: subjects of the mails to them, in order."""

    def of(user):
        return list(Letter.objects.filter(to=user.email).order_by("pk").values_list("subject", flat=True))

    return of


@pytest.fixture
def decide(moderator):
    """`decide(page, "approve")` or `decide(page, "reject", "Please …")`, in the admin as moderators do."""

    def decide(page, action, comment=""):
        state = page.current_workflow_state.current_task_state
        return moderator.client.post(
            f"/admin/pages/workflow/action/{page.pk}/{action}/{state.pk}/", {"comment": comment}, follow=True
        )

    return decide
