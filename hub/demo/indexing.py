"""Indexing without a worker: each page once, however often it is saved on the way."""

from contextlib import contextmanager

from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.backends.immediate import ImmediateBackend
from modelsearch.backends import get_search_backend


class _EachOnce(ImmediateBackend):
    """Keeps tasks until `run_all()`. The same task with the same arguments is one task."""

    def __init__(self):
        super().__init__(DEFAULT_TASK_BACKEND_ALIAS, {})
        self._waiting = {}

    def _execute_task(self, task_result):
        key = (task_result.task.module_path, repr(task_result.args), repr(task_result.kwargs))
        self._waiting.setdefault(key, task_result)

    def run_all(self, each):
        """An error of a task is the caller's error: nothing may be left half indexed."""
        waiting, self._waiting = list(self._waiting.values()), {}
        for result in each("index", waiting):
            result.task.call(*result.args, **result.kwargs)


def index_whole(model):
    """For rows that were written in bulk, of which no signal told."""
    get_search_backend().add_bulk(model, list(model.get_indexed_objects()))


@contextmanager
def tasks_at_the_end(each):
    """What the body hands to the task queue runs when the body has ended, each once: nothing waits for a worker."""
    usual, each_once = task_backends[DEFAULT_TASK_BACKEND_ALIAS], _EachOnce()
    task_backends[DEFAULT_TASK_BACKEND_ALIAS] = each_once
    try:
        yield
        each_once.run_all(each)
    finally:
        task_backends[DEFAULT_TASK_BACKEND_ALIAS] = usual
