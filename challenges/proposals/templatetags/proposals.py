"""Moments of proposals, to the second: here a second decides."""

from django import template
from django.utils.html import format_html

from challenges.proposals.words import exact_moment, moment_there

register = template.Library()


@register.filter
def exact_time(moment):
    return _element(moment, exact_moment(moment)) if moment else ""


@register.filter
def exact_time_there(moment):
    """For a column whose heading says that it is Japan's time."""
    return _element(moment, moment_there(moment)) if moment else ""


def _element(moment, text):
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), text)
