"""What a person can have a copy of, and what becomes of it with the account."""

from accounts.personal_data import KEPT, prepare_deletion
from projects.joining.models import JoinMessage, JoinRequest
from projects.joining.services import make_owner, move_request, offer_project
from projects.joining.stages import Move
from tests.factories import make_project

from .conftest import NOW, ask, mails, person, roles


def test_copy_holds_projects_requests_messages_and_offers(project, owner, member, asker):
    request = ask(project, asker, "週末に手伝えます。")
    move_request(request=request, move=Move.ANSWER, by=owner, words="何ができますか。", now=NOW)
    offer_project(project=project, to=member, by=owner, leaves=False, now=NOW)
    of = KEPT["joining"].of
    [mine] = of(asker)["requests"]
    assert [(each["by_me"], each["text"]) for each in mine["messages"]] == [
        (True, "週末に手伝えます。"),
        (False, "何ができますか。"),
    ]
    assert of(owner)["projects"][0]["role"] == "owner"
    assert of(owner)["written_about_requests_of_others"][0]["text"] == "何ができますか。"
    assert of(member)["offers"][0]["by_me"] is False


def test_deleted_owner_leaves_an_orphaned_project_and_answers_without_a_name(project, owner, member, asker):
    request = ask(project, asker)
    move_request(request=request, move=Move.ANSWER, by=owner, words="何ができますか。", now=NOW)
    prepare_deletion(owner)
    owner.delete()
    assert roles(project) == {"Miki": "member"}
    assert len(mails(member)) == 1
    assert JoinMessage.objects.filter(author=None).get().text == "何ができますか。"


def test_deleted_asker_leaves_no_request(project, owner, asker):
    other = make_project()
    make_owner(project=other, user=person("Ken"), now=NOW)
    ask(project, asker)
    ask(other, asker)
    prepare_deletion(asker)
    asker.delete()
    assert JoinRequest.objects.count() == 0
