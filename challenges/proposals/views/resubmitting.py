"""Changing what is submitted already: all at once, or nothing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from challenges.proposals.lateness import check_in_time
from challenges.proposals.services import keep_late_texts, submit_proposal
from challenges.proposals.services.locks import lock_with_challenge

from .form_page import change_attachments, form_page
from .pages import address_of


class RefusedFilesError(Exception):
    """Carries what is wrong with them; nothing else is kept then either."""

    def __init__(self, problems):
        super().__init__(*problems)
        self.problems = problems


def resubmit(request, proposal, form, now):
    """Texts and files take the place of those in the envelope; where one is refused, those in it stay."""
    try:
        version = _submit_all(request, proposal, form, now)
    except RefusedFilesError as refused:
        return _refused(request, proposal, form, refused.problems)
    except ValidationError as error:
        if error.code in {"late", "closed"}:
            keep_late_texts(proposal=proposal, texts=form.texts, now=now)
        return _refused(request, proposal, form, error.messages)
    said = _("Submitted. The receipt %(number)s goes to your team by mail.")
    messages.success(request, said % {"number": version.receipt})
    return redirect(address_of(proposal))


@transaction.atomic
def _submit_all(request, proposal, form, now):
    """Locked in the order in which submitting locks: two who do this at once wait for each other, and do not block."""
    check_in_time(lock_with_challenge(proposal).challenge, now)
    if problems := change_attachments(request, proposal, form, now):
        raise RefusedFilesError(problems)
    return submit_proposal(proposal=proposal, by=request.user, now=now, texts=form.texts)


def _refused(request, proposal, form, problems):
    stands = _("What was submitted before stands as it was.")
    proposal.refresh_from_db()
    return form_page(request, proposal, form, problems=[*problems, stands])
