"""What a proposal and a review of the sweep say, in words that stand nowhere else: whoever may not know is not told."""

NAME, TEXT, FILE = "株式会社うちあけ", "だれにもいわない計画", "ないしょの図面.pdf"
"""Of a draft: its team reads it, and whoever is invited may know by whom."""
NOTE = "ひとりで書いた採点メモ"
"""Of a reviewer, before all scores are in: nobody else reads it."""
WRITES, IS_INVITED, SCORES = "asker", "volunteer", "owner"


def secrets_in(content: bytes, *, name: str) -> set[str]:
    """Those that `name` is told in it and should not be."""
    kept = {WRITES: {NOTE}, IS_INVITED: {TEXT, FILE, NOTE}, SCORES: {NAME, TEXT, FILE}}
    return {word for word in kept.get(name, {NAME, TEXT, FILE, NOTE}) if word.encode() in content}
