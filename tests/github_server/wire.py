"""HTTP itself: one thread a connection, on 127.0.0.1."""

from __future__ import annotations

import select
import socket
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from .server import GitHubServer


@dataclass
class Answer:
    """`stalled`: real seconds before the first byte; `pause`: between two bytes; `broken_off_after` so many bytes."""

    status: int
    body: str
    headers: dict[str, str]
    stalled: float = 0.0
    pause: float = 0.0
    broken_off_after: int | None = None


class Served:
    """A server of the tests: while `with` lasts it answers at `url`, from a thread of its own."""

    http: ThreadingHTTPServer

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.http.shutdown()
        self.http.server_close()


class HTTPServer(ThreadingHTTPServer):
    daemon_threads = True
    github: GitHubServer


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: HTTPServer
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        github = self.server.github
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        self._enter(1)
        try:
            answer = github.answer(self.command, self.path, self.headers, body)
        finally:
            self._enter(-1)
        if answer is None:
            self._break()
        elif answer.stalled:
            self._wait(answer.stalled)
            self.close_connection = True
        else:
            self._send(answer)
        if github.after_answer is not None:
            github.after_answer(len(github.calls))

    def _enter(self, step: int) -> None:
        github = self.server.github
        with github.lock:
            github.at_once += step
            github.most_at_once = max(github.most_at_once, github.at_once)

    def _send(self, answer: Answer) -> None:
        body = answer.body.encode()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        if answer.pause:
            self._drip(body, answer.pause)
        elif answer.broken_off_after is not None:
            self.wfile.write(body[: answer.broken_off_after])
            self.close_connection = True
        else:
            self.wfile.write(body)

    def _drip(self, body: bytes, pause: float) -> None:
        """Until the other side has had enough."""
        with suppress(OSError):
            for byte in body:
                self.wfile.write(bytes([byte]))
                self._wait(pause)
        self.close_connection = True

    def _wait(self, seconds: float) -> None:
        """So slow a server is, at most until the other side has hung up."""
        if seconds:
            select.select([self.connection], [], [], seconds)

    def _break(self) -> None:
        """Leave without a word: the other side sees a reset, not an end."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def date_time_string(self, timestamp: float | None = None) -> str:
        now: datetime = self.server.github.clock.now()
        return format_datetime(now, usegmt=True)

    def log_message(self, *_arguments: object) -> None:
        """The call log is in memory."""
