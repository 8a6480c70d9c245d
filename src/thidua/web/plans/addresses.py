"""Addresses of the room, and the secret in a calendar address."""

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from thidua.plans.queries import FeedCard

SALT = "thidua.plans.calendar-address"
LETTERS = 40


def plan_address(plan: str) -> str:
    """A plan's page."""
    return reverse("plans:plan", args=(plan,))


def line_address(plan: str, code: str) -> str:
    """The page of a line."""
    return reverse("plans:line", args=(plan, code))


def consultation_address(consultation: str) -> str:
    """A consultation's page."""
    return reverse("plans:consultation", args=(consultation,))


def calendar_address(bloc_year: str) -> str:
    """The calendar of a bloc-year."""
    return reverse("plans:calendar", args=(bloc_year,))


def secret_of(feed: FeedCard) -> str:
    """The secret of an address, derived from the installation's key, the row and its turn; stored nowhere."""
    return salted_hmac(SALT, f"{feed.public_id}:{feed.turn}", algorithm="sha256").hexdigest()[:LETTERS]


def opens(feed: FeedCard, secret: str) -> bool:
    """Whether the secret is the one of the address now."""
    return feed.open and constant_time_compare(secret, secret_of(feed))


def feed_address(feed: FeedCard) -> str:
    """The path under which a calendar program reads the person's calendar."""
    return reverse("plans:feed_file", args=(feed.public_id, secret_of(feed)))
