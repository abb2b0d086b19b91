"""Words that people have typed as skills and taken off again."""

from datetime import timedelta

from accounts.models import Skill
from accounts.skills import listed_slugs
from integrations.regular import regular


@regular("forget_unused_skills", every=timedelta(days=1))
def forget_unused_skills(now):
    """A skill of nobody, that nothing asks for, was only ever the word of the one who typed it."""
    unused = Skill.objects.filter(people=None, needs=None).exclude(slug__in=listed_slugs())
    _rows, by_model = unused.delete()
    return f"{by_model.get('accounts.Skill', 0)} forgotten"
