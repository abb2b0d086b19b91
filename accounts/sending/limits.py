"""How often something may be sent, by one person and from one network."""

import ipaddress
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.utils.crypto import salted_hmac

from .models import SentForm


@dataclass(frozen=True, slots=True)
class Limit:
    amount: int
    within: timedelta

    def free_again_at(self, rows, now):
        """None, if one more is allowed now."""
        times = list(rows.filter(at__gt=now - self.within).order_by("-at").values_list("at", flat=True)[: self.amount])
        return times[-1] + self.within if len(times) == self.amount else None


A_PERSON = (Limit(10, timedelta(hours=1)), Limit(30, timedelta(days=1)))
A_NETWORK = (Limit(100, timedelta(hours=1)),)  # a school or a city hall is one network


def network_of(request) -> str:
    """A digest of the network address; of the longer kind the part that one household has."""
    found = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if found.version == 6:
        found = ipaddress.ip_network((found, 64), strict=False).network_address
    return salted_hmac("accounts.sending", str(found), algorithm="sha256").hexdigest()


def free_again_at(form_sent, *, a_person=A_PERSON, a_network=A_NETWORK):
    """When one more may be sent, or None: now. `form_sent` is a SentForm that is not saved yet."""
    of_purpose = SentForm.objects.filter(purpose=form_sent.purpose)
    waits = [limit.free_again_at(of_purpose.filter(network=form_sent.network), form_sent.at) for limit in a_network]
    if form_sent.user:
        waits += [limit.free_again_at(of_purpose.filter(user=form_sent.user), form_sent.at) for limit in a_person]
    return max((each for each in waits if each), default=None)
