"""Where a page is, in a language. Every page has an address in every language: words that are not translated yet
are shown as they are, with the site around them in the reader's language."""

from django.conf import settings


def address(page, language, request=None):
    """The path of `page` for a reader of `language`, as in "/en/projects/dim/"."""
    return in_language(page.get_url(request), language)


def in_language(path, language):
    """The same path for a reader of `language`; the first language has no prefix."""
    bare = without_language(path)
    return bare if language == settings.LANGUAGE_CODE else f"/{language}{bare}"


def without_language(path):
    for code, _name in settings.LANGUAGES:
        if path == f"/{code}" or path.startswith(f"/{code}/"):
            return path[len(code) + 1 :] or "/"
    return path
