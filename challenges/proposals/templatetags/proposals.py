"""Moments of proposals, to the second: here a second decides."""

from django import template
from django.utils.html import format_html

from challenges.proposals.words import exact_moment

register = template.Library()


@register.filter
def exact_time(moment):
    if moment is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), exact_moment(moment))
