"""What is typed to prepare the next round."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.defences import Defended
from accounts.sending.limits import A_PERSON

from .models import Round

HALF_A_YEAR, A_YEAR = 6, 12


class NextRoundForm(forms.Form):
    name_ja = forms.CharField(label=_("name in Japanese"), max_length=200)
    name_en = forms.CharField(label=_("name in English"), max_length=200, required=False)
    slug = forms.SlugField(label=_("slug"), help_text=_("In addresses, as in 2027-1."))
    year = forms.IntegerField(
        label=_("fiscal year"),
        min_value=1900,
        max_value=2200,
        help_text=_("The year in which it begins, April to March."),
    )
    months = forms.TypedChoiceField(
        label=_("All dates lie"),
        coerce=int,
        choices=[(HALF_A_YEAR, _("half a year later")), (A_YEAR, _("a year later"))],
        initial=A_YEAR,
    )
    challenges = forms.MultipleChoiceField(
        label=_("Challenges to post again"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each is copied as a draft in preparation, without its partner and its outcome."),
    )

    def __init__(self, *args, pages, **kwargs):
        """`pages` are the challenges that may be copied."""
        super().__init__(*args, **kwargs)
        self.pages = {str(page.pk): page for page in pages}
        self.fields["challenges"].choices = [(number, page.title) for number, page in self.pages.items()]

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if Round.objects.filter(slug=slug).exists():
            raise forms.ValidationError(
                _("There is a round “%(slug)s” already. Choose another word."), params={"slug": slug}
            )
        return slug

    def clean_challenges(self):
        return [self.pages[number] for number in self.cleaned_data["challenges"]]


class PostAgainForm(Defended):
    """Challenges of the round `after`, given as `with_town()`, and the round into which they go."""

    purpose = "challenge-post-again"
    a_person = A_PERSON
    takes_time = False

    into = forms.ModelChoiceField(
        label=_("Round into which they go"), queryset=Round.objects.none(), to_field_name="slug", empty_label=None
    )
    challenges = forms.MultipleChoiceField(
        label=_("Challenges to post again"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one challenge.")},
    )

    def __init__(self, *args, after, pages, **kwargs):
        super().__init__(*args, **kwargs)
        self.pages = {str(page.pk): page for page in pages}
        self.fields["into"].queryset = Round.objects.exclude(pk=after.pk)
        self.fields["challenges"].choices = [(number, _named(page)) for number, page in self.pages.items()]

    def clean_challenges(self):
        return [self.pages[number] for number in self.cleaned_data["challenges"]]


def _named(page):
    return f"{page.title} ({page.town['title']})"
