"""One search over things of all kinds: what floors above tell of them, kept side by side, counted in memory.

How it works and why: docs/finding.md and docs/decisions/0007-facets-are-counted-in-memory.md."""
