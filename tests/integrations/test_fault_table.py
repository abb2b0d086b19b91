"""The facts about GitHub that must cost no figure, each with how our server simulates it and the test that shows it.

A test that is renamed or taken away fails here, so that the table stays true.
"""

# ruff: noqa: E501 - a line of the table is a line
import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent

# fact; how the server does it; where it is shown
TABLE = """
60 requests an hour without a token | accounts_of_strangers | test_rest_only
5,000 points and requests an hour | limits.Account | test_sync_budget.test_spent_budget_stops_before_the_reserve_and_goes_on_in_the_next_hour
price of a question, 500,000 nodes, 100 items, 100 ids | prices.weigh | test_github_schema
question given up after 10 seconds, and charged | seconds_per_node, GIVES_UP_AFTER | test_sync_strange_answers.test_slow_server_that_gives_up_after_ten_seconds_is_asked_for_less_and_all_comes_in
question too big for the server | most_nodes | test_sync_faults.test_server_that_cannot_manage_many_is_asked_for_fewer
RESOURCE_LIMITS_EXCEEDED with partial data | faults.resource_limits, faults.hollow | test_every_fault
100 requests at once, GraphQL one at a time | most_at_once, most_graphql_at_once | test_sync_processes.test_two_first_runs_at_once_ask_one_at_a_time_and_nothing_twice
900 and 2,000 requests a minute | Account.hurried, broken | test_sync_storm.test_storm_of_faults_ends_with_the_truth_and_never_shows_anything_else
secondary limit with Retry-After in seconds or as a date | faults.secondary | test_every_fault
secondary limit without a time: a minute, then double | faults.secondary | test_sync_budget.test_limit_without_a_time_waits_a_minute_then_double_then_stops_with_75
RATE_LIMITED or RATE_LIMIT with 200 and points left | faults.limited_with_200 | test_every_fault
primary limit as 403 with remaining 0 | faults.primary_as_403 | test_every_fault
primary limit waits no hour but stops with 75 | faults.secondary("3600") | test_sync_budget.test_long_limit_stops_with_75_and_the_next_run_does_not_even_ask
budget of each resource by itself | accounts | test_sync_budget.test_figures_come_in_while_only_rest_is_out_of_budget
304 costs nothing with a token | Rest._contributors | test_contributors.test_list_that_did_not_change_costs_nothing_of_the_budget
ETag of one token is none for another | rest._etag | test_sync_strange_answers.test_list_marked_for_another_token_is_given_whole
webhook forged | webhook_deliveries.signed | test_webhooks_refused.test_forged_delivery_is_refused
webhook replayed | webhook_deliveries.Hook | test_webhooks.test_delivery_that_comes_again_does_nothing
webhook out of order | webhook_deliveries.Hook | test_webhooks.test_deliveries_out_of_order_end_with_what_github_says
webhook lost | nothing is delivered | test_sync_changes.test_after_days_of_changes_and_faults_every_figure_and_row_is_true
contributors of an empty repository: 204 | TrueRepository.empty | test_contributors.test_empty_repository_has_no_contributor
list of contributors kept for hours | the truth changes a day late | test_contributors.test_change_is_confirmed_a_day_later_because_github_keeps_the_list_for_hours
only the first 500 addresses have accounts | TrueRepository.listed_contributors | test_sync_strange_answers.test_authors_after_the_first_five_hundred_are_counted_as_github_lists_them
403 too large to list | TrueRepository.too_large | test_contributors.test_list_too_large_for_github_keeps_the_last_figures_and_is_marked
202 while computing, statistics and community profiles | faults.still_computing | test_every_fault; test_sync_strange_answers.test_nothing_is_asked_that_github_answers_late_or_wrong
301 on a sub-resource whose query PyGithub drops | faults.moved | test_sync_strange_answers.test_list_that_is_elsewhere_is_read_there_with_the_whole_question
302, 307 and 308 that PyGithub does not follow | faults.moved | test_sync_strange_answers.test_list_that_is_elsewhere_is_read_there_with_the_whole_question
redirects in a circle | faults.moved | test_sync_strange_answers.test_redirects_in_a_circle_end_and_change_nothing
contributor without an account | TrueContributor(None) | test_contributors.test_accounts_are_kept_with_their_commits_and_the_nameless_are_not
GitHub Enterprise Server | /api/v3, /api/graphql | test_configuration.test_enterprise_server_is_asked_at_its_own_addresses
502 and 504 as JSON and as HTML, a timeout in a 200 | faults.gateway_as_json, gateway_as_html, timeout_with_200 | test_every_fault
JSON that breaks off, a body shorter than promised | faults.cut_off, broken_off | test_every_fault
connection reset | faults.connection_reset | test_every_fault
silence, and a byte now and then | faults.stalled, dripping | test_sync_strange_answers.test_answer_without_an_end_is_none; test_sync_strange_answers.test_sync_outlasts_a_server_that_falls_silent
everything not found at once | faults.nothing_found | test_every_fault; test_sync_gone.test_answer_that_finds_nothing_at_all_is_doubted_with_one_question
chain of renames, transfer to another owner | World.rename | test_sync_identity.test_chain_of_renames_keeps_every_old_name_once
name given to another repository | World.add | test_sync_identity.test_reused_name_is_another_repository
404, private, 451, 403 blocked | TrueRepository.state | test_sync_gone.test_known_repository_is_gone_only_after_two_checks_a_day_apart
archived | TrueRepository.archived | test_sync_end_to_end.test_two_hundred_repositories_give_the_exact_truth_with_few_requests
empty: no branch | TrueRepository.empty | test_answers.test_pulse_of_an_empty_repository_is_complete
issues switched off | TrueRepository.has_issues | test_sync_strange_answers.test_repository_with_its_issues_switched_off_has_none_and_fails_nothing
list that changes between two pages | before_answer | test_newcomer_issues.test_list_that_changes_between_two_pages_is_read_again; test_contributors.test_list_that_changes_between_two_pages_is_read_again
issue that comes twice for its two labels | TrueRepository.repeats_issues | test_newcomer_issues.test_issue_with_two_of_the_labels_counts_once
force-push | TrueRepository.rewrite | test_sync_strange_answers.test_rewritten_history_corrects_the_weeks_and_who_wrote_it
commit with an old date merged late | TrueRepository.commits | test_content.test_old_commit_that_is_merged_late_corrects_its_own_week
process killed in mid-batch | before_answer, after_answer | test_sync_kills.test_rows_after_twenty_kills_are_those_of_an_undisturbed_run
two syncs started at once | Machine.run_at_once | test_sync_processes.test_two_full_runs_at_once_share_the_work
"""


def _shown_by():
    for line in TABLE.strip().splitlines():
        fact, _simulated, shown = (part.strip() for part in line.split("|"))
        for place in shown.split(";"):
            yield pytest.param(*place.strip().partition(".")[::2], id=f"{fact}: {place.strip()}")


@pytest.mark.parametrize(("module", "test"), list(_shown_by()))
def test_fact_is_shown_by_a_test_that_is_there(module, test):
    tree = ast.parse((HERE / f"{module}.py").read_text(encoding="utf-8"))
    tests = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}
    assert tests if not test else test in tests
