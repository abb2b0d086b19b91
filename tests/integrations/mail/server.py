"""A small real mail server, which can refuse, drop the line and be away."""

from __future__ import annotations

import socket
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from typing import Any, Self

from aiosmtpd.controller import Controller


class MailServer:
    """`with MailServer() as server:` listens on a port of its own; `received` is what it has taken.

    `at_recipient(address)` and `at_data(number, message)` may return an answer other than 250, or DROP the line;
    `after_data(number)` is called when a message was taken, before the answer goes out."""

    DROP = "drop"

    def __init__(self) -> None:
        self.received: list[Message] = []
        self.recipients: list[str] = []
        self.talks = 0
        self.at_recipient: Any = lambda address: None
        self.at_data: Any = lambda number, message: None
        self.after_data: Any = lambda number: None
        self.port = _free_port()
        self.controller: Controller | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def start(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=10)
        self.controller.start()

    def stop(self) -> None:
        if self.controller:
            self.controller.stop()
            self.controller = None

    def subjects(self) -> list[str]:
        return [str(make_header(decode_header(message["Subject"]))) for message in self.received]

    async def handle_EHLO(self, server, session, envelope, hostname, answers):  # noqa: N802
        self.talks += 1
        session.host_name = hostname
        return answers

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if answer := self.at_recipient(address):
            return self._answer(server, answer)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        message = message_from_bytes(envelope.content)
        if answer := self.at_data(len(self.received) + 1, message):
            return self._answer(server, answer)
        self.received.append(message)
        self.recipients.extend(envelope.rcpt_tos)
        self.after_data(len(self.received))
        return "250 OK"

    def _answer(self, server: Any, answer: str) -> str:
        if answer != self.DROP:
            return answer
        server.transport.abort()
        return "421 Gone"


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
