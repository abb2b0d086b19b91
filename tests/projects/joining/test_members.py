"""Roles, leaving, handing over: somebody looks after a project as long as anybody is there who could."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from projects.joining.models import Handover, Membership
from projects.joining.services import (
    add_member,
    change_role,
    leave_everything,
    leave_project,
    make_owner,
    offer_project,
    refuse_project,
    remove_member,
    take_back_offer,
    take_project,
)
from tests.factories import make_project

from .conftest import NOW, ask, mails, person, roles


def membership(project, user):
    return Membership.objects.get(project=project, user=user)


def offer(project, owner, member, *, leaves=False):
    return offer_project(project=project, to=member, by=owner, leaves=leaves, now=NOW)


def test_role_is_changed_and_the_person_told(project, owner, member):
    change_role(membership=membership(project, member), role="mentor", by=owner, now=NOW)
    assert roles(project) == {"Hana": "owner", "Miki": "mentor"}
    assert len(mails(member)) == 1


def test_same_role_again_is_no_news(project, owner, member):
    change_role(membership=membership(project, member), role="member", by=owner, now=NOW)
    assert mails(member) == []


def test_last_owner_stays_owner(project, owner, member):
    with pytest.raises(ValidationError) as refused:
        change_role(membership=membership(project, owner), role="member", by=owner, now=NOW)
    assert refused.value.code == "last_owner"
    with pytest.raises(ValidationError):
        remove_member(membership=membership(project, owner), reason="なし", by=owner, now=NOW)
    assert roles(project)["Hana"] == "owner"


def test_removed_person_reads_why(project, owner, member):
    remove_member(membership=membership(project, member), reason="連絡が取れません。", by=owner, now=NOW)
    assert roles(project) == {"Hana": "owner"}
    assert "連絡が取れません。" in mails(member)[0][1]


def test_whoever_has_left_cannot_be_removed_any_more(project, owner, member):
    mine = membership(project, member)
    leave_project(membership=mine, now=NOW)
    with pytest.raises(ValidationError) as refused:
        remove_member(membership=mine, reason="なし", by=owner, now=NOW)
    assert refused.value.code == "gone"
    assert mails(member) == []


def test_members_are_told_when_the_last_owner_leaves(project, owner, member):
    leave_project(membership=membership(project, owner), now=NOW)
    assert roles(project) == {"Miki": "member"}
    [(_subject, text)] = mails(member)
    assert "http://testserver/projects/lunch/claim/" in text


def test_nobody_is_told_when_one_of_two_owners_leaves(project, owner, member):
    make_owner(project=project, user=member, now=NOW)
    leave_project(membership=membership(project, owner), now=NOW)
    assert mails(member) == []


def test_member_takes_the_project_and_the_owner_stays_a_member(project, owner, member):
    take_project(handover=offer(project, owner, member), now=NOW)
    assert roles(project) == {"Hana": "member", "Miki": "owner"}
    assert (len(mails(member)), len(mails(owner))) == (1, 1)


def test_owner_may_leave_with_the_handover(project, owner, member):
    take_project(handover=offer(project, owner, member, leaves=True), now=NOW)
    assert roles(project) == {"Miki": "owner"}
    assert len(mails(member)) == 1


def test_refused_offer_changes_nothing(project, owner, member):
    refuse_project(handover=offer(project, owner, member), now=NOW)
    assert roles(project) == {"Hana": "owner", "Miki": "member"}
    assert len(mails(owner)) == 1


@pytest.mark.parametrize("decide", [take_project, refuse_project])
def test_offer_that_was_taken_back_cannot_be_decided(project, owner, member, decide):
    handover = offer(project, owner, member)
    take_back_offer(handover=handover, by=owner, now=NOW)
    with pytest.raises(ValidationError):
        decide(handover=handover, now=NOW)
    assert roles(project) == {"Hana": "owner", "Miki": "member"}


def test_one_offer_at_a_time_and_the_same_twice_is_one(project, owner, member):
    other = person("Ken")
    add_member(project=project, user=other, now=NOW)
    first = offer(project, owner, member)
    assert offer(project, owner, member) == first
    with pytest.raises(ValidationError) as refused:
        offer(project, owner, other)
    assert refused.value.code == "offered"
    assert len(mails(member)) == 1


def test_project_is_offered_to_members_alone(project, owner, asker):
    with pytest.raises(ValidationError) as refused:
        offer(project, owner, asker)
    assert refused.value.code == "no_member"


def test_offer_is_off_when_its_owner_goes(project, owner, member):
    handover = offer(project, owner, member)
    second = person("Ken")
    make_owner(project=project, user=second, now=NOW)
    leave_project(membership=membership(project, owner), now=NOW)
    with pytest.raises(ValidationError):
        take_project(handover=handover, now=NOW)
    assert roles(project) == {"Ken": "owner", "Miki": "member"}


@pytest.mark.parametrize("make", ["by_change_of_role", "by_claim"])
def test_offer_is_off_when_its_member_has_become_an_owner_otherwise(project, owner, member, make):
    handover = offer(project, owner, member)
    if make == "by_claim":
        make_owner(project=project, user=member, now=NOW)
    else:
        change_role(membership=membership(project, member), role="owner", by=owner, now=NOW)
    assert not Handover.objects.open().exists()
    with pytest.raises(ValidationError):
        take_project(handover=handover, now=NOW)
    assert roles(project) == {"Hana": "owner", "Miki": "owner"}


def test_deleted_account_leaves_its_projects_and_requests(project, owner, member, asker):
    other = make_project()
    make_owner(project=other, user=person("Ken"), now=NOW)
    ask(other, owner)
    leave_everything(user=owner, now=NOW)
    assert roles(project) == {"Miki": "member"}
    assert len(mails(member)) == 1
    assert list(owner.join_requests.values_list("stage", flat=True)) == ["withdrawn"]


def test_owner_by_other_ways_has_no_open_request_left(project, asker):
    request = ask(project, asker)
    make_owner(project=project, user=asker, now=NOW)
    request.refresh_from_db()
    assert (request.stage, mails(asker)) == ("accepted", [])


def test_operator_makes_an_owner(project, asker, capsys):
    call_command("add_owner", "TARO@tomoni.example", "lunch")
    assert roles(project) == {"Taro": "owner"}
    assert "給食の地図" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [("nobody@tomoni.example", "lunch"), ("taro@tomoni.example", "nothing")])
def test_operator_is_told_what_is_wrong(project, asker, wrong):
    with pytest.raises(CommandError) as refused:
        call_command("add_owner", *wrong)
    assert refused.value.returncode == 2


NAMES = ("Hana", "Miki", "Ken")
PEOPLE = st.sampled_from(NAMES)


class LifeOfATeam(RuleBasedStateMachine):
    """Three people come, go, and make each other owners and mentors. Refusals are fine; a project without an owner
    is not, unless the last one chose to leave."""

    @initialize()
    def begin(self):
        self.around = transaction.atomic()
        self.around.__enter__()
        self.project = make_project()
        self.people = {name: person(name) for name in NAMES}
        make_owner(project=self.project, user=self.people["Hana"], now=NOW)
        self.orphaned = False

    def teardown(self):
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    def row(self, name):
        return Membership.objects.filter(project=self.project, user=self.people[name]).first()

    def try_to(self, do, **what):
        try:
            with transaction.atomic():
                do(**what, now=NOW)
        except ValidationError:
            pass

    @rule(name=PEOPLE, role=st.sampled_from(["member", "mentor"]))
    def comes(self, name, role):
        if self.row(name) is None:
            add_member(project=self.project, user=self.people[name], role=role, now=NOW)

    @rule(name=PEOPLE)
    def is_made_owner(self, name):
        make_owner(project=self.project, user=self.people[name], now=NOW)
        self.orphaned = False

    @rule(name=PEOPLE, by=PEOPLE, role=st.sampled_from(["owner", "member", "mentor"]))
    def gets_a_role(self, name, by, role):
        if self.row(name) and not self.orphaned:
            self.try_to(change_role, membership=self.row(name), role=role, by=self.people[by])

    @rule(name=PEOPLE, by=PEOPLE)
    def is_removed(self, name, by):
        if self.row(name):
            self.try_to(remove_member, membership=self.row(name), reason="なし", by=self.people[by])

    @rule(name=PEOPLE)
    def leaves(self, name):
        if self.row(name):
            owners = Membership.objects.owners().filter(project=self.project)
            self.orphaned |= [each.user_id for each in owners] == [self.people[name].pk]
            leave_project(membership=self.row(name), now=NOW)

    @rule(by=PEOPLE, to=PEOPLE, leaves=st.booleans())
    def offers(self, by, to, leaves):
        if self.row(by) and self.row(by).role == "owner":
            self.try_to(offer_project, project=self.project, to=self.people[to], by=self.people[by], leaves=leaves)

    @rule(decide=st.sampled_from([take_project, refuse_project]))
    def decides(self, decide):
        for handover in Handover.objects.filter(project=self.project):
            self.try_to(decide, handover=handover)

    @invariant()
    def somebody_looks_after_it_unless_the_last_owner_left(self):
        assert Membership.objects.owners().filter(project=self.project).exists() != self.orphaned

    @invariant()
    def offers_are_from_owners_to_members(self):
        for handover in Handover.objects.open().filter(project=self.project):
            by, to = (Membership.objects.filter(project=self.project, user=each) for each in self.sides(handover))
            assert by.get().role == "owner"
            assert to.get().role != "owner"

    @staticmethod
    def sides(handover):
        return handover.offered_by, handover.offered_to


def test_whatever_people_do_somebody_looks_after_the_project(site):
    run_state_machine_as_test(
        LifeOfATeam,
        settings=settings(
            max_examples=20,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
        ),
    )
