"""The one place that knows how each database is opened."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from thidua.config.env import SettingUnreadable

# WAL with IMMEDIATE transactions: a reader that later writes would otherwise fail at once instead of waiting.
# FULL, not NORMAL: an acknowledged score or vote must survive a power cut.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
        "PRAGMA mmap_size=268435456;PRAGMA cache_size=-20000;"
    ),
}


def database(url: str) -> dict[str, object]:
    """Django's description of the database at `url`.

    `sqlite:///relative/or//absolute/path`, `postgres://user:password@host:port/name?option=value`.
    Raises `SettingUnreadable` for anything else.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        place = unquote(parts.path.removeprefix("/")) or ":memory:"
        if place != ":memory:":
            Path(place).parent.mkdir(parents=True, exist_ok=True)
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": place, "OPTIONS": dict(SQLITE_OPTIONS)}
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    message = f"THIDUA_DATABASE={url!r}: write sqlite:///path/to/file or postgres://user:password@host/name."
    raise SettingUnreadable(message)
