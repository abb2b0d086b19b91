"""The only file that speaks HTTP to GitHub: PyGithub in, records out.

PyGithub signs, keeps the connection and knows Enterprise addresses. Retrying, waiting, limits and redirects that it
does not follow are ours, because its own would send an oversized question again or sleep for an hour.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import requests
from github import Auth, Github, GithubException
from github.Requester import HTTPRequestsConnectionClass, HTTPSRequestsConnectionClass, Requester
from jwt.exceptions import PyJWTError

from . import parsing, parsing_details, parsing_period, questions
from .answers import Reply, graphql_data, raise_for_status, rate_limit, rate_limit_in_data, says_blocked
from .credentials import Credential, Stranger, Token, api_url
from .errors import (
    ConnectionBrokenError,
    CredentialsRefusedError,
    GitHubError,
    GitHubUnreachableError,
    NotConfiguredError,
    NotGitHubError,
    OverloadedError,
    RateLimitedError,
)
from .limits import Ledger
from .records import (
    Absence,
    CommitPage,
    ContributorPage,
    Identity,
    Inside,
    IssuePage,
    ListAnswer,
    Period,
    PeriodPage,
    Presence,
    Pulses,
    Resolved,
    TouchedPage,
    Weeks,
)
from .transport import TIMEOUT, BoundedAdapter, took_too_long, with_query_of

logger = logging.getLogger(__name__)

MOST_FAULTS_IN_A_ROW = 16  # a batch of 24 with one poisonous repository in it takes at most 9
PER_PAGE = 100
_MOST_REDIRECTS = 3
_HEADERS = {"X-Github-Next-Global-ID": "1"}


class GitHubClient:
    """One credential, one thread, one request at a time. A stranger has REST only, 60 requests an hour."""

    def __init__(self, github: Github, ledger: Ledger, *, name: str = "the token", is_stranger: bool = False) -> None:
        self._requester = github.requester
        self.name = name
        self.is_stranger = is_stranger
        self.ledger = ledger
        self._faults_in_a_row = 0

    def resolve(self, names: list[str]) -> Resolved:
        """Q0 for at most 100 names."""
        return parsing.resolved(names, *self._ask(questions.resolve(names)))

    def pulse(self, node_ids: list[str]) -> Pulses:
        """Q1 for at most 100 node ids."""
        return parsing.pulses(node_ids, *self._ask(questions.pulse(node_ids)))

    def newcomer_issues(self, node_ids: list[str], after: str | None = None) -> dict[str, IssuePage | Absence]:
        """Q3: the first page for some node ids, or the page after `after` for one."""
        answer = self._ask(questions.newcomer_issues(node_ids, after))
        return parsing_details.each(node_ids, *answer, parsing_details.issue_page)

    def inside(self, node_ids: list[str]) -> dict[str, Inside | Absence]:
        """Q2 for at most 100 node ids."""
        return parsing_details.each(node_ids, *self._ask(questions.inside(node_ids)), parsing_details.inside)

    def weekly(self, node_ids: list[str], mondays: list[date]) -> dict[str, Weeks | Absence]:
        """Q4 for the weeks that begin on these twelve Mondays."""
        answer = self._ask(questions.weekly(node_ids, mondays))
        return parsing_details.each(node_ids, *answer, lambda node: parsing_details.weeks(node, mondays))

    def period(self, node_ids: list[str], period: Period) -> dict[str, PeriodPage | Absence]:
        """Q5: the first pages of what happened in a period."""
        answer = self._ask(questions.period(node_ids, period))
        return parsing_details.each(node_ids, *answer, parsing_period.period_page)

    def period_commits(self, node_id: str, period: Period, after: str | None) -> CommitPage | Absence:
        """Q5: another page of commits for one node id, the first where `after` is None."""
        answer = self._ask(questions.period_commits(node_id, period, after))
        return parsing_details.each([node_id], *answer, parsing_period.commit_page)[node_id]

    def period_issues(self, node_id: str, period: Period, after: str | None) -> TouchedPage | Absence:
        answer = self._ask(questions.period_issues(node_id, period, after))
        return parsing_details.each([node_id], *answer, parsing_period.issue_page)[node_id]

    def period_pulls(self, node_id: str, after: str | None) -> TouchedPage | Absence:
        answer = self._ask(questions.period_pulls(node_id, after))
        return parsing_details.each([node_id], *answer, parsing_period.pull_page)[node_id]

    def contributors(self, github_id: int, page: int = 1, etag: str = "") -> ContributorPage | ListAnswer:
        """A page of REST's list, authors without an account among them. By id: a redirect would lose the query."""
        path = f"/repositories/{github_id}/contributors?anon=1&per_page={PER_PAGE}&page={page}"
        with self.accounted("core", 1):
            reply = self.get(path, {"If-None-Match": etag} if etag and not self.is_stranger else {})
            if reply.status == 304:
                return ListAnswer.UNCHANGED
            if reply.status == 403 and "too large" in reply.message().lower():
                return ListAnswer.TOO_LARGE
            raise_for_status(reply)
            if reply.status == 204:
                return ContributorPage((), has_next=False, etag="")
            found = parsing_details.contributor_page(reply, PER_PAGE)
            if found is None:
                raise OverloadedError("GitHub's list of contributors is none.")
            return found

    def presence_by_id(self, github_id: int) -> Presence:
        found, _body = self.look_up(f"/repositories/{github_id}")
        return found

    def presence_by_name(self, full_name: str) -> Presence | Identity:
        """Also where an old name leads to, in case GraphQL does not follow it."""
        found, body = self.look_up(f"/repos/{full_name}")
        if found is not Presence.THERE:
            return found
        return parsing.moved(full_name, body) or found

    def _ask(self, question: questions.Question) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        body = {"query": question.document, "variables": question.variables}
        with self.accounted("graphql", question.points):
            reply = self._send("POST", self._requester.graphql_url, body)
            data, errors = graphql_data(reply)
            if not reply.header("x-ratelimit-remaining"):
                self.ledger.record(rate_limit_in_data(reply, data))
            self.ledger.answered(data.get("rateLimit"), question.points)
        return data, errors

    @contextmanager
    def accounted(self, resource: str, points: int) -> Iterator[None]:
        """Ask only what the books allow, and keep them whatever comes back."""
        with self.ledger.turn(resource, points):
            try:
                yield
            except GitHubError as error:
                self._failed(resource, error)
                raise
            self._faults_in_a_row = 0
            self.ledger.let_through()

    def _failed(self, resource: str, error: GitHubError) -> None:
        """Note it; raise something worse where it is one too many."""
        labels = self.ledger.labels(resource=resource, error_kind=error.kind.value)
        logger.warning("A request to GitHub failed: %s", error, extra=labels)
        if isinstance(error, RateLimitedError):
            self.ledger.told_to_wait(resource, error)
        elif isinstance(error, OverloadedError | ConnectionBrokenError):
            self._faults_in_a_row += 1
            if self._faults_in_a_row >= MOST_FAULTS_IN_A_ROW:
                raise GitHubUnreachableError(
                    f"{self._faults_in_a_row} requests to {self._requester.hostname} failed in a row. {error}"
                ) from error

    def look_up(self, path: str) -> tuple[Presence, Any]:
        """Whether REST sees it: 404 is private or deleted, 451 and a 403 that says so are blocked."""
        with self.accounted("core", 1):
            reply = self.get(path)
            if reply.status == 404:
                return _gone(reply, doubt=self.is_stranger), None
            if reply.status == 451 or (reply.status == 403 and says_blocked(reply)):
                return Presence.BLOCKED, None
            raise_for_status(reply)
            body = reply.json()
            return _public(body), body

    def get(self, path: str, headers: dict[str, str] | None = None) -> Reply:
        """GET, following the 302, 307 and 308 that PyGithub leaves alone, on the same server only."""
        reply = self._send("GET", path, None, headers)
        for _hop in range(_MOST_REDIRECTS):
            if reply.status not in {302, 307, 308}:
                break
            target = urlsplit(reply.header("location"))
            if target.hostname not in {None, self._requester.hostname}:
                break
            self.ledger.one_more()
            reply = self._send("GET", with_query_of(path, reply.header("location")), None, headers)
        return reply

    def _send(self, verb: str, url: str, body: dict[str, Any] | None, extra: dict[str, str] | None = None) -> Reply:
        resource = "graphql" if verb == "POST" else "core"
        try:
            status, headers, text = self._requester.requestJson(verb, url, headers=_HEADERS | (extra or {}), input=body)
        except GithubException as error:  # only the exchange of an App's key for a token raises these
            raise _from_token_exchange(error) from error
        except (requests.RequestException, RuntimeError, ValueError, OSError) as error:
            if took_too_long(error):
                raise OverloadedError("GitHub's answer took too long.") from error
            raise ConnectionBrokenError(f"The connection to GitHub broke ({type(error).__name__}).") from error
        finally:
            self.ledger.count_request(resource)
        reply = Reply(status, headers, text)
        self.ledger.record(rate_limit(reply, resource))
        return reply


