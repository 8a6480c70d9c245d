"""Tables of the room. Days are inclusive at both ends; an empty first day means "since before the records"."""

from thidua.organisations.models.blocs import (
    Bloc,
    BlocYear,
    Membership,
    Phase,
    RotationList,
    RotationTerm,
    RotationTurn,
    YearLead,
)
from thidua.organisations.models.handovers import FormerBlocName, Handover
from thidua.organisations.models.imports import UnitImport
from thidua.organisations.models.people import Authorisation, Office, Person
from thidua.organisations.models.places import Place, PlaceSuccession, Province, ProvinceSuccession
from thidua.organisations.models.units import Unit, UnitSuccession, UnitVersion

__all__ = [
    "Authorisation",
    "Bloc",
    "BlocYear",
    "FormerBlocName",
    "Handover",
    "Membership",
    "Office",
    "Person",
    "Phase",
    "Place",
    "PlaceSuccession",
    "Province",
    "ProvinceSuccession",
    "RotationList",
    "RotationTerm",
    "RotationTurn",
    "Unit",
    "UnitImport",
    "UnitSuccession",
    "UnitVersion",
    "YearLead",
]
