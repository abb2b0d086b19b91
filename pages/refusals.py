"""What is refused for a reason that the person in front of the screen is told."""


class RefusedError(Exception):
    """Its words are for people to read, in their language. Raise it before anything is written."""
