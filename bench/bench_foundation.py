"""The foundation's own costs: one act in the ledger, and a page anyone may open."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.db import transaction
from django.urls import reverse

from bench.harness import Stage, measure
from thidua.foundation import audit
from thidua.foundation.actors import SYSTEM
from thidua.foundation.models import StoredFile

LOOKED = audit.register("bench.looked", "{actor} looked at {on}")
AT = datetime(2023, 12, 1, tzinfo=UTC)


@measure("one act kept in the ledger", against="query")
def one_act(stage: Stage) -> Callable[[], object]:
    """Record one entry in a transaction of its own."""
    del stage
    file = StoredFile(name="a.pdf")

    def act() -> None:
        with transaction.atomic(durable=True):
            audit.record(LOOKED, actor=SYSTEM, on=file, at=AT)

    return act


@measure("page: sign-in", limit_ms=15)
def sign_in(stage: Stage) -> Callable[[], object]:
    """The page a stranger is led to."""
    return lambda: stage.get(reverse("accounts:sign_in"))