def _gone(reply: Reply, *, doubt: bool) -> Presence:
    """GitHub says so in JSON; what is cut off in the middle of it is asked for again. With `doubt` nothing else has
    shown yet that this server is GitHub's at all."""
    if "json" in reply.header("content-type"):
        reply.json()
    elif doubt:
        raise NotGitHubError("The server answered 404, not in GitHub's words: its API is elsewhere.")
    return Presence.GONE


def _public(body: Any) -> Presence:
    """What a token can see may still be private; that is nobody else's to see."""
    private = isinstance(body, dict) and body.get("private") is True
    return Presence.GONE if private else Presence.THERE


def _from_token_exchange(error: GithubException) -> Exception:
    if error.status in {401, 403, 404}:
        return CredentialsRefusedError(
            f"GitHub refused the App's key (status {error.status}). Check GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY and "
            "GITHUB_APP_INSTALLATION_ID."
        )
    return OverloadedError(f"GitHub gave no token for the App (status {error.status}).")


def connect(credential: Credential, ledger_for: Callable[[str], Ledger]) -> GitHubClient:
    """Build a client that asks as `credential`; `ledger_for(identity)` supplies its books.

    Raises NotConfiguredError with the remedy when the settings do not suffice.
    """
    base_url = api_url()
    return GitHubClient(
        _github(_auth(credential), base_url),
        ledger_for(f"{base_url} {credential.identity}"),
        name=credential.name,
        is_stranger=isinstance(credential, Stranger),
    )


