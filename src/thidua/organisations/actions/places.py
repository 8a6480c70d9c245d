"""Provinces and places put on record, and which came after which."""

from collections.abc import Sequence
from datetime import date, datetime

from thidua.core.text import vietnamese
from thidua.core.verdict import Sentence
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.refusals import ensure
from thidua.foundation.transactions import action
from thidua.organisations.actions import acts
from thidua.organisations.actions.versions import _clean_code
from thidua.organisations.drafts import NewPlace, Part, Source
from thidua.organisations.errors import CodeTaken, SuccessionUnfit
from thidua.organisations.locks import (
    day_before,
    day_of,
    must_be_in_order,
    must_have,
    place_known,
    province_known,
)
from thidua.organisations.models import Place, PlaceSuccession, Province, ProvinceSuccession
from thidua.organisations.permissions import may_keep_units
from thidua.organisations.states import Share, SuccessionKind


@action
def found_province(
    *,
    code: str,
    official_code: str,
    name: str,
    on: date | None,
    until: date | None,
    source: Source,
    actor: Actor,
    at: datetime,
) -> str:
    """Put a province «tỉnh» on record between two reorganisations; returns its public key. Raises `CodeTaken`."""
    ensure(may_keep_units(actor, on=day_of(at)))
    kept = _clean_code(code)
    if Province.objects.filter(code=kept).exists():
        raise CodeTaken(kept)
    must_be_in_order(on, until)
    province = Province(
        code=kept,
        official_code=official_code.strip() or kept,
        name=must_have(vietnamese(name), "name"),
        valid_from=on,
        valid_to=until,
        instrument=source.instrument.strip(),
        confidence=source.confidence.value,
        note=source.note.strip(),
    )
    province.save(force_insert=True)
    audit.record(acts.PROVINCE_RECORDED, actor=actor, on=province, at=at, data={"from": on, "until": until})
    return str(province.public_id)


@action
def found_place(
    *, new: NewPlace, on: date | None, until: date | None, source: Source, actor: Actor, at: datetime
) -> str:
    """Put a commune or ward «xã, phường» on record between two reorganisations; returns its public key."""
    ensure(may_keep_units(actor, on=day_of(at)))
    kept = _clean_code(new.code)
    if Place.objects.filter(code=kept).exists():
        raise CodeTaken(kept)
    must_be_in_order(on, until)
    province = province_known(must_have(new.province, "province"))
    place = Place(
        code=kept,
        official_code=new.official_code.strip(),
        name=must_have(vietnamese(new.name), "name"),
        district=vietnamese(new.district).strip(),
        province=province,
        valid_from=on,
        valid_to=until,
        instrument=source.instrument.strip(),
        confidence=source.confidence.value,
        note=source.note.strip(),
    )
    place.save(force_insert=True)
    audit.record(acts.PLACE_RECORDED, actor=actor, on=place, at=at, data={"from": on, "until": until})
    return str(place.public_id)


@action
def succeed_province(
    *,
    parts: Sequence[Part],
    successor: str,
    kind: SuccessionKind,
    on: date,
    source: Source,
    actor: Actor,
    at: datetime,
) -> None:
    """Record from which provinces a new one was made, on its first day «sắp xếp đơn vị hành chính cấp tỉnh»."""
    ensure(may_keep_units(actor, on=day_of(at)))
    new = province_known(must_have(successor, "successor"), where="successor")
    for part in _parts(parts):
        old = province_known(part.code, where="predecessor")
        _refuse_misfit(old, new, on)
        ProvinceSuccession(predecessor=old, successor=new, **_link(kind, part.share, on, source)).save(
            force_insert=True
        )
    audit.record(
        acts.PROVINCE_SUCCEEDED, actor=actor, on=new, at=at, data=_told(parts, successor, on, source)
    )


@action
def succeed_place(
    *,
    parts: Sequence[Part],
    successor: str,
    kind: SuccessionKind,
    on: date,
    source: Source,
    actor: Actor,
    at: datetime,
) -> None:
    """Record from which places a new one was made «sắp xếp đơn vị hành chính cấp xã»: each wholly or in part."""
    ensure(may_keep_units(actor, on=day_of(at)))
    new = place_known(must_have(successor, "successor"), where="successor")
    for part in _parts(parts):
        old = place_known(part.code, where="predecessor")
        _refuse_misfit(old, new, on)
        PlaceSuccession(predecessor=old, successor=new, **_link(kind, part.share, on, source)).save(
            force_insert=True
        )
    audit.record(acts.PLACE_SUCCEEDED, actor=actor, on=new, at=at, data=_told(parts, successor, on, source))


def _parts(parts: Sequence[Part]) -> Sequence[Part]:
    if not parts:
        raise SuccessionUnfit(Sentence("Name at least one predecessor."), where="predecessor")
    return parts


def _refuse_misfit(old: Province | Place, new: Province | Place, on: date) -> None:
    """The predecessor's last day is the day before, the successor's first day the day itself."""
    if old == new:
        raise SuccessionUnfit(
            Sentence("Predecessor and successor must be two different records."), where="predecessor"
        )
    if old.successions.filter(successor=new.pk).exists():
        raise SuccessionUnfit(
            Sentence(
                "It is on record already that {now} came after {was}.", {"was": old.name, "now": new.name}
            ),
            where="predecessor",
        )
    if not old.covers(day_before(on)) or not new.covers(on):
        raise SuccessionUnfit(
            Sentence(
                "{was} must exist on the day before {day}, and {now} on the day.",
                {"was": old.name, "now": new.name, "day": on},
            ),
            where="on",
            remedy=Sentence("Check the days of both."),
        )


def _link(kind: SuccessionKind, share: Share, on: date, source: Source) -> dict[str, object]:
    return {
        "kind": kind.value,
        "share": share.value,
        "happened_on": on,
        "instrument": source.instrument.strip(),
        "confidence": source.confidence.value,
        "note": source.note.strip(),
    }


def _told(parts: Sequence[Part], successor: str, on: date, source: Source) -> dict[str, object]:
    return {
        "was": ", ".join(part.code for part in parts),
        "now": successor,
        "from": on,
        "instrument": source.instrument,
    }
