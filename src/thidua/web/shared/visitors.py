"""What a request says of its visitor, for the access log; and what was handed out to whom."""

from dataclasses import replace
from datetime import datetime
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

from thidua.accounts.actions import Visitor
from thidua.accounts.handing_out import note_download
from thidua.foundation.actors import Actor


def address_of(request: HttpRequest) -> str | None:
    """The caller's address: the connection's, or what the nearest trusted proxies say (`THIDUA_TRUSTED_PROXIES`)."""
    address: str = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        chain = [
            part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
        ]
        if len(chain) >= settings.TRUSTED_PROXIES:
            address = chain[-settings.TRUSTED_PROXIES]
    return _plain(address)


def _plain(address: str) -> str | None:
    try:
        return str(ip_address(address.split("%", 1)[0]))
    except ValueError:
        return None


def visitor_of(request: HttpRequest) -> Visitor:
    """Who stands at the door, for the access log."""
    port = request.META.get("REMOTE_PORT", "")
    return Visitor(
        address_of(request),
        int(port) if str(port).isdecimal() else None,
        request.META.get("HTTP_USER_AGENT", ""),
        request.META.get("HTTP_HOST", ""),
    )


def handed_out(request: HttpRequest, *, actor: Actor, key: str, at: datetime) -> None:
    """Write into the access log that a file (`key`: its room and public key) was given to this person (SEC-12)."""
    visitor = visitor_of(request)
    called = replace(visitor, destination=f"{visitor.destination}{request.path}")
    note_download(actor=actor, visitor=called, key=key, at=at)
