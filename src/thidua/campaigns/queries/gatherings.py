"""What a bloc did together in a year, and who came: for screens, for the criterion on taking part and the host's bonus."""

from dataclasses import dataclass
from datetime import date, datetime

from thidua.campaigns.models import Attendance, Gathering
from thidua.campaigns.states import GatheringKind, Presence


@dataclass(frozen=True, slots=True)
class PresenceRow:
    """Whether one unit came, and why not."""

    unit: int
    unit_key: str
    code: str
    presence: Presence
    reason: str


@dataclass(frozen=True, slots=True)
class GatheringRow:
    """One gathering with the attendance of every member of that day. `host` is a unit's public key or empty."""

    id: int
    public_id: str
    bloc_year: str
    code: str
    kind: GatheringKind
    happened_on: date
    title: str
    place: str
    host: str
    host_id: int | None
    host_code: str
    revision: int
    written_at: datetime
    written_by: str
    struck_at: datetime | None
    struck_reason: str
    presences: tuple[PresenceRow, ...]

    def of(self, code: str) -> PresenceRow | None:
        """What is told of the unit with a code."""
        return next((one for one in self.presences if one.code == code), None)


@dataclass(frozen=True, slots=True)
class UnitAttendance:
    """A unit's year: how many counted gatherings it was asked to, to how many it came, which it hosted.

    `unexcused` are codes of gatherings of any kind from which it stayed away without a reason.
    """

    code: str
    asked: int
    attended: int
    excused: int
    hosted: tuple[str, ...]
    unexcused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttendanceOfYear:
    """Attendance of a bloc-year: its counted gatherings in order, and each unit's year by code."""

    gatherings: tuple[GatheringRow, ...]
    units: dict[str, UnitAttendance]

    @property
    def counted(self) -> tuple[GatheringRow, ...]:
        """Those that count."""
        return tuple(one for one in self.gatherings if one.kind is GatheringKind.COUNTED)


def gatherings_of(bloc_year: str, *, struck: bool = False) -> tuple[GatheringRow, ...]:
    """Gatherings of a bloc-year (by public key) in order of time, in two queries; struck ones only when asked for."""
    rows = Gathering.objects.filter(bloc_year__public_id=bloc_year)
    if not struck:
        rows = rows.filter(struck_at=None)
    found = list(rows.select_related("bloc_year", "host").order_by("happened_on", "code"))
    presences: dict[int, list[PresenceRow]] = {row.pk: [] for row in found}
    told = Attendance.objects.filter(gathering__in=found).order_by("pk")
    columns = ("gathering_id", "unit_id", "unit__public_id", "unit__code", "presence", "reason")
    for owner, unit, key, code, presence, reason in told.values_list(*columns):
        presences[owner].append(PresenceRow(unit, key, code, Presence(presence), reason))
    return tuple(_row(row, tuple(presences[row.pk])) for row in found)


def gathering(key: str) -> GatheringRow | None:
    """The gathering with this public key."""
    year = Gathering.objects.filter(public_id=key).values_list("bloc_year__public_id", flat=True).first()
    found = gatherings_of(year, struck=True) if year else ()
    return next((one for one in found if one.public_id == key), None)


def _row(row: Gathering, presences: tuple[PresenceRow, ...]) -> GatheringRow:
    return GatheringRow(
        row.pk,
        row.public_id,
        row.bloc_year.public_id,
        row.code,
        GatheringKind(row.kind),
        row.happened_on,
        row.title,
        row.place,
        row.host.public_id if row.host else "",
        row.host_id,
        row.host.code if row.host else "",
        row.revision,
        row.written_at,
        row.written_by_name,
        row.struck_at,
        row.struck_reason,
        presences,
    )


def attendance_of(bloc_year: str) -> AttendanceOfYear:
    """Attendance of a bloc-year by its public key: the inputs of the criterion on taking part and of the host's bonus."""
    return attendance_in(gatherings_of(bloc_year))


def attendance_in(gatherings: tuple[GatheringRow, ...]) -> AttendanceOfYear:
    """The same from gatherings at hand; struck ones count for nobody."""
    rows = tuple(row for row in gatherings if row.struck_at is None)
    codes = dict.fromkeys(one.code for row in rows for one in row.presences)
    return AttendanceOfYear(rows, {code: _unit(code, rows) for code in codes})


def _unit(code: str, rows: tuple[GatheringRow, ...]) -> UnitAttendance:
    asked = [(row, one) for row in rows if (one := row.of(code)) is not None]
    counted = [one for row, one in asked if row.kind is GatheringKind.COUNTED]
    return UnitAttendance(
        code,
        len(counted),
        sum(one.presence is Presence.PRESENT for one in counted),
        sum(one.presence is Presence.EXCUSED for one in counted),
        tuple(row.code for row in rows if row.host_code == code and row.kind is GatheringKind.COUNTED),
        tuple(row.code for row, one in asked if one.presence is Presence.ABSENT),
    )
