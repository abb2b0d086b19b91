"""An organization's server for signing in (OpenID Connect): it asks its people, and answers with a signed token."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from typing import Any
from urllib.parse import urlencode

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.github_server.answering import AnsweringServer

CLIENT_ID, CLIENT_SECRET = "tomoni", "the-secret-of-the-city"
TOKEN = "a-token-for-the-city"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ANOTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
KEY_ID = "key-1"
GONE = object()


class OpenIDServer(AnsweringServer):
    """`person` is who sits at the browser: the claims about them. `changed` changes claims of the token (GONE takes one
    out); `signed_with` is another key; `userinfo` what is told beside the token. `refuses` makes them say no; `broken`
    names the path that answers 502; `described` replaces what the server says of itself. A code works once."""

    def __init__(self) -> None:
        super().__init__()
        self.person: dict[str, Any] = {
            "sub": "staff-7",
            "name": "佐藤 太郎",
            "email": "taro@city.example",
            "email_verified": True,
        }
        self.changed: dict[str, Any] = {}
        self.userinfo: Any = {}
        self.signed_with: Any = KEY
        self.algorithm = "RS256"
        self.refuses = False
        self.broken = ""
        self.described: Any = None
        self.asked: list[str] = []
        self.code = self.nonce = self.challenge = ""

    def organization(self, **more: Any) -> dict[str, Any]:
        """As in OIDC_PROVIDERS."""
        named = {"id": "city", "name": "例市"}
        return {**named, "server_url": self.url, "client_id": CLIENT_ID, "secret": CLIENT_SECRET, **more}

    def answer(self, path: str, fields: dict[str, str], authorization: str) -> tuple[int, Any, str]:
        """Status, body, and where to go on."""
        self.asked.append(path)
        if path == self.broken:
            return 502, {"error": "server_error"}, ""
        if path == "/authorize":
            return 302, {}, self._back(fields)
        answers = {
            "/.well-known/openid-configuration": self._description,
            "/keys": lambda: {"keys": [self._public_key()]},
            "/token": lambda: self._token(fields),
        }
        if path in answers:
            return 200, answers[path](), ""
        if path == "/userinfo" and authorization == f"Bearer {TOKEN}":
            return 200, self.userinfo, ""
        return 404, {"error": "not_found"}, ""

    def _description(self) -> Any:
        if self.described is not None:
            return self.described
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
        }

    def _public_key(self) -> dict[str, Any]:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {**key, "kid": KEY_ID, "use": "sig", "alg": "RS256"}

    def _back(self, fields: dict[str, str]) -> str:
        self.nonce, self.challenge = fields.get("nonce", ""), fields.get("code_challenge", "")
        self.code = f"code-{len(self.asked)}"
        word = {"error": "access_denied"} if self.refuses else {"code": self.code}
        return f"{fields['redirect_uri']}?{urlencode({**word, 'state': fields['state']})}"

    def _token(self, fields: dict[str, str]) -> dict[str, Any]:
        digest = hashlib.sha256(fields.get("code_verifier", "").encode()).digest()
        proved = base64.urlsafe_b64encode(digest).decode().rstrip("=") == self.challenge
        known = (fields.get("client_id"), fields.get("client_secret"), fields.get("code"))
        if not proved or known != (CLIENT_ID, CLIENT_SECRET, self.code):
            return {"error": "invalid_grant"}
        self.code = ""
        return {"access_token": TOKEN, "token_type": "Bearer", "id_token": self._signed()}

    def _signed(self) -> str:
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 60, "nonce": self.nonce, **self.person}
        told = {name: value for name, value in {**claims, **self.changed}.items() if value is not GONE}
        return jwt.encode(told, self.signed_with, algorithm=self.algorithm, headers={"kid": KEY_ID})
