"""What a proposal of the sweep says, in words that stand nowhere else: whoever does not write it is not told."""

NAME, TEXT, FILE = "株式会社うちあけ", "だれにもいわない計画", "ないしょの図面.pdf"
WRITES, IS_INVITED = "asker", "volunteer"


def secrets_in(content: bytes, *, name: str) -> set[str]:
    """Those that `name` is told in it and should not be. Whoever is invited may know by whom."""
    if name == WRITES:
        return set()
    kept = {TEXT, FILE} if name == IS_INVITED else {NAME, TEXT, FILE}
    return {word for word in kept if word.encode() in content}
