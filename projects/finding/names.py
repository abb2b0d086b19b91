"""How the values of facets are called that projects and people bring."""

from accounts.abilities import SpokenLanguage
from accounts.models import Skill
from pages.finding.sources import Label, in_both_languages, labels
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
