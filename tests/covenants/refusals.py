"""A refusal that leaves no trace."""

from collections.abc import Callable

import pytest

from thidua.covenants.models import CovenantSignature, CovenantVersion, Registration, Target
from thidua.foundation.models import AuditEntry
from thidua.foundation.refusals import ThiduaError


def refused[E: Exception](call: Callable[[], object], error: type[E]) -> E:
    """The refusal, after which nothing is as if it had happened."""

    def all_there_is() -> tuple[object, ...]:
        return (
            AuditEntry.objects.count(),
            list(CovenantVersion.objects.order_by("pk").values()),
            list(Registration.objects.order_by("pk").values()),
            Target.objects.count(),
            CovenantSignature.objects.count(),
        )

    before = all_there_is()
    with pytest.raises(error) as caught:
        call()
    assert all_there_is() == before
    return caught.value


def said(problem: ThiduaError) -> str:
    """The message id of what a refusal says."""
    return problem.sentence.text
