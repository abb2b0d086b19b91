"""The mails about spaces and their people. Each goes out once: its key says what it is about."""

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.notices.letters import written
from accounts.notices.services import write_to
from integrations.mail.models import Letter
from integrations.mail.services import post, withdraw
from pages.templatetags.tomoni import datetime_text

from .mailboxes import account_with
from .words import name_of, title_of

FOLDER = "invitations"


def of_invitation(invitation, token):
    """To an address that may have no account here: in the language that was chosen, or in that of its account."""
    with translation.override(_language_of(invitation)):
        context = {
            "space": title_of(invitation.space),
            "by": name_of(invitation.invited_by),
            "path": reverse("space_invitation", args=[token]),
            "moment": datetime_text(localtime(invitation.expires_at)),
        }
        because = _("You get this mail because somebody typed your address into an invitation.")
        letter = written(f"{FOLDER}/invitation", context, because=because)
    key = f"{_key(invitation)}{invitation.times_sent}:{invitation.sent_at.isoformat()}"
    return post(key=key, to=invitation.email, subject=letter.subject, text=letter.text, headers=letter.headers)


def drop_unsent(invitation):
    """What still waits in the outbox would lead nowhere."""
    withdraw(letters=Letter.objects.filter(key__startswith=_key(invitation)).values("pk"))


def of_acceptance(invitation):
    """To whoever invited."""
    context = {"by": name_of(invitation.accepted_by), "path": _people(invitation.space)}
    _send([invitation.invited_by], f"space-invitation-accepted:{invitation.pk}", "accepted", invitation.space, context)


def of_removal(membership):
    context = {"by": name_of(membership.ended_by)}
    _send([membership.user], f"space-removed:{membership.pk}", "removed", membership.space, context)


def of_empty_space(membership):
    """To the moderators: nobody looks after it any more."""
    people = [each for each in get_user_model().objects.moderators() if each.pk != membership.user_id]
    context = {"path": _people(membership.space)}
    _send(people, f"space-empty:{membership.pk}", "empty", membership.space, context)


def _send(people, key, template, space, context):
    for person in people:
        if person and person.is_active:
            with translation.override(person.profile.mail_language):
                title = title_of(space)
            write_to(user=person, key=key, template=f"{FOLDER}/{template}", context={**context, "space": title})


def _language_of(invitation):
    account = account_with(invitation.email)
    return account.profile.mail_language if account else invitation.language


def _key(invitation):
    return f"space-invitation:{invitation.pk}:"


def _people(space):
    return reverse("space_people", args=[space.pk])
