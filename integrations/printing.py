"""What a command prints, when nobody reads it any more."""

import os
from contextlib import suppress
from typing import Any


def print_to_nobody(stream: Any) -> None:
    """Send what is still written to `stream` nowhere: its reader has seen enough (head, a closed pager).

    A stream that is no file of the system (that of a caller in Python) is left as it is."""
    with suppress(OSError), open(os.devnull, "w") as nowhere:  # noqa: PTH123 - no path, but a device
        os.dup2(nowhere.fileno(), stream.fileno())
