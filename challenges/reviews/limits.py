"""How often those who judge and decide may send something: whoever has many proposals before them sends often."""

from datetime import timedelta

from accounts.sending.limits import Limit

MANY = (Limit(200, timedelta(hours=1)), Limit(1000, timedelta(days=1)))
