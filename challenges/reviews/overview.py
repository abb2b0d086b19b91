"""On a person's own page: reviews that wait for them."""

from accounts.overview import part


@part(order=12)
def reviews_that_wait(request):
    return None
