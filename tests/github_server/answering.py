"""A local server that answers each request by one function: those who vouch for people are made of it."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .wire import Served


class AnsweringServer(Served):
    def __init__(self) -> None:
        self.http = _HTTPServer(("127.0.0.1", 0), _Handler)
        self.http.answering = self

    def answer(self, path: str, fields: dict[str, str], authorization: str) -> tuple[int, Any, str]:
        """Status, body, and where to go on."""
        raise NotImplementedError


class _HTTPServer(ThreadingHTTPServer):
    daemon_threads = True
    answering: AnsweringServer


class _Handler(BaseHTTPRequestHandler):
    server: _HTTPServer

    def do_GET(self) -> None:
        self._serve(urlsplit(self.path).query)

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("content-length") or 0)).decode())

    def _serve(self, form: str) -> None:
        fields = {name: values[0] for name, values in parse_qs(form).items()}
        path = urlsplit(self.path).path
        status, body, where = self.server.answering.answer(path, fields, self.headers.get("authorization", ""))
        text = json.dumps(body).encode()
        self.send_response(status)
        if where:
            self.send_header("location", where)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_arguments: object) -> None:
        """Nobody reads it."""
