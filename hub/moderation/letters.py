"""What people are told of a decision, each once."""

from django.utils.translation import override

from accounts.notices.services import write_to
from accounts.reports.models import Report
from accounts.reports.subjects import kind_of
from pages.addresses import in_language
from projects.joining.querysets import owners_of
from projects.models import Need, ProjectPage
from projects.updates.models import ProjectUpdate


def of_decision(report, state):
    """To the person who reported, if the account is still there."""
    if report.reporter is None or not report.reporter.is_active:
        return
    language = report.reporter.profile.mail_language
    context = {
        "address": in_language(report.address, language),
        "reported_at": report.reported_at,
        "upheld": state == Report.State.UPHELD,
    }
    write_to(user=report.reporter, key=f"report-decided:{report.pk}", template="report_decided", context=context)


def of_measure(measure, subject):
    """To whoever wrote it, or owns the project that it belongs to."""
    for person in _concerned(measure, subject):
        write_to(
            user=person, key=f"measure:{measure.pk}", template="moderation_measure", context=_said(measure, person)
        )


def of_taking_back(measure):
    for person in _concerned(measure, measure.subject):
        key = f"measure-undone:{measure.pk}"
        write_to(user=person, key=key, template="moderation_undone", context=_said(measure, person))


def _concerned(measure, subject):
    if measure.person or measure.action == "suspend":
        return [measure.person] if measure.person else []
    if isinstance(subject, Need | ProjectUpdate):
        return list(owners_of(subject.project))
    return list(owners_of(subject)) if isinstance(subject, ProjectPage) else []


def _said(measure, person):
    """In the words of the reader: the title that is kept is in those of the moderator."""
    language = person.profile.mail_language
    kind = kind_of(measure.subject) if measure.subject else None
    with override(language):
        label, title = (str(kind.label), kind.title(measure.subject)) if kind else ("", measure.title)
    return {
        "note": measure.note,
        "title": title,
        "kind": label,
        "is_suspension": measure.action == "suspend",
        "address": in_language(measure.address, language),
    }
