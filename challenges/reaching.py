"""The challenge at an address below /challenges/<municipality>/<challenge>/."""

from django.http import Http404

from .models import ChallengePage, MunicipalityPage


def challenge_at(municipality: str, slug: str) -> ChallengePage:
    """The original at this address, or at that of its translation, published or not; else 404."""
    paths = MunicipalityPage.objects.filter(slug=municipality).values_list("path", flat=True)
    below = [
        page
        for page in ChallengePage.objects.filter(slug=slug).select_related("locale", "round")
        if page.path[: -page.steplen] in set(paths)
    ]
    if not below:
        raise Http404
    return next((page for page in below if page.is_original), below[0].original)


def open_challenge_at(municipality: str, slug: str) -> ChallengePage:
    """The same, but only what anybody may see."""
    challenge = challenge_at(municipality, slug)
    if not ChallengePage.objects.for_visitors().filter(pk=challenge.pk).exists():
        raise Http404
    return challenge


def parts_of_address(challenge: ChallengePage) -> tuple[str, str]:
    """For `reverse`: the slugs of the municipality and of the challenge, both originals. Costs no query."""
    municipality, slug = challenge.url_path.strip("/").split("/")[-2:]
    return municipality, slug
