"""Every address of the site: its patterns as they are written, the views behind them, and a sample of each."""

import re
from uuid import UUID

from django.urls import URLResolver, get_resolver

from .world import arguments, queries

PACKAGES = {"hub", "events", "challenges", "projects", "accounts", "regions", "pages"}
NOBODY = "999999"
SAMPLES = {"int": NOBODY, "slug": "sample", "str": NOBODY, "path": "sample", "uuid": str(UUID(int=0))}


def routes(resolver=None, above=""):
    """(pattern, view) of every route, as it is written."""
    for each in (resolver or get_resolver()).url_patterns:
        whole = above + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each, whole)
        else:
            yield whole, each.callback


def patterns():
    return list(dict.fromkeys(pattern for pattern, _view in routes()))


def class_or_function(view):
    """What answers, without the wrappings of decorators and class-based views."""
    found = getattr(view, "view_class", None) or getattr(view, "__wrapped__", view)
    return found if found is view or isinstance(found, type) else class_or_function(found)


def is_ours(view):
    found = class_or_function(view)
    module = found.__module__ if isinstance(found, type) or hasattr(found, "__name__") else type(found).__module__
    return module.split(".")[0] in PACKAGES


def address(pattern, world=None):
    """An address that the pattern fits: of things of `world` where it has them, else of nothing."""
    path = pattern
    for part, real in arguments(world) if world else ():
        if part in path:
            path = path.replace(part, real)
    path = sample(path)
    query = queries(world).get(pattern) if world else None
    return f"{path}?{query}" if query else path


def sample(pattern):
    path = re.sub(r"\(\?P<[^>]+>[^)]*\)", "sample", pattern)
    path = path.replace(r"(\d+)", NOBODY).replace("(.*)", "sample").replace(r"((?:[\w\-]+/)*)", "")
    path = re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], path)
    return "/" + re.sub(r"[\^$?]|\\", "", path)
