"""Whatever was written past the signals is found a day later at the latest."""

from datetime import timedelta

from integrations.regular import regular

from .services import rebuild


@regular("finding", every=timedelta(days=1))
def compare_entries(now) -> str:
    changed = sum(rebuild().values())
    return f"{changed} entries changed"
