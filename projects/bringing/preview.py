"""A draft as visitors would see the page, kept nowhere."""

from dataclasses import replace

from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Locale

from pages.models import NOT_KEPT_YET
from projects.details import details_as_edited
from projects.models import Need, ProjectPage
from projects.views import detail

from .fields import EDITABLE
from .pages import list_of_projects, new_page, write_english_on, write_on
from .typed import as_checked, needs_as_checked


def preview_of(request, submission) -> TemplateResponse:
    """What is not valid yet is left out."""
    cleaned = _cleaned(submission)
    page = _page(submission, cleaned)
    needs = tuple(_needs(submission)) if not submission.is_edit else page.details.needs
    facts = page
    if get_language() == "en" and cleaned.get("title_en"):
        page = _in_english(facts, cleaned)
    for each in (facts, page):
        each.details = _details(each, needs)
    request.is_preview = True
    response = detail(request, page)
    response.template_name = "bringing/preview.html"
    response.context_data["submission"] = submission
    return response


def _cleaned(submission):
    form = as_checked({"title": _("(no name yet)"), **submission.shown})
    form.full_clean()
    return {"title": submission.title, "purpose": "", **form.cleaned_data}


def _page(submission, cleaned):
    """The published page with the change, or a new one where it would come to stand."""
    if submission.project:
        page = submission.project.get_latest_revision_as_object()
        write_on(page, cleaned, EDITABLE)
        return page
    page = new_page(cleaned, EDITABLE, owner=submission.user)
    parent = list_of_projects()
    page.pk, page.slug = NOT_KEPT_YET, "preview"
    page.depth, page.path = parent.depth + 1, f"{parent.path}{'0' * page.steplen}"
    page.set_url_path(parent)
    return page


def _in_english(facts, cleaned):
    """The translation as it would be."""
    page = ProjectPage(
        pk=NOT_KEPT_YET,
        slug=facts.slug,
        path=facts.path,
        depth=facts.depth,
        url_path=facts.url_path,
        locale=Locale.objects.get(language_code="en"),
        translation_key=facts.translation_key,
    )
    write_english_on(page, cleaned, cleaned)
    page.__dict__["original"] = facts
    return page


def _details(page, needs):
    return replace(details_as_edited(page), needs=needs)


def _needs(submission):
    today = timezone.localdate()
    for form in needs_as_checked(submission.shown):
        form.full_clean()
        if "text" in form.cleaned_data:
            said = {"role": Need.Role.OTHER, **form.cleaned_data}
            yield Need(**said, asked_on=today, confirmed_on=today)
