"""The writes of an import: one row, one transaction."""

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page

from pages.models import ImportedRow

from .merging import COVER_SOURCE, PUBLISHED, Plan

LONGEST_SLUG = 80


@transaction.atomic
def carry_out(*, plan: Plan) -> None:
    """Write what the plan says, and remember the row's values for the next import."""
    if plan.is_new:
        plan.page = _create(plan)
    elif plan.changes_the_page:
        _update(plan)
    plan.write_beside()
    _remember(plan)
    plan.kind.confirm(plan.page_id, plan.values)


def _create(plan):
    published = plan.values.get(PUBLISHED, True)
    slug = free_slug(parent=plan.kind.parent, wished=plan.slug)
    page = plan.kind.page_type(slug=slug, live=published)
    plan.apply_to(page)
    plan.kind.parent.add_child(instance=page)
    revision = page.save_revision()
    if published:
        revision.publish()
    return page


def _update(plan):
    """Publish the changes, without taking an editor's draft along and without losing it. What an editor has taken off
    the site stays off, unless the row itself comes to say that it is published."""
    page = plan.page
    wanted = PUBLISHED in plan.changes and plan.changes[PUBLISHED].after
    draft = plan.draft
    if page.live:
        plan.apply_to(page)
        page.save_revision().publish()
    if draft:
        plan.apply_to(draft)
        revision = draft.save_revision()
        if wanted and not page.live:
            revision.publish()
    if PUBLISHED in plan.changes and not wanted:
        page.unpublish()


def _remember(plan):
    row = plan.row or ImportedRow(scope=plan.kind.scope, matching_key=plan.key, page_id=plan.page.pk)
    values = {**row.values, **plan.values}
    if row.pk and values == row.values:
        return
    row.values = values
    row.cover_source_url = values.get(COVER_SOURCE, "")
    row.save()


def free_slug(*, parent: Page, wished: str) -> str:
    """A slug made of the words `wished` that no page below `parent` has: ASCII where they are, else as they are."""
    base = slugify(wished, allow_unicode=True)[:LONGEST_SLUG].strip("-") or "page"
    taken = set(Page.objects.child_of(parent).filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
