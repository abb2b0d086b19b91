"""What is saved is saved, whatever becomes of its entry."""

import pytest
from django.db import transaction

from pages.finding.pending import changed
from pages.finding.sources import SOURCES, Source

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


class Failing(Source):
    def records(self, keys):
        raise RuntimeError("a fault in what it tells")


def test_fault_of_an_entry_is_logged_and_costs_nothing_else(monkeypatch, caplog):
    monkeypatch.setitem(SOURCES, "failing", Failing())
    told = []
    with transaction.atomic():
        changed("failing", [1])
        transaction.on_commit(lambda: told.append("what else waits for the commit"))
    assert told == ["what else waits for the commit"]
    assert "a fault in what it tells" in caplog.text
