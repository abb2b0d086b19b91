"""Projects over HTTP: the list, and one project with its figures."""

from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.permissions import may_moderate
from integrations.github.pulses import recent_totals
from pages.addresses import in_language
from pages.listing import listing
from pages.sections import sections_for

from .activity import newcomer_issues, weekly_commits
from .cards import project_cards, status_badge
from .contributors import contributor_list
from .details import LETTERS_SHOWN, details_as_edited, load_details
from .figures import coverage, open_figures, reported_figures, table_of
from .filters import ProjectFilter
from .health import health_of
from .inside import code_facts, languages_of
from .joining.models import Membership
from .joining.panel import joining_panel
from .models import ProjectPage
from .needs import OVER
from .permissions import role_in
from .wording import MOST, links_of, needs_of, over, people_of, tags_of, team_of, texts_of
from .work import DAYS, counted_in, was_quiet, words_about, work_table


def index(request, page):
    projects = ProjectPage.objects.for_visitors().by_activity().with_card_facts()
    found = listing(
        request,
        projects,
        filterset=ProjectFilter(request.GET, queryset=projects, request=request),
        cards=lambda rows: project_cards(rows.object_list.with_words_in(get_language())),
        empty_message=_("No project fits.") if request.GET else _("No project is listed here yet."),
    )
    return TemplateResponse(request, "projects/index.html", {**page.get_context(request), "listing": found})


def detail(request, page):
    facts = page.original
    if getattr(request, "is_preview", False) and "details" not in page.__dict__:
        page.details = details_as_edited(page)
    load_details({facts.pk: facts, page.pk: page}.values(), whole=True)
    context = {
        **page.get_context(request),
        **_words(page, facts),
        **_help(facts),
        **_people(request, facts),
        **_code(facts),
        "tags": tags_of(facts, in_language("/projects/", get_language())),
        "sections": sections_for("project", facts),
    }
    return TemplateResponse(request, "projects/detail.html", context)


def _words(page, facts):
    """What is written, and in which language: what is not translated is there in the original's."""
    people, links = people_of(page, facts), links_of(page, facts)
    return {
        "words_language": page.locale.language_code,
        "facts_language": facts.locale.language_code,
        "texts": texts_of(page),
        "team": team_of(page, facts),
        "people": people[:MOST],
        "more_people": over(people),
        "links": links[:MOST],
        "more_links": over(links),
    }


def _help(facts):
    badge = status_badge(facts)
    return {
        "badges": [badge] if badge else [],
        "is_over": facts.status in OVER,
        "needs": needs_of(facts, timezone.localdate()),
        "updates": facts.details.updates,
        "letters": LETTERS_SHOWN,
    }


def _people(request, facts):
    """Who is in it, and what the signed-in reader may do with it."""
    role = role_in(request.user, facts)
    manages = role == Membership.Role.OWNER or may_moderate(request.user)
    return {"joining": joining_panel(request, facts), "manages": manages, "writes": manages or role is not None}


def _code(facts):
    repositories = facts.repositories
    figures = open_figures(repositories)
    return {
        "figures": figures,
        "figures_wait": all(figure.shown_state == "pending" for figure in figures),
        "figures_note": coverage(repositories),
        "repositories": table_of(repositories),
        "code_facts": code_facts(repositories),
        "languages": languages_of(repositories),
        "health": health_of(repositories),
        "newcomer_issues": newcomer_issues(repositories),
        "activity": _activity(repositories),
        "reported_figures": reported_figures(facts.details.reported_figures),
    }


def _activity(repositories):
    """None where nothing that can be looked at now has been looked at."""
    public = [each for each in repositories if each.pk and not each.is_gone and each.latest_snapshot]
    if not public:
        return None
    recent = recent_totals(public, days=DAYS, today=timezone.localdate())
    return {
        "days": DAYS,
        "recent": recent,
        "recent_note": counted_in(recent),
        "said": words_about(recent),
        "is_quiet": was_quiet(recent),
        "work": work_table(public, recent),
        "weekly_commits": weekly_commits(public),
        "contributors": contributor_list(public),
    }
