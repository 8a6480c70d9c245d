"""Words of this room for people: kinds, standings, deeds, devices. Message ids; the screens translate them."""

import re
from typing import Final

from django.utils.translation import gettext

from thidua.accounts.states import AccountType, Deed, Outcome, SessionEnding, Standing
from thidua.foundation.wording import N_
from thidua.web.shared.parts import State

TYPE_WORDS: Final[dict[AccountType, str]] = {
    AccountType.OPERATIONAL: N_("Operational"),
    AccountType.ADMIN: N_("Administrator"),
    AccountType.TECHNICAL: N_("Technical"),
    AccountType.SERVICE: N_("Service"),
}
TYPE_NOTES: Final[dict[AccountType, str]] = {
    AccountType.OPERATIONAL: N_("A person who works with emulation records."),
    AccountType.ADMIN: N_("Keeps accounts and the system; holds no business role."),
    AccountType.TECHNICAL: N_("A program that speaks to this one; does not sign in here."),
    AccountType.SERVICE: N_("Equipment or a scheduled job; does not sign in here."),
}
STANDING_WORDS: Final[dict[Standing, str]] = {
    Standing.IN_USE: N_("In use"),
    Standing.LOCKED: N_("Locked for now"),
    Standing.DEACTIVATED: N_("Out of use"),
}
_STANDING_LOOKS: Final = {
    Standing.IN_USE: ("ok", ""),
    Standing.LOCKED: ("back", "lock"),
    Standing.DEACTIVATED: ("plain", "circle-dashed"),
}
DEED_WORDS: Final[dict[Deed, str]] = {
    Deed.SIGN_IN: N_("Sign in"),
    Deed.SECOND_STEP: N_("Second step"),
    Deed.SIGN_OUT: N_("Sign out"),
    Deed.SESSION_END: N_("Session ended by itself"),
    Deed.PASSWORD_CHANGE: N_("Password asked or changed"),
    Deed.FIRST_RUN: N_("First run"),
    Deed.DOWNLOAD: N_("File taken"),
}
OUTCOME_WORDS: Final[dict[Outcome, str]] = {
    Outcome.DONE: N_("Done"),
    Outcome.WRONG: N_("Wrong name, password or code"),
    Outcome.LOCKED: N_("Refused: name locked"),
    Outcome.THROTTLED: N_("Refused: network closed out"),
    Outcome.NOT_FOR_SCREENS: N_("Refused: account is not for screens"),
}
OVER_WORDS: Final[dict[str, str]] = {
    SessionEnding.IDLE: N_(
        "You were signed out because nothing was done for a while. What you typed is kept in this browser."
    ),
    SessionEnding.TOO_LONG: N_(
        "You were signed out because a session may not last longer. What you typed is kept in this browser."
    ),
    SessionEnding.ENDED_BY_OWNER: N_(
        "This session was ended from elsewhere, or the account was changed. Sign in again."
    ),
}
# In this order: each later name also appears in what the earlier ones call themselves.
_BROWSERS: Final = (
    ("Edge", r"Edg(?:e|A|iOS)?/(\d+)"),
    ("Cốc Cốc", r"coc_coc_browser/(\d+)"),
    ("Opera", r"OPR/(\d+)"),
    ("Samsung Internet", r"SamsungBrowser/(\d+)"),
    ("Firefox", r"(?:Firefox|FxiOS)/(\d+)"),
    ("Chrome", r"(?:Chrome|CriOS)/(\d+)"),
    ("Safari", r"Version/(\d+)[\d.]* (?:Mobile/\w+ )?Safari/"),
)


def standing_state(standing: Standing) -> State:
    """The standing of an account as shown."""
    kind, icon = _STANDING_LOOKS[standing]
    return State(gettext(STANDING_WORDS[standing]), kind, icon)


def device_words(agent: str) -> str:
    """What a browser says of itself, in words a person knows: "Computer, Chrome 109"."""
    if not agent:
        return gettext("Unknown device")
    kind = gettext("Telephone") if re.search(r"Mobi|Android|iPhone", agent) else gettext("Computer")
    for name, pattern in _BROWSERS:
        if found := re.search(pattern, agent):
            return f"{kind}, {name} {found[1]}"
    return gettext("Program: {name}").format(name=agent.split(" ", 1)[0][:60])
