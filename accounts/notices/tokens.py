"""The signed word in the link that ends mails. It never expires: a mail may be old when somebody has enough."""

from django.core.signing import BadSignature, Signer

_signer = Signer(salt="accounts.notices.stop")


def token_for(user, what):
    """`what` is a kind of notices, or a pace: all that comes at it."""
    return _signer.sign_object([user.pk, what])


def read_token(token):
    """(number of the user, what), or None where it is not one of ours."""
    try:
        number, what = _signer.unsign_object(token)
    except (BadSignature, ValueError):
        return None
    return number, what
