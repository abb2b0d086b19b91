"""What projects and people are called in a mail or on a page, in the language that is active."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from projects.models import ProjectPage


def titles_of(project_ids):
    """The reader's titles of these originals, by key."""
    pages = ProjectPage.objects.filter(pk__in=set(project_ids)).select_related("locale")
    return {page.original.pk: page.title for page in pages.with_words_in(get_language())}


def title_of(project):
    return titles_of([project.pk]).get(project.pk, project.title)


def name_of(user):
    """What others see of a person, on one line; accounts come and go."""
    return " ".join(user.profile.shown_name.split()) if user else _("somebody who has left the site")
