"""Challenges over HTTP: all by stage, those of a municipality, and one."""

from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.listing import listing
from pages.sections import Section, sections_for
from projects.cards import project_cards
from projects.models import ProjectPage

from .cards import challenge_cards, grouped_by_stage, stage_badge
from .chapters import actions_for, chapters_for
from .details import challenge_facts, municipality_facts, texts
from .filters import SORTS, ChallengeFilter
from .models import ChallengePage, MunicipalityPage
from .timeline import timeline

MOST_PROJECTS = 12


def index(request, page):
    now = timezone.now()
    challenges = ChallengePage.objects.for_listing().by_stage(now)
    filterset = ChallengeFilter(request.GET, queryset=challenges, request=request, now=now)
    empty = _("No challenge fits. Take away a filter or look for another word.")
    context = {**page.get_context(request), **_listed(request, challenges, now, empty, filterset)}
    return TemplateResponse(request, "challenges/index.html", context)


def municipality(request, page):
    now = timezone.now()
    facts = page.original
    challenges = ChallengePage.objects.for_listing().child_of(facts).by_stage(now)
    context = {
        **page.get_context(request),
        **_listed(request, challenges, now, _("This municipality has posted no challenge yet.")),
        "rows": municipality_facts(facts),
        "sections": sections_for("municipality", facts),
    }
    return TemplateResponse(request, "challenges/municipality.html", context)


def _listed(request, challenges, now, empty_message, filterset=None):
    """The listing and, where it is in their order, its cards again under their stages."""

    def cards_of(rows):
        return challenge_cards(rows.object_list.with_words_in(get_language()), now)

    found = listing(request, challenges, filterset=filterset, cards=cards_of, empty_message=empty_message)
    is_by_stage = not filterset or filterset.form.cleaned_data.get("sort") in {"", SORTS[0][0]}
    groups = grouped_by_stage(found.page_obj.object_list, found.cards, now) if is_by_stage else []
    return {"listing": found, "stages": groups}


def detail(request, page):
    facts, now = page.original, timezone.now()
    municipality = MunicipalityPage.objects.of(page)
    stage = facts.stage_at(now)
    chapters = chapters_for(facts, request, now)
    context = {
        **page.get_context(request),
        "badges": [stage_badge(stage)],
        "stage": stage,
        "standing": page.standing if getattr(request, "is_preview", False) else None,
        "texts": texts(page, is_told=any(chapter.anchor == "outcome" for chapter in chapters)),
        "rows": challenge_facts(page, municipality),
        "stops": timeline(facts, facts.stage_changes.all(), now),
        "chapters": chapters,
        "actions": actions_for(facts, request, now),
        "sections": [*_projects(facts), *sections_for("challenge", facts)],
    }
    response = TemplateResponse(request, "challenges/detail.html", context)
    response.true_until = facts.clock_strikes_at(now)  # nobody reads that it is open when it has closed
    return response


def _projects(challenge):
    """Those that work on it, the most active ones; nothing where there is none."""
    working = ProjectPage.objects.for_visitors().filter(challenge_links__challenge=challenge)

    def in_order(projects):
        return projects.with_card_facts().by_activity().annotate(total=working.number())

    found = working.in_words(get_language(), in_order=in_order, most=MOST_PROJECTS)
    if found:
        heading, total = _("Projects that work on it"), found[0].original.total
        yield Section(heading=heading, cards=project_cards(found), empty="", count=total)
