"""Asks one address again and again over connections that stay open, and counts the answers."""

import socket
import time
from concurrent.futures import ProcessPoolExecutor

PROCESSES = 2


def requests_per_second(port: int, path: str, seconds: float) -> float:
    """How many whole answers of status 200 came in a second, over `PROCESSES` connections."""
    with ProcessPoolExecutor(PROCESSES) as pool:
        counts = pool.map(_ask, [port] * PROCESSES, [path] * PROCESSES, [seconds] * PROCESSES)
        return sum(counts) / seconds


def _ask(port: int, path: str, seconds: float) -> int:
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: identity\r\n\r\n".encode()
    answers, end = 0, time.monotonic() + seconds
    connection = None
    while time.monotonic() < end:
        connection = connection or socket.create_connection(("127.0.0.1", port), timeout=10)
        connection.sendall(request)
        keep = _read_answer(connection)
        if not keep:
            connection.close()
            connection = None
        answers += 1
    return answers


def _read_answer(connection: socket.socket) -> bool:
    """Read one answer to its end; True if the server keeps the connection."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    status, *lines = head.split(b"\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines)}
    if b" 200 " not in status:
        raise RuntimeError(f"The server answered {status!r}.")
    left = int(headers[b"content-length"]) - len(body)
    while left > 0:
        left -= len(_more(connection))
    return headers.get(b"connection", b"").lower() != b"close"


def _more(connection: socket.socket) -> bytes:
    chunk = connection.recv(65536)
    if not chunk:
        raise RuntimeError("The server closed the connection in mid-answer.")
    return chunk
