"""Reviews over HTTP. Each file ends with its own addresses; `challenges/reviews/urls.py` puts them together."""
