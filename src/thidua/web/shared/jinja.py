"""The Jinja2 environment of every page: translations, addresses, numbers and dates in the reader's way."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from thidua.core import wording
from thidua.core.verdict import Sentence
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.wording import active_language, render
from thidua.web.shared.addresses import fixed_address


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a screen."""
    if not args and not kwargs and (found := fixed_address(name)):
        return found
    return reverse(name, args=args or None, kwargs=kwargs or None)


def number(value: Decimal | int | str | None, decimals: int | None = None) -> str:
    """A number in the reader's way: `7,22` in Vietnamese, `7.22` in English; empty for None."""
    if value is None:
        return ""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return wording.number(exact, active_language(), decimals)


def day(value: date | datetime | None) -> str:
    """A date: 21/07/2023, or 21 Jul 2023."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(VIET_NAM).date()
    return wording.date(value, active_language())


def moment(value: datetime | None, *, seconds: bool = False) -> str:
    """A date with its time of day in Viet Nam."""
    if value is None:
        return ""
    local = value.astimezone(VIET_NAM)
    return f"{day(local)} {local:%H:%M:%S}" if seconds else f"{day(local)} {local:%H:%M}"


@lru_cache(maxsize=512)
def icon(name: str, css: str = "icon") -> Markup:
    """One icon of the sprite, hidden from screen readers: words always stand beside it.

    Kept from one page to the next, because a page has dozens and the sprite's address asks the manifest each time.
    """
    return Markup(
        '<svg class="{css}" aria-hidden="true" focusable="false"><use href="{href}#i-{name}"/></svg>'
    ).format(css=css, href=static("shared/icons.svg"), name=name)


def said(sentence: Sentence | str | None) -> str:
    """A sentence of the domain in the reader's language."""
    if sentence is None:
        return ""
    return gettext(sentence) if isinstance(sentence, str) else render(sentence)


def environment(**options: Any) -> Environment:
    """Build the environment; an unknown name in a template is an error, never an empty string."""
    made = Environment(  # noqa: S701 -- autoescape is on: it stands among the options
        **{
            **options,
            "autoescape": True,
            "undefined": StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "extensions": ["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
        }
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    made.globals.update(
        url=url,
        url_if=fixed_address,
        static=static,
        icon=icon,
        n=number,
        d=day,
        dt=moment,
        render=said,
        lang=active_language,
        settings={"DEMO": settings.DEMO, "DEBUG": settings.DEBUG},
    )
    made.filters.update(n=number, d=day, dt=moment, said=said)
    return made
