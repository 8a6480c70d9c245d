"""The roles «vai» of the house, over what each is held, and what each may do: data, read by screens and reference pages.

The system administrator has no business power: the role opens accounts, roles and sessions, nothing of the field.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from thidua.foundation.wording import N_


class Role(StrEnum):
    """A part a person plays, held over a scope from one day to another."""

    SYSTEM_ADMIN = "system_admin"
    STANDING_OFFICER = "standing_officer"
    COUNCIL_SECRETARY = "council_secretary"
    COUNCIL_MEMBER = "council_member"
    SPECIALISED_APPRAISER = "specialised_appraiser"
    BLOC_HEAD_OFFICER = "bloc_head_officer"
    UNIT_OFFICER = "unit_officer"
    UNIT_HEAD = "unit_head"
    UNIT_DEPUTY = "unit_deputy"
    JUDGE = "judge"
    CONTESTANT = "contestant"
    AUDITOR = "auditor"
    PORTAL_EDITOR = "portal_editor"
    COMMUNE_CONTACT = "commune_contact"


class ScopeKind(StrEnum):
    """Over what a role is held: the whole province, one unit, one bloc."""

    ALL = ""
    UNIT = "unit"
    BLOC = "bloc"


ROLE_WORDS: Final[dict[Role, str]] = {
    Role.SYSTEM_ADMIN: N_("System administrator"),
    Role.STANDING_OFFICER: N_("Officer of the standing body"),
    Role.COUNCIL_SECRETARY: N_("Council secretary"),
    Role.COUNCIL_MEMBER: N_("Council member"),
    Role.SPECIALISED_APPRAISER: N_("Specialised appraiser"),
    Role.BLOC_HEAD_OFFICER: N_("Officer assisting the bloc head"),
    Role.UNIT_OFFICER: N_("Emulation officer of a unit"),
    Role.UNIT_HEAD: N_("Head of a unit"),
    Role.UNIT_DEPUTY: N_("Deputy head of a unit"),
    Role.JUDGE: N_("Judge"),
    Role.CONTESTANT: N_("Contestant"),
    Role.AUDITOR: N_("Auditor"),
    Role.PORTAL_EDITOR: N_("Portal editor"),
    Role.COMMUNE_CONTACT: N_("Commune contact"),
}

_ALL = frozenset({ScopeKind.ALL})
_UNIT = frozenset({ScopeKind.UNIT})

# A role may be held only over these kinds of scope; the first run of the installation needs none of them but the first.
SCOPES: Final[dict[Role, frozenset[ScopeKind]]] = {
    Role.SYSTEM_ADMIN: _ALL,
    Role.STANDING_OFFICER: _ALL,
    Role.COUNCIL_SECRETARY: _ALL,
    Role.COUNCIL_MEMBER: frozenset({ScopeKind.ALL, ScopeKind.BLOC}),
    Role.SPECIALISED_APPRAISER: _UNIT,
    Role.BLOC_HEAD_OFFICER: frozenset({ScopeKind.BLOC}),
    Role.UNIT_OFFICER: _UNIT,
    Role.UNIT_HEAD: _UNIT,
    Role.UNIT_DEPUTY: _UNIT,
    Role.JUDGE: frozenset({ScopeKind.ALL, ScopeKind.BLOC}),
    Role.CONTESTANT: frozenset({ScopeKind.ALL, ScopeKind.UNIT}),
    Role.AUDITOR: _ALL,
    Role.PORTAL_EDITOR: _ALL,
    Role.COMMUNE_CONTACT: _UNIT,
}

POWER_HEADS: Final = (
    N_("Read"),
    N_("Enter, send"),
    N_("Check"),
    N_("Appraise"),
    N_("Approve, sign"),
    N_("Vote"),
    N_("Publish"),
    N_("Accounts"),
)


@dataclass(frozen=True, slots=True)
class Powers:
    """What a role may do, each over which scope in words; empty is "no" (requirement SEC-10: documented rights per title)."""

    read: str = ""
    enter: str = ""
    check: str = ""
    appraise: str = ""
    approve: str = ""
    vote: str = ""
    publish: str = ""
    accounts: str = ""

    def cells(self) -> tuple[str, ...]:
        """In the order of `POWER_HEADS`."""
        return (
            self.read,
            self.enter,
            self.check,
            self.appraise,
            self.approve,
            self.vote,
            self.publish,
            self.accounts,
        )


_PROVINCE = N_("the whole province")
_BLOC = N_("the whole bloc")
_OWN = N_("own unit")
_ASSIGNED = N_("the assigned criteria")
_CONTEST = N_("the assigned contest")

POWERS: Final[dict[Role, Powers]] = {
    Role.SYSTEM_ADMIN: Powers(accounts=_PROVINCE),
    Role.STANDING_OFFICER: Powers(read=_PROVINCE, appraise=_ASSIGNED, publish=_PROVINCE),
    Role.COUNCIL_SECRETARY: Powers(read=_PROVINCE, enter=N_("Council papers"), publish=N_("Council papers")),
    Role.COUNCIL_MEMBER: Powers(read=_PROVINCE, vote=N_("one vote")),
    Role.SPECIALISED_APPRAISER: Powers(read=_ASSIGNED, appraise=_ASSIGNED),
    Role.BLOC_HEAD_OFFICER: Powers(read=_BLOC, enter=_BLOC, check=_BLOC),
    Role.UNIT_OFFICER: Powers(read=_OWN, enter=_OWN),
    Role.UNIT_HEAD: Powers(read=_OWN, approve=_OWN, vote=N_("one vote")),
    Role.UNIT_DEPUTY: Powers(read=_OWN, approve=N_("own unit, when authorised")),
    Role.JUDGE: Powers(read=_CONTEST, enter=_CONTEST),
    Role.CONTESTANT: Powers(enter=N_("own answers")),
    Role.AUDITOR: Powers(read=_PROVINCE),
    Role.PORTAL_EDITOR: Powers(
        read=N_("portal articles"), enter=N_("portal articles"), publish=N_("portal articles")
    ),
    Role.COMMUNE_CONTACT: Powers(read=_OWN, enter=_OWN),
}
