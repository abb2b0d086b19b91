"""The part of GitHub that vouches for people: it asks them, gives a code, and for the code a token."""

from __future__ import annotations

import base64
import hashlib
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from .wire import Served

CLIENT_ID, CLIENT_SECRET = "an-oauth-app", "the-secret-of-the-oauth-app"
CODE, TOKEN = "a-code-for-one-use", "a-token-of-the-person"


class OAuthServer(Served):
    """`person` is who sits at the browser: what /user answers. `refuses` makes them say no; `broken` names the path
    that answers 502."""

    def __init__(self) -> None:
        self.person: Any = {"id": 1, "login": "hanako", "name": "山田花子", "email": "hanako@tomoni.example"}
        self.refuses = False
        self.broken = ""
        self.scopes: list[str] = []
        self.challenge = ""
        self.http = _HTTPServer(("127.0.0.1", 0), _Handler)
        self.http.github = self

    def answer(self, path: str, fields: dict[str, str], authorization: str) -> tuple[int, Any, str]:
        """Status, body, and where to go on."""
        if path == self.broken:
            return 502, {"message": "Server Error"}, ""
        if path == "/login/oauth/authorize":
            return 302, {}, self._back(fields)
        if path == "/login/oauth/access_token":
            return 200, self._token(fields), ""
        if path == "/user" and authorization == f"token {TOKEN}":
            return 200, self.person, ""
        return 404, {"message": "Not Found"}, ""

    def _back(self, fields: dict[str, str]) -> str:
        self.scopes, self.challenge = fields.get("scope", "").split(), fields.get("code_challenge", "")
        word = {"error": "access_denied"} if self.refuses else {"code": CODE}
        return f"{fields['redirect_uri']}?{urlencode({**word, 'state': fields['state']})}"

    def _token(self, fields: dict[str, str]) -> dict[str, str]:
        digest = hashlib.sha256(fields.get("code_verifier", "").encode()).digest()
        proved = base64.urlsafe_b64encode(digest).decode().rstrip("=") == self.challenge
        known = (fields.get("client_id"), fields.get("client_secret"), fields.get("code"))
        if not proved or known != (CLIENT_ID, CLIENT_SECRET, CODE):
            return {"error": "bad_verification_code"}
        return {"access_token": TOKEN, "token_type": "bearer", "scope": ""}


class _HTTPServer(ThreadingHTTPServer):
    daemon_threads = True
    github: OAuthServer


class _Handler(BaseHTTPRequestHandler):
    server: _HTTPServer

    def do_GET(self) -> None:
        self._serve(urlsplit(self.path).query)

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("content-length") or 0)).decode())

    def _serve(self, form: str) -> None:
        fields = {name: values[0] for name, values in parse_qs(form).items()}
        path = urlsplit(self.path).path
        status, body, where = self.server.github.answer(path, fields, self.headers.get("authorization", ""))
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
