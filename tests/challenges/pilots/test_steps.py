"""What the officers' desk says of a pilot."""

from challenges.models import ChallengePage
from challenges.pilots.services import add_milestone
from challenges.todo import todos_of

from .conftest import DAY, NOW, begin

TODAY = NOW.date()


def told(challenge):
    return [
        (each.text, each.count) for each in todos_of([ChallengePage.objects.get(pk=challenge.pk)], NOW)[challenge.pk]
    ]


def texts(challenge):
    return [text for text, _count in told(challenge)]


def test_pilot_is_set_up_once_a_partner_is_chosen(client, challenge, officer):
    assert texts(challenge) == ["パートナーと取り決めて、実証実験を始める"]
    client.force_login(officer)
    assert "/challenges/kobe/lunch/pilot/begin/" in client.get("/challenges/kobe/lunch/desk/").content.decode()


def test_challenge_moved_to_its_pilot_by_hand_lacks_the_page_of_it(challenge):
    challenge.stage = "pilot"
    challenge.save(clean=False)
    assert texts(challenge)[0] == "実証実験のページをつくり、だれが試すかを知らせる"


def test_milestones_that_are_overdue_are_counted(challenge, officer):
    pilot = begin(challenge, officer)
    for days in (-2, -1, 0, 1):
        add_milestone(pilot=pilot, title="試作", due_on=TODAY + days * DAY)
    assert told(challenge)[0] == ("期限を過ぎたマイルストーンを確かめる", 2)


def test_pilot_that_goes_well_asks_for_nothing_of_its_own(challenge, officer):
    add_milestone(pilot=begin(challenge, officer), title="試作", due_on=TODAY)
    assert not {"期限を過ぎたマイルストーンを確かめる", "実証実験のページをつくり、だれが試すかを知らせる"} & {
        *texts(challenge)
    }
