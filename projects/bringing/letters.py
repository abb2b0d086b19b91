"""The mails about projects that are brought in. Each goes out once: its key says what it is about."""

from django.urls import reverse

from accounts.notices.services import write_to
from pages.addresses import in_language, without_language

from .fields import in_words
from .forms import ProjectForm
from .workflow import reviewers


def to_moderators(submission, *, key):
    context = {
        "title": _name_on_the_site(submission),
        "by": submission.user.profile.shown_name,
        "is_edit": submission.is_edit,
        "changes": _changes(submission),
        "has_english": bool(submission.data.get("title_en") or submission.data.get("purpose_en")),
        "admin_path": reverse("wagtailadmin_pages:edit", args=[submission.project_id]),
    }
    for person in reviewers():
        _send(person, submission, f"submission:{submission.pk}:submitted:{key}", "submitted", context, "preview")


def of_sending_back(submission, *, key):
    context = {"title": _name_on_the_site(submission), "comment": submission.comment, "is_edit": submission.is_edit}
    _send(submission.user, submission, f"submission:{submission.pk}:sent_back:{key}", "sent_back", context)


def of_publishing(submission, page, *, key):
    context = {"title": submission.title, "is_edit": submission.is_edit, "page_path": page.get_url()}
    _send(submission.user, submission, f"submission:{submission.pk}:published:{key}", "published", context)


def _send(person, submission, key, template, context, view="draft"):
    """Paths lead to pages in the language of whoever reads the mail."""
    if not person.is_active:
        return
    language = person.profile.mail_language
    path = without_language(reverse(f"submission_{view}", args=[submission.pk]))
    paths = {"path": in_language(path, language)}
    if "page_path" in context:
        paths["page_path"] = in_language(without_language(context["page_path"]), language)
    write_to(user=person, key=key, template=f"bringing/{template}", context={**context, **paths})


def _name_on_the_site(submission):
    """A name that waits for a moderator is not the project's yet."""
    return submission.project.title if submission.is_edit else submission.title


def _changes(submission):
    """(label, new words) of the fields that wait, for a change of a published project."""
    fields = ProjectForm.base_fields
    return [(fields[name].label, _new_words(submission, name)) for name in submission.waiting_fields]


def _new_words(submission, name):
    words = in_words(submission.data.get(name))
    return f"{submission.project.title} → {words}" if name == "title" else words
