"""What is raised when another server cannot be reached, for floors that let a library ask it."""

from requests import RequestException

__all__ = ["UnreachableServer"]

UnreachableServer = RequestException
