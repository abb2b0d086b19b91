"""The data files beside this module."""

import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent


def read(name: str) -> dict:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
