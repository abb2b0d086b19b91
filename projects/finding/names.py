"""How the values of facets are called that projects and people bring."""

from django.utils.translation import override

from accounts.abilities import SpokenLanguage
from accounts.models import Skill
from pages.finding.sources import Label, labels
from projects.models import ProjectPage, Technology


@labels("technology")
def technology_labels():
    return {slug: Label(name, name) for slug, name in Technology.objects.values_list("slug", "name")}


@labels("skill")
def skill_labels():
    rows = Skill.objects.values_list("slug", "name_ja", "name_en")
    return {slug: Label(name_ja, name_en) for slug, name_ja, name_en in rows}


@labels("status")
def status_labels():
    return in_both_languages(ProjectPage.Status)


@labels("language")
def language_labels():
    return in_both_languages(SpokenLanguage)


def in_both_languages(choices):
    found = {}
    for language in ("ja", "en"):
        with override(language):
            found[language] = {each.value: str(each.label) for each in choices}
    return {value: Label(found["ja"][value], found["en"][value]) for value in found["ja"]}
