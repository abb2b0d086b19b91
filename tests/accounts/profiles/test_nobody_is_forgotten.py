"""Whatever points to a person is told by a room, or stands here with a reason."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts.personal_data import KEPT
from accounts.reports.models import Measure, Report
from projects.joining.models import Claim, JoinRequest
from projects.updates.models import ProjectUpdate
from tests.factories import make_project, make_user

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


def rows_of_others():
    """What somebody else wrote, asked for or reported, and others decide on."""
    now, other, project = timezone.now(), make_user("other@tomoni.example"), make_project()
    return [
        ProjectUpdate.objects.create(project=project, author=other, text="ないしょ", published_at=now, hidden_at=now),
        JoinRequest.objects.create(project=project, user=other, asked_at=now),
        Claim.objects.create(project=project, user=other, reason="ないしょ", claimed_at=now),
        Report.objects.create(reporter=other, subject=project, address="/x/", reason="spam", reported_at=now),
        Measure.objects.create(subject=other.profile, person=other, action="hide", address="/x/", taken_at=now),
    ]


def test_what_somebody_decided_on_others_is_in_their_copy_and_says_nothing_of_the_others(site, hana):
    decided = {"hidden_by", "decided_by", "taken_by", "undone_by"}
    for row in rows_of_others():
        for name in decided & {field.name for field in row._meta.fields}:
            label = f"{row._meta.label}.{name}"
            (kept,) = [each for each in KEPT.values() if label in each.fields]
            before = str(kept.of(hana))
            type(row).objects.filter(pk=row.pk).update(**{name: hana})
            after = str(kept.of(hana))
            assert after != before, label
            assert "ないしょ" not in after
            assert "other" not in after.replace("others", "")
