"""A list that people type: what is in it already is ticked, and there is room for more. Works without JavaScript."""

import re
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

ROOM = 3
BETWEEN_NAMES = re.compile(r"[\n、,，;；]")


class Typed(NamedTuple):
    kept: list[str]
    added: list[str]


class TypedList(forms.Widget):
    """`suggestions` is called when the form is shown, so that it can be in the reader's language."""

    template_name = "accounts/profiles/typed_list.html"
    use_fieldset = True

    def __init__(self, *, suggestions, attrs=None):
        super().__init__(attrs)
        self.suggestions = suggestions

    def render(self, name, value, attrs=None, renderer=None):
        """By the site's own templates; those of forms are looked for elsewhere."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def get_context(self, name, value, attrs):
        typed = value if isinstance(value, Typed) else Typed(list(value or []), [])
        empty = [""] * max(ROOM - len(typed.added), 1)
        context = super().get_context(name, None, attrs)
        return {**context, "kept": typed.kept, "added": [*typed.added, *empty], "suggestions": self.suggestions()}

    def value_from_datadict(self, data, files, name):
        added = [text.strip() for text in data.getlist(f"{name}_more")]
        return Typed(data.getlist(name), [text for text in added if text])

    def value_omitted_from_data(self, data, files, name):
        return False


class TypedListField(forms.Field):
    """At most `most` names of at most `longest` letters; several may be typed into one line."""

    between = BETWEEN_NAMES

    def __init__(self, *, suggestions, most, longest, **options):
        super().__init__(widget=TypedList(suggestions=suggestions), required=False, **options)
        self.most, self.longest = most, longest

    def clean(self, value):
        names = self.names_in(value)
        self._check(names)
        return names

    def names_in(self, value):
        parts = [part for text in value.added for part in self.between.split(text)]
        names = [name for name in (" ".join(part.split()) for part in [*value.kept, *parts]) if name]
        return list(dict.fromkeys(names))

    def _check(self, names):
        if len(names) > self.most:
            text = ngettext_lazy("Name at most %(most)d.", "Name at most %(most)d.", self.most)
            raise ValidationError(text % {"most": self.most}, code="too_many")
        for name in names:
            if len(name) > self.longest:
                text = _("“%(name)s…” is too long: at most %(longest)d letters each.")
                raise ValidationError(text, code="too_long", params={"name": name[:20], "longest": self.longest})
