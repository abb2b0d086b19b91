"""Fields of the profile that are typed, skills and regions, and one that is chosen from."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.skills import LONGEST_NAME, slug_of, suggested_skills, tidy
from regions.choices import prefectures
from regions.naming import BETWEEN_REGIONS, regions_named

from .typed_lists import TypedListField

MOST_SKILLS, MOST_REGIONS = 30, 10
LONGEST_REGION = 40
LONGEST_NUMBER = 18


class SkillsField(TypedListField):
    """Cleans to names; those that are new become skills when the profile is saved."""

    def __init__(self, **options):
        super().__init__(suggestions=suggested_skills, most=MOST_SKILLS, longest=LONGEST_NAME, **options)

    def clean(self, value):
        names = super().clean(value)
        for name in names:
            if not slug_of(name):
                raise ValidationError(_("“%(name)s” is no skill: it has no letters.") % {"name": name}, code="no_skill")
        return names

    def names_in(self, value):
        """As they are kept: what is short as it was typed may be long then."""
        return list(dict.fromkeys(name for name in map(tidy, super().names_in(value)) if name))


class RegionsField(TypedListField):
    """Cleans to regions, which are named in any writing: 神戸市, こうべし, Hyogo."""

    between = BETWEEN_REGIONS

    def __init__(self, **options):
        super().__init__(suggestions=_prefecture_names, most=MOST_REGIONS, longest=LONGEST_REGION, **options)

    def clean(self, value):
        return regions_named(super().clean(value))


def _prefecture_names():
    return [prefecture.name for prefecture in prefectures()]


class TopicsField(forms.ModelMultipleChoiceField):
    """A number that is too large for a database is no choice either; Django would break on it."""

    def clean(self, value):
        too_large = [each for each in value or () if len(str(each)) > LONGEST_NUMBER]
        if too_large:
            message = self.error_messages["invalid_choice"]
            raise ValidationError(message, code="invalid_choice", params={"value": too_large[0]})
        return super().clean(value)