def _github(auth: Auth.Auth | None, base_url: str) -> Github:
    """PyGithub on connections of ours. It takes their classes at its start; the switch back keeps them alive."""
    Requester.injectConnectionClasses(_Plain, _Secure)
    try:
        return Github(
            auth=auth,
            base_url=base_url,
            timeout=TIMEOUT,
            user_agent="Tomoni",
            retry=None,
            seconds_between_requests=None,
            seconds_between_writes=None,
        )
    finally:
        Requester.resetConnectionClasses()


class _Plain(HTTPRequestsConnectionClass):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session.mount("http://", BoundedAdapter())


class _Secure(HTTPSRequestsConnectionClass):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session.mount("https://", BoundedAdapter())


def _auth(credential: Credential) -> Auth.Auth | None:
    if isinstance(credential, Stranger):
        return None
    if isinstance(credential, Token):
        return Auth.Token(credential.token)
    app = Auth.AppAuth(credential.app_id, credential.private_key)
    try:
        app.create_jwt()
    except (PyJWTError, ValueError, TypeError) as error:
        raise NotConfiguredError(
            "GITHUB_APP_PRIVATE_KEY is not a private key in PEM form. Paste the whole .pem file that GitHub gave you, "
            "with its first and last line."
        ) from error
    return Auth.AppInstallationAuth(app, credential.installation)
