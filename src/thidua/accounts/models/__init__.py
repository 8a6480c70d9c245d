"""Tables of the room."""

from thidua.accounts.models.access import AccessEvent, Knock, WorkSession
from thidua.accounts.models.factors import FactorDemand, RecoveryCode, SecondFactor
from thidua.accounts.models.people import FormerPassword, RoleGrant, User

__all__ = [
    "AccessEvent",
    "FactorDemand",
    "FormerPassword",
    "Knock",
    "RecoveryCode",
    "RoleGrant",
    "SecondFactor",
    "User",
    "WorkSession",
]
