"""The demo content: facts in `*.toml`, and a module a noun that makes pages of them. The way in is `loader.load()`."""
