"""How much a browser has to load besides the page: all CSS and all JavaScript of the public site, compressed."""

import gzip
import sys
from pathlib import Path

import django_htmx

BUDGET_BYTES = 30 * 1024
STATIC = Path(__file__).parent.parent.parent / "hub" / "static"
FROM_PACKAGES = [Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"]


def main() -> int:
    sizes = {kind: compressed_size(kind) for kind in ("css", "js")}
    for kind, size in sizes.items():
        print(f"{kind:<4}{size:>8,} bytes compressed, budget {BUDGET_BYTES:,}")  # noqa: T201
    return 1 if max(sizes.values()) > BUDGET_BYTES else 0


def compressed_size(kind: str) -> int:
    files = [*STATIC.rglob(f"*.{kind}"), *(path for path in FROM_PACKAGES if path.suffix == f".{kind}")]
    return sum(len(gzip.compress(path.read_bytes(), compresslevel=9)) for path in files)


if __name__ == "__main__":
    sys.exit(main())
