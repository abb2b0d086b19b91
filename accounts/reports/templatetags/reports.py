"""Links to the form that something is reported with."""

from django import template

from accounts.reports.subjects import kind_of, report_path

register = template.Library()


@register.simple_tag
def report_address(subject, pk=None):
    """Of a row, or of a kind's name and a number."""
    return report_path(subject, pk) if isinstance(subject, str) else report_path(kind_of(subject).name, subject.pk)
