"""What a visitor typed."""

import unicodedata
from dataclasses import dataclass

LONGEST_QUERY = 100
SHORTEST_WORD = 2
MOST_SUGGESTIONS = 3


@dataclass(frozen=True)
class Words:
    """Words made fit to be looked for."""

    text: str = ""
    was_cut: bool = False

    @classmethod
    def of(cls, typed: str):
        """Without control characters and superfluous white space, and no longer than `LONGEST_QUERY`."""
        visible = "".join(sign if unicodedata.category(sign) != "Cc" else " " for sign in typed[: LONGEST_QUERY * 10])
        text = " ".join(visible.split())
        return cls(text[:LONGEST_QUERY].rstrip(), was_cut=len(text) > LONGEST_QUERY or len(typed) > LONGEST_QUERY * 10)

    def shorter(self):
        """Single words of several; of one long word its two halves: Japanese is written without spaces."""
        pieces = self.text.split()
        if len(pieces) == 1 and len(self.text) >= 2 * SHORTEST_WORD:
            middle = len(self.text) // 2
            pieces = [self.text[:middle], self.text[middle:]]
        wanted = dict.fromkeys(piece for piece in pieces if len(piece) >= SHORTEST_WORD and piece != self.text)
        return list(wanted)[:MOST_SUGGESTIONS]
