"""Import, sync and export against the server: what comes out is what is true there."""

import pytest

from tests.github_server.truth import populate


def _expected(world, names, observed_at):
    rows = {}
    for name in names:
        truth = world.named(name)
        row = truth.export() if truth.visible else _gone(truth)
        row["observed_at"] = observed_at if truth.visible else None
        rows[row["full_name"]] = row
    return rows


def _gone(truth):
    status = "blocked" if truth.state in {"blocked", "taken_down"} else "private_or_deleted"
    return dict.fromkeys(truth.export()) | {"full_name": truth.full_name, "status": status}


@pytest.mark.parametrize("special", [2, 6])
def test_two_hundred_repositories_give_the_exact_truth_with_few_requests(github, commands, import_list, special):
    names = populate(github.world, 200, special=special)
    assert import_list("\n".join(names).encode()) == 0
    assert commands.out == "200 added, 0 known already, 0 repeated, 0 refused.\n"
    assert commands.sync() == 0
    assert {row["full_name"]: row for row in commands.export()} == _expected(
        github.world, names, "2026-04-01T03:00:00Z"
    )
    assert len(github.calls) <= 1.2 * 200


def test_export_has_the_fields_of_the_contract_in_order(github, commands):
    github.world.add("code/for-japan", stars=7)
    commands.add("code/for-japan")
    commands.sync()
    assert " ".join(commands.export()[0]) == (
        "github_id full_name status stars forks issues_open issues_closed pulls_open pulls_merged pulls_closed "
        "contributors_human contributors_bot contributors_anonymous newcomer_issues default_branch license topics "
        "primary_language pushed_at archived observed_at"
    )


def test_pending_repository_is_exported_with_nothing_but_its_name(commands):
    commands.add("code/for-japan")
    row = commands.export()[0]
    assert {name: value for name, value in row.items() if value is not None} == {
        "full_name": "code/for-japan",
        "status": "pending",
    }
