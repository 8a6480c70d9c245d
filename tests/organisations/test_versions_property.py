"""Whatever is done to units, in whatever order: exactly one version in force on each day of their life, no circle."""

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories.organisations import SAYS, draft_unit, make_unit
from thidua.foundation.actors import SYSTEM
from thidua.foundation.checks import INVARIANTS
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.refusals import Problem
from thidua.organisations import actions, truths
from thidua.organisations.drafts import Naming, Source, VersionFacts
from thidua.organisations.models import Unit, UnitVersion
from thidua.organisations.queries import versions_of
from thidua.organisations.states import Confidence, Share

START = date(2020, 1, 1)
AT = datetime(2026, 1, 1, tzinfo=VIET_NAM)
DAYS = st.integers(0, 30).map(lambda days: START + timedelta(days=days))
KEYS = st.integers(0, 3)
NOTED = Source("QĐ", Confidence.CONFIRMED, "Cùng hợp nhất với đơn vị ngoài danh mục")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["rename", "move", "top", "end", "merge", "absorb", "part", "split", "correct"]),
        KEYS,
        KEYS,
        DAYS,
    ),
    max_size=7,
)


def do(step: str, place: int, one: str, other: str, on: date) -> None:
    who: dict[str, Any] = {"actor": SYSTEM, "at": AT}
    if step == "rename":
        actions.rename_unit(unit=one, naming=Naming(f"Tên {place}"), on=on, source=SAYS, **who)
    elif step in {"move", "top"}:
        parent = other if step == "move" else ""
        actions.move_unit(unit=one, parent=parent, province="", place="", on=on, source=SAYS, **who)
    elif step == "end":
        actions.dissolve_unit(unit=one, on=on, source=SAYS, **who)
    elif step == "merge":
        actions.merge_units(units=[one], into=draft_unit(f"M-{place}"), on=on, source=NOTED, **who)
    elif step in {"absorb", "part"}:
        share = Share.WHOLE if step == "absorb" else Share.PART
        actions.absorb_unit(unit=one, into=other, share=share, on=on, source=SAYS, **who)
    elif step == "split":
        parts = [draft_unit(f"P-{place}"), draft_unit(f"Q-{place}")]
        actions.split_unit(unit=one, successors=parts, remains=False, on=on, source=SAYS, **who)
    else:
        version = next(v for v in versions_of(Unit.objects.get(code=one).pk) if not v.withdrawn)
        facts = VersionFacts(Naming(f"Đúng {place}"), valid_from=on, valid_to=version.valid_to, source=SAYS)
        actions.correct_unit_version(version=version.public_id, facts=facts, reason="Gõ sai", **who)


class OneVersionEachDay(TestCase):
    """Django's test case, so that each example has its own transaction."""

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps=STEPS, starts=st.lists(st.one_of(st.none(), DAYS), min_size=4, max_size=4))
    def test_exactly_one_version_is_in_force_on_each_day(self, steps, starts) -> None:
        codes = [make_unit(f"U-{number}", on=start).code for number, start in enumerate(starts)]

        for place, (step, one, other, on) in enumerate(steps):
            try:
                do(step, place, codes[one], codes[other], on)
            except Problem:
                continue

        for unit in Unit.objects.all():
            rows = list(UnitVersion.objects.filter(unit=unit, withdrawn_at=None))
            assert rows, unit
            first = min(v.valid_from or START for v in rows)
            last = max(v.valid_to or date(2020, 3, 1) for v in rows)
            for offset in range((last - first).days + 1):
                day = first + timedelta(days=offset)
                assert sum(v.covers(day) for v in rows) == 1, (unit, day)
        for name in (truths.ONE_VERSION, truths.NO_CYCLE, truths.SUCCESSION):
            assert list(INVARIANTS[name]()) == []
