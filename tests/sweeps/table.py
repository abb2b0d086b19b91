"""The table of rights: a text that people read, and that a test compares with the site's answers."""

from pathlib import Path

FILE = Path(__file__).with_name("rights.txt")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
WIDTH = 10


def read(people):
    """{pattern: {method: answers of `people`}}. A row with one answer is the same for everybody."""
    found: dict[str, dict] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            rows = found[line.strip()] = {}
            continue
        methods, *answers = line.split()
        rows.update(dict.fromkeys(methods.split(","), tuple(answers * len(people) if len(answers) == 1 else answers)))
    return found


def written(pattern, rows):
    """A block of the table; methods that are answered alike share a line."""
    lines = [pattern]
    together: dict[tuple, list] = {}
    for method in METHODS:
        together.setdefault(tuple(rows[method]), []).append(method)
    for answers, methods in together.items():
        said = [answers[0]] if len(set(answers)) == 1 else [answer.ljust(WIDTH) for answer in answers]
        lines.append(f"    {','.join(methods):<24} {' '.join(said)}".rstrip())
    return "\n".join(lines)
