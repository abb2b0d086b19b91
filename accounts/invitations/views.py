"""The page to which the mail of an invitation leads."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.signin.second_factor import will_have_to_set_one_up

from .mailboxes import hinted
from .models import Invitation
from .services import accept
from .standing import ENDED, NotAcceptableError, standing_of
from .words import name_of, title_of

NOT_FOUND, GONE = 404, 410


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """Whoever has the secret of the mail reads what it is about; accepting asks for more (standing.py). Looking changes
    nothing: mail programs look, too."""
    return _accept(request, token) if request.method == "POST" else _page(request, token)


def _accept(request, token):
    try:
        accepted = accept(token=token, user=request.user, now=timezone.now())
    except NotAcceptableError:
        return _page(request, token)
    text = _("Welcome. You look after “%(space)s” from now on.") % {"space": title_of(accepted.space)}
    messages.success(request, text)
    return redirect("wagtailadmin_home")


def _page(request, token):
    found = _found(token)
    standing = standing_of(found, request.user, timezone.now())
    context = {"standing": str(standing), "has_ended": standing in ENDED, "here": request.path}
    if standing in ENDED:
        status = NOT_FOUND if found is None else GONE
        return TemplateResponse(request, "invitations/invitation.html", context, status=status)
    return TemplateResponse(request, "invitations/invitation.html", {**context, **_about(found, request)})


def _found(token):
    rows = Invitation.objects.with_token(token).select_related("space__page", "invited_by__profile")
    return rows.first()


def _about(found, request):
    return {
        "space": title_of(found.space),
        "by": name_of(found.invited_by),
        "hint": hinted(found.email),
        "expires_at": found.expires_at,
        "needs_second_factor": will_have_to_set_one_up(request),
    }
