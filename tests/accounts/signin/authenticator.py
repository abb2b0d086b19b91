"""An authenticator app (RFC 6238): six digits that follow from a secret and the time."""

import base64
import hashlib
import hmac
import struct
import time

STEP = 30


def code_of(secret, ahead=0):
    """What the app shows now, or so many steps ahead: a code is taken once."""
    counter = struct.pack(">Q", int(time.time()) // STEP + ahead)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
