"""What the pages about one project's people have in common."""

from django.contrib import messages
from django.utils.translation import gettext as _

from projects.pages_below import page_below


def page(request, template, project, title, **context):
    return page_below(request, f"joining/{template}.html", project, title, **context)


def say_problem(request, error):
    """On the next page: what was refused, and why."""
    for said in error.messages:
        messages.error(request, said)


def say_repeated(request):
    messages.info(request, _("That was sent before. Nothing was done twice."))
