"""HTTP itself: one thread a connection, on 127.0.0.1."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .server import GitHubServer


@dataclass
class Answer:
    status: int
    body: str
    headers: dict[str, str]


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
        else:
            self._send(answer)

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
        self.wfile.write(body)

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
