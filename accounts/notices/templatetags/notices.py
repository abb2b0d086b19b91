"""What templates ask about follows."""

from django import template

from accounts.notices.models import Follow
from accounts.notices.targets import canonical

register = template.Library()


@register.simple_tag
def is_followed(user, kind, target):
    """Whether this person, signed in, follows it: one query, and none for anybody else."""
    target = canonical(target) if kind == Follow.Kind.SEARCH else str(target)
    return user.is_authenticated and Follow.objects.of(kind, target).filter(user=user).exists()


@register.simple_tag
def chosen_topic(form):
    """(slug, name) of the one topic by which a list is filtered, or nothing."""
    slug = form.cleaned_data.get("topic") if form and form.is_valid() else ""
    return (slug, dict(form.fields["topic"].choices)[slug]) if slug else None
