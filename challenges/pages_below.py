"""Pages below a challenge's page, which are no pages of the editors."""

from django.template.response import TemplateResponse
from django.utils.translation import get_language

from pages.addresses import address
from pages.metadata import metadata_for_view

from .words import title_of


def page_below(request, template, challenge, title, status=200, **context):
    """It says which challenge it is about, and leads back to it."""
    challenge_title, challenge_url = title_of(challenge), address(challenge, get_language())
    metadata = metadata_for_view(
        title=f"{title} | {challenge_title}", path=request.path, trail=[(challenge_title, challenge_url)], here=title
    )
    about = {
        "challenge": challenge,
        "challenge_title": challenge_title,
        "challenge_url": challenge_url,
        "title": title,
        "metadata": metadata,
    }
    return TemplateResponse(request, template, {**about, **context}, status=status)
