"""The search finds a project by what it asks for now."""

from collections.abc import Iterable

from modelsearch.tasks import insert_or_update_object_task


def find_anew(*, project_ids: Iterable[int]) -> None:
    """Put these projects into the index again, as saving their pages would."""
    for key in project_ids:
        insert_or_update_object_task.enqueue("projects", "projectpage", str(key))
