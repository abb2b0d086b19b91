"""What the forms of the editors' admin send."""

COUNTS = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")


def no_rows(*kinds):
    """The fields that say of each kind of row below a page ("comments") that there is none."""
    return {f"{kind}-{name}": "0" for kind in kinds for name in COUNTS}
