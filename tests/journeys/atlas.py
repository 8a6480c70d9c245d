"""Every address of the product with the public keys of real records of the story."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import story
from tests.journeys import workbooks
from tests.journeys.atlas_keys import first, keys_of_the_year
from thidua.criteria.models import Scheme
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.gate import Screen
from thidua.foundation.models import AuditEntry
from thidua.organisations.actions import preview_import
from thidua.organisations.models import (
    Authorisation,
    Bloc,
    BlocYear,
    Office,
    Person,
    Unit,
    UnitImport,
    UnitVersion,
)
from thidua.organisations.states import ImportKind
from thidua.scorecards.models import Explanation, Sheet, SheetItem, Snapshot

BLOC, YEAR, UNIT = "KNC", 2023, "CA"
OF_A_YEAR = (
    "bloc_year",
    "enter_phase",
    "name_lead",
    "admit_member",
    "release_member",
    "year_history",
    "confirm_leads",
    "open_next_year",
    "handover",
    "take_pack",
    "draw_up_handover",
)
OF_A_BLOC = ("bloc", "open_year", "set_rotation", "settle_term", "rename_bloc")
OF_A_HANDOVER = ("minute", "confirm_handover", "withdraw_handover", "kept_pack")
OF_A_PERSON = ("person", "correct_person", "tie_account", "appoint")
UPLOADED_AT = datetime(2024, 3, 1, 8, 0, tzinfo=VIET_NAM)


@dataclass(frozen=True, slots=True)
class Place:
    """One address: the name of its view, the view, where it is."""

    name: str
    view: type[Screen[Any]]
    path: str

    @property
    def room(self) -> str:
        """The room of the screen."""
        return self.name.partition(":")[0]

    @property
    def reads(self) -> bool:
        """Whether it can be opened, not only posted to."""
        return "get" in self.view.http_method_names and hasattr(self.view, "get")

    @property
    def writes(self) -> bool:
        """Whether it can be posted to."""
        return "post" in self.view.http_method_names and hasattr(self.view, "post")


def screens() -> Iterator[tuple[str, type[Screen[Any]], URLPattern]]:
    """Every screen of the product by its view name."""
    yield from _screens(get_resolver(), "")


def _screens(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, type[Screen[Any]], URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _screens(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
            continue
        view: Any = getattr(entry.callback, "view_class", None)
        if view is not None and issubclass(view, Screen):
            yield f"{namespace}{entry.name}", view, entry


def places() -> list[Place]:
    """Every address, filled with records of the bloc's year 2023 of the story that is in the database."""
    keys = _Keys()
    return [
        Place(name, view, reverse(name, kwargs=keys.of(name, pattern))) for name, view, pattern in screens()
    ]


def _of(room: str, screens: Iterable[str], key: object) -> dict[str, object]:
    return {f"{room}:{screen}": key for screen in screens}


class _Keys:
    """What stands in an address: a real record of the kind its view is about."""

    def __init__(self) -> None:
        bloc, unit = Bloc.objects.get(code=BLOC), Unit.objects.get(code=UNIT)
        year = BlocYear.objects.get(bloc=bloc, year=YEAR)
        sheet = Sheet.objects.get(bloc_year=year)
        scheme = Scheme.objects.filter(bloc_year=year).latest("version")
        self.unit = unit.public_id
        self.common: dict[str, object] = {
            "form": "csv",
            "seq": AuditEntry.objects.order_by("-seq").values_list("seq", flat=True)[0],
            "kind": "bonus",
            "bloc_year": year.public_id,
            "scheme": scheme.public_id,
            "code": "III.1",
            "part": "bonus",
            "sheet": sheet.public_id,
            "stage": "appraised",
            "leaf": "III.1",
            "place": 1,
            "item": SheetItem.objects.filter(sheet=sheet).earliest("pk").public_id,
            "explanation": Explanation.objects.filter(sheet=sheet).earliest("pk").public_id,
            "result": first(Snapshot.objects.filter(sheet=sheet), "result"),
            "version": UnitVersion.objects.filter(unit=unit).latest("pk").public_id,
            "room": "scorecards",
            "screen": "matrix",
        }
        self.of_year = keys_of_the_year(year, unit, sheet)
        account = story.person("khang.tm").public_id
        uploaded = self._import()
        self.public_ids: dict[str, object] = {
            "accounts": account,
            "notices": self.of_year["notices"]["public_id"],
            **_of("organisations", OF_A_YEAR, year.public_id),
            **_of("organisations", OF_A_BLOC, bloc.public_id),
            **_of("organisations", OF_A_HANDOVER, self.of_year["handover"]["public_id"]),
            "organisations:revoke": Authorisation.objects.earliest("pk").public_id,
            "organisations:end_office": Office.objects.filter(valid_to=None).earliest("pk").public_id,
            "organisations:import": uploaded,
            "organisations:confirm_import": uploaded,
            "organisations:abandon_import": uploaded,
            **_of("organisations", OF_A_PERSON, Person.objects.get(user=story.person("khang.tm")).public_id),
            "organisations": self.unit,
        }

    @staticmethod
    def _import() -> str:
        content = workbooks.one_unit("SO-MOI", "Sở mới", date(2024, 3, 1))
        preview_import(
            kind=ImportKind.UNITS,
            content=content,
            name="don-vi.xlsx",
            actor=story.person("phuong.hk"),
            at=UPLOADED_AT,
        )
        return str(UnitImport.objects.latest("pk").public_id)

    def of(self, name: str, pattern: URLPattern) -> dict[str, Any]:
        """The keys of one address; a KeyError names what nobody has thought of."""
        room, found = name.partition(":")[0], {}
        own = self.of_year.get(room, {})
        for key in pattern.pattern.converters:
            if key in own:
                found[key] = own[key]
            elif key == "public_id":
                found[key] = self.public_ids.get(name) or self.public_ids[room]
            elif key == "unit":
                found[key] = UNIT if room == "scorecards" else self.unit
            elif name == "organisations:import_template":
                found[key] = "units"
            elif key == "stage" and name.endswith(("close", "reopen")):
                found[key] = "self"
            else:
                found[key] = self.common[key]
        return found
