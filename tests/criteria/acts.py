"""What the tests of the verbs share: one change to a draft, one node of it, and a refusal that leaves no trace."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.factories.criteria import SENT, Year, read
from thidua.criteria.actions import revise_draft
from thidua.criteria.changing import inputs_of
from thidua.criteria.documents.shape import spot_of
from thidua.criteria.edits import Edit, seen
from thidua.criteria.models import Remark, Scheme
from thidua.foundation.models import AuditEntry


def revise(year: Year, scheme: str, edit: Edit, **changed: Any) -> Any:
    frame = read(scheme)
    fields: dict[str, Any] = {
        "scheme": scheme,
        "edit": edit,
        "revision": frame.card.revision,
        "place_seen": seen(edit, frame.document, inputs_of(frame.notes)),
        "actor": year.drafter,
        "at": SENT,
    }
    return revise_draft(**(fields | changed))


def node(scheme: str, code: str) -> dict[str, Any]:
    spot = spot_of(read(scheme).document, code)
    assert spot is not None
    return spot.node


def refused(call: Callable[[], object], error: type[Exception]) -> Exception:
    """The refusal, after which nothing is as if it had happened."""
    before = (
        AuditEntry.objects.count(),
        list(Scheme.objects.order_by("pk").values()),
        Remark.objects.count(),
    )
    with pytest.raises(error) as caught:
        call()
    after = (AuditEntry.objects.count(), list(Scheme.objects.order_by("pk").values()), Remark.objects.count())
    assert after == before
    return caught.value
