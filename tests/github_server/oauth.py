"""The part of GitHub that vouches for people: it asks them, gives a code, and for the code a token."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import urlencode

from .answering import AnsweringServer

CLIENT_ID, CLIENT_SECRET = "an-oauth-app", "the-secret-of-the-oauth-app"
CODE, TOKEN = "a-code-for-one-use", "a-token-of-the-person"


class OAuthServer(AnsweringServer):
    """`person` is who sits at the browser: what /user answers; `emails` what /user/emails answers to who may see them.
    `refuses` makes them say no; `broken` names the path that answers 502. A code works once."""

    def __init__(self) -> None:
        super().__init__()
        self.person: Any = {"id": 1, "login": "hanako", "name": "山田花子", "email": "hanako@tomoni.example"}
        self.emails: Any = [{"email": "hanako@tomoni.example", "primary": True, "verified": True}]
        self.refuses = False
        self.broken = ""
        self.scopes: list[str] = []
        self.challenge = ""
        self.codes_used = 0
        self.code = ""

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
        if path == "/user/emails" and authorization == f"token {TOKEN}" and "user:email" in self.scopes:
            return 200, self.emails, ""
        return 404, {"message": "Not Found"}, ""

    def _back(self, fields: dict[str, str]) -> str:
        self.scopes, self.challenge = fields.get("scope", "").split(), fields.get("code_challenge", "")
        self.code = f"{CODE}-{self.codes_used}"
        word = {"error": "access_denied"} if self.refuses else {"code": self.code}
        return f"{fields['redirect_uri']}?{urlencode({**word, 'state': fields['state']})}"

    def _token(self, fields: dict[str, str]) -> dict[str, str]:
        digest = hashlib.sha256(fields.get("code_verifier", "").encode()).digest()
        proved = base64.urlsafe_b64encode(digest).decode().rstrip("=") == self.challenge
        known = (fields.get("client_id"), fields.get("client_secret"), fields.get("code"))
        if not proved or known != (CLIENT_ID, CLIENT_SECRET, self.code):
            return {"error": "bad_verification_code"}
        self.codes_used += 1
        self.code = ""
        return {"access_token": TOKEN, "token_type": "bearer", "scope": ",".join(self.scopes)}
