"""What the pages of the desk have in common."""

from django.contrib import messages
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pages.metadata import metadata_for_view


def page(request, template, title, trail, **context):
    metadata = metadata_for_view(title=title, path=request.path, trail=trail, here=title)
    return TemplateResponse(
        request, f"challenges/desk/{template}.html", {"title": title, "metadata": metadata, **context}
    )


def page_of(request, template, challenge, title, **context):
    """A page about one challenge; it leads back to all."""
    all_of_mine = (_("My challenges"), reverse("challenges_desk"))
    own = [(challenge.title, challenge.address())] if challenge.live else []
    return page(request, template, title, [all_of_mine, *own], challenge=challenge, **context)


def say_problem(request, error):
    for said in error.messages:
        messages.error(request, said)
