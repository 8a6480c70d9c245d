"""Tables of the room."""

from thidua.covenants.models.registrations import (
    CommendationRegistered,
    Filing,
    Promise,
    Registration,
    RegistrationRevision,
    Target,
    TitleRegistered,
)
from thidua.covenants.models.signing import CovenantConsent, CovenantSignature
from thidua.covenants.models.versions import Clause, Covenant, CovenantVersion

__all__ = [
    "Clause",
    "CommendationRegistered",
    "Covenant",
    "CovenantConsent",
    "CovenantSignature",
    "CovenantVersion",
    "Filing",
    "Promise",
    "Registration",
    "RegistrationRevision",
    "Target",
    "TitleRegistered",
]
