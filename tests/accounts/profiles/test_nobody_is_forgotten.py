"""Whatever points to a person is told by a room, or stands here with a reason."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model

from accounts.personal_data import KEPT

EXPLAINED = {
    "sending.SentForm.user": "the number of a form that was sent, kept for some days so that none counts twice",
}
"""Relations that no room needs to tell of."""


def relations_to_people():
    """As in "notices.Follow.user"; those that a page type has inherited are told once."""
    user = get_user_model()
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.is_relation and field.related_model is user
    }


def test_every_relation_to_a_person_is_told():
    told = {name for kept in KEPT.values() for name in kept.fields}
    assert sorted(relations_to_people() - told - EXPLAINED.keys()) == []


def test_nothing_is_told_of_that_is_not_there():
    told = [name for kept in KEPT.values() for name in kept.fields]
    assert sorted(set(told) - relations_to_people()) == []
    assert len(told) == len(set(told))


@pytest.mark.parametrize("name", sorted(KEPT))
def test_every_room_tells_of_somebody_new(site, hana, name):
    assert KEPT[name].of(hana) is not None
    assert str(KEPT[name].what)
    assert str(KEPT[name].why)
