"""Pages below a challenge's page, which are no pages of the editors."""

from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import address, in_language
from pages.metadata import metadata_for_view

from .words import title_of


def page_below(request, template, challenge, title, status=200, **context):
    """It says which challenge it is about, and leads back to it."""
    challenge_title, challenge_url = title_of(challenge), address(challenge, get_language())
    trail = [(_("Challenges"), in_language("/challenges/", get_language())), (challenge_title, challenge_url)]
    metadata = metadata_for_view(title=f"{title} | {challenge_title}", path=request.path, trail=trail, here=title)
    about = {
        "challenge": challenge,
        "challenge_title": challenge_title,
        "challenge_url": challenge_url,
        "title": title,
        "metadata": metadata,
    }
    return TemplateResponse(request, template, {**about, **context}, status=status)
