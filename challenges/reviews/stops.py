"""Where a review stands, as stops on a timeline."""

from django.utils.translation import gettext as _

from pages.cards import Stage as Stop


def stops_of(standing, *, sent) -> list[Stop]:
    """`sent`: whether any decision was. The first stop that is not done is where it stands; where nobody scores, there
    is no scoring."""
    frozen_at = standing.review.frozen_at or (standing.challenge.closes_at if standing.is_frozen else None)
    stops = [(_("Criteria frozen"), frozen_at, standing.is_frozen, "" if standing.is_frozen else _("at the closing"))]
    if standing.reviewers or standing.is_revealed or standing.is_sealed:
        stops.append((_("Scoring over"), standing.review.revealed_at, standing.is_revealed, _handed_in(standing)))
    stops.append((_("Decisions sent"), None, sent, ""))
    return list(_with_states(stops))


def _with_states(stops):
    is_current_found = False
    for label, reached, is_done, note in stops:
        state = "done" if is_done else "ahead" if is_current_found else "current"
        is_current_found = is_current_found or not is_done
        yield Stop(label, reached, state, note)


def _handed_in(standing):
    if standing.is_sealed or standing.is_revealed:
        return ""
    return _("%(done)s of %(all)s have handed in") % {"done": len(standing.handed_in), "all": len(standing.judges)}
