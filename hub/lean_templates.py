"""Templates as people write them, sent without the room at the beginning of lines: it was a twentieth of a page, and
browsers show none of it."""

import re

from django.template.loaders import filesystem

ROOM = re.compile(r"^[ \t]+", re.MULTILINE)


class Loader(filesystem.Loader):
    """Mails keep theirs: there it is seen."""

    def get_contents(self, origin):
        text = super().get_contents(origin)
        return ROOM.sub("", text) if origin.name.endswith(".html") else text
