"""Addresses without a record in them: dozens stand on every page, and each is found once for a process."""

from functools import lru_cache

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse


def fixed_address(name: str) -> str:
    """The address of a screen, or nothing while the room that has it does not exist."""
    return _found(name, get_urlconf(), get_script_prefix())


@lru_cache(maxsize=1024)
def _found(name: str, urlconf: str | None, prefix: str) -> str:
    del prefix  # part of the answer, so part of what it is kept by
    try:
        return reverse(name, urlconf=urlconf)
    except NoReverseMatch:
        return ""
