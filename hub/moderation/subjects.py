"""What can be reported on this site."""

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Profile
from accounts.reports.subjects import Kind, reportable
from challenges.pilots.models import PilotUpdate
from challenges.questions.models import Question
from challenges.questions.stages import Stage as QuestionStage
from pages.addresses import without_language
from projects.joining.models import JoinMessage
from projects.models import Need, ProjectPage
from projects.permissions import may_see_request
from projects.updates.models import ProjectUpdate


def _page_of(page):
    return without_language(page.get_url() or "/")


def _request_of(message):
    return iri_to_uri(f"/projects/{message.request.project.slug}/join/{message.request_id}/")


def _introduction_of(profile):
    """What the page of the profile shows: whoever is signed in may open the form to report it."""
    return profile.introduction if profile.shows(Profile.Part.INTRODUCTION) else ""


def _title_of_message(message):
    return _("A message about joining %(project)s") % {"project": message.request.project.title}


def _list_with(question):
    return f"{_page_of(question.challenge)}questions/"


def _is_public(question):
    return question.challenge.live and question.stage == QuestionStage.ANSWERED and question.hidden_at is None


KINDS = (
    Kind(
        name="project",
        model=ProjectPage,
        label=gettext_lazy("project"),
        title=lambda project: project.title,
        text=lambda project: project.summary(),
        address=_page_of,
        may_see=lambda _user, project: project.live,
        author=lambda _project: None,
    ),
    Kind(
        name="need",
        model=Need,
        label=gettext_lazy("need"),
        title=lambda need: need.project.title,
        text=lambda need: need.text,
        address=lambda need: _page_of(need.project),
        may_see=lambda _user, need: need.project.live and need.closed_at is None,
        author=lambda _need: None,
        related=("project",),
    ),
    Kind(
        name="update",
        model=ProjectUpdate,
        label=gettext_lazy("update"),
        title=lambda update: update.project.title,
        text=lambda update: update.text,
        address=lambda update: f"{_page_of(update.project)}updates/",
        may_see=lambda _user, update: update.project.live and update.hidden_at is None,
        author=lambda update: update.author,
        related=("project", "author__profile"),
    ),
    Kind(
        name="profile",
        model=Profile,
        label=gettext_lazy("profile"),
        title=lambda profile: profile.shown_name,
        text=_introduction_of,
        address=lambda profile: f"/people/{profile.handle}/",
        may_see=lambda _user, profile: profile.is_public and profile.user.is_active,
        author=lambda profile: profile.user,
        related=("user",),
    ),
    Kind(
        name="message",
        model=JoinMessage,
        label=gettext_lazy("message"),
        title=_title_of_message,
        text=lambda message: message.text,
        address=_request_of,
        may_see=lambda user, message: may_see_request(user, message.request),
        author=lambda message: message.author,
        related=("request__project", "author__profile"),
    ),
    Kind(
        name="question",
        model=Question,
        label=gettext_lazy("question about a challenge"),
        title=lambda question: f"Q{question.number} {question.challenge.title}",
        text=lambda question: f"{question.wording}\n\n{question.answer}",
        address=_list_with,
        may_see=lambda _user, question: _is_public(question),
        author=lambda _question: None,  # who asked is shown to nobody, moderators neither
        related=("challenge",),
    ),
    Kind(
        name="pilot_update",
        model=PilotUpdate,
        label=gettext_lazy("update of a pilot"),
        title=lambda update: update.pilot.challenge.title,
        text=lambda update: update.text,
        address=lambda update: f"{_page_of(update.pilot.challenge)}pilot/",
        may_see=lambda _user, update: update.pilot.challenge.live and update.hidden_at is None,
        author=lambda update: update.author,
        related=("pilot__challenge", "author__profile"),
    ),
)
for each in KINDS:
    reportable(each)
