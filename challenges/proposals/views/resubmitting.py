"""Changing what is submitted already: all at once, or nothing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from challenges.proposals.services import RefusedFilesError, keep_late_texts, resubmit_proposal

from .form_page import files_in, form_page, problems_of_size
from .pages import address_of


def resubmit(request, proposal, form, now):
    """Where something is refused, what was in the envelope stays."""
    files = files_in(request, proposal, form) | {"problems": problems_of_size(request)}
    try:
        version = resubmit_proposal(proposal=proposal, by=request.user, now=now, texts=form.texts, **files)
    except RefusedFilesError as refused:
        return _refused(request, proposal, form, refused.messages)
    except ValidationError as error:
        if error.code in {"late", "closed"}:
            keep_late_texts(proposal=proposal, texts=form.texts, now=now)
        return _refused(request, proposal, form, error.messages)
    said = _("Submitted. The receipt %(number)s goes to your team by mail.")
    messages.success(request, said % {"number": version.receipt})
    return redirect(address_of(proposal))


def _refused(request, proposal, form, problems):
    stands = _("What was submitted before stands as it was.")
    proposal.refresh_from_db()
    return form_page(request, proposal, form, problems=[*problems, stands])
