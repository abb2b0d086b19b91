"""What people may take along about the spaces they look after."""

import pytest
from django.utils import timezone

from accounts.invitations.personal import spaces_of
from accounts.invitations.services import remove_from_space

from .conftest import ADDRESS, browser

pytestmark = pytest.mark.usefixtures("site")


def test_export_tells_where_one_is_and_no_address_of_others(space, officer, taro, colleague, invited):
    _invitation, path = invited()
    browser(taro).post(path)
    remove_from_space(space=space, user=colleague, by=officer, now=timezone.now())
    theirs, mine = spaces_of(taro), spaces_of(officer)
    assert [each["space"] for each in theirs["looked_after"]] == ["神戸市"]
    assert [each["address"] for each in theirs["invitations_to_you"]] == [ADDRESS]
    assert [len(mine[each]) for each in mine] == [1, 0, 1, 1, 1]
    assert ADDRESS not in str(mine)
    assert colleague.email not in str(mine)
