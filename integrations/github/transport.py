"""HTTP with an end: an answer is there, whole, within a time, or it is none.

The timeouts of `requests` are for each read, so a server that sends a byte now and then would keep a run for ever.
"""

from __future__ import annotations

import http.client
import io
import socket
import time
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ReadTimeoutError

TIMEOUT = 20  # seconds for each read; GitHub itself gives up after 10
LONGEST_REQUEST = 30.0  # seconds from the question to the end of the answer


class BoundedAdapter(HTTPAdapter):
    """For a session of PyGithub's; also ends what that would go on asking for ever, 202. A 301 comes as a 308, which
    means the same: PyGithub would follow it without its query, and leaves this one to the client."""

    def __init__(self, longest: float = LONGEST_REQUEST) -> None:
        self._pools = _pools(longest)
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> PoolManager:
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        response = super().send(request, *args, **kwargs)
        if response.status_code == 301:
            response.status_code = 308
        if response.status_code == 202:
            response.close()
            raise requests.Timeout("still being worked out", response=response)
        return response


def with_query_of(path: str, location: str) -> str:
    """A redirect that names the new place alone means the same question there."""
    query = urlsplit(path).query
    return location if urlsplit(location).query or not query else f"{location}?{query}"


def took_too_long(error: Exception) -> bool:
    """A timeout while the body is read comes as a broken connection."""
    return isinstance(error, requests.Timeout) or any(isinstance(cause, ReadTimeoutError) for cause in error.args)


def _pools(longest: float) -> dict[str, type[HTTPConnectionPool]]:
    """Connection pools whose answers end after so many seconds."""

    class Response(_EndingResponse):
        seconds = longest

    class Plain(HTTPConnection):
        response_class = Response

    class Secure(HTTPSConnection):
        response_class = Response

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


class _EndingResponse(http.client.HTTPResponse):
    seconds: float

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        raw: Any = self.fp.detach()
        self.fp = io.BufferedReader(_Ending(raw, sock, time.monotonic() + self.seconds))


class _Ending(io.RawIOBase):
    """What a socket receives until a moment; a read that is still waiting then raises TimeoutError."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, end: float) -> None:
        self._raw, self._sock, self._end = raw, sock, end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self._sock.settimeout(min(left, TIMEOUT))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()
