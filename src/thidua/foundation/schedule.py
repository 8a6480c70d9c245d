"""Jobs by the clock: each named job has one row, which one node claims before it runs the job.

The row's next due moment is moved *before* the job runs, in a transaction of its own: two nodes never run one job for
the same moment, and a job that fails, or a node that falls, waits for the next moment instead of running for ever.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from thidua.foundation import clock
from thidua.foundation.models import ScheduledJob

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """What runs, and how often. `run` takes the moment; it opens its own transactions."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]


JOBS: dict[str, Job] = {}


def runs_every(name: str, *, minutes: int, run: Callable[[datetime], object]) -> None:
    """Register a job; the worker then runs it about every so many minutes."""
    JOBS[name] = Job(name, timedelta(minutes=minutes), run)


def run_next_job(*, now: datetime | None = None) -> str:
    """Run one job that is due; its name, or nothing when none is due."""
    moment = now or clock.now()
    job = _claim(moment)
    if job is None:
        return ""
    try:
        job.run(moment)
    except Exception as error:  # noqa: BLE001 -- whatever a job raises must not end the worker
        logger.warning("Job %s failed: %s", job.name, error)
        _note(job, moment, f"{type(error).__name__}: {error}"[:400])
    else:
        _note(job, moment, "")
    return job.name


def _claim(moment: datetime) -> Job | None:
    """The next due job, moved to its next moment so that no other node takes it."""
    known = set(ScheduledJob.objects.values_list("name", flat=True))
    new = [ScheduledJob(name=name, due_at=moment) for name in sorted(JOBS.keys() - known)]
    if new:
        ScheduledJob.objects.bulk_create(new, ignore_conflicts=True)
    due = ScheduledJob.objects.filter(name__in=list(JOBS), due_at__lte=moment)
    if not due.exists():
        return None
    with transaction.atomic():
        skips = connection.features.has_select_for_update_skip_locked
        row = due.select_for_update(no_key=True, skip_locked=skips).order_by("due_at", "name").first()
        if row is None:
            return None
        job = JOBS[row.name]
        row.due_at = moment + job.every
        row.save(update_fields=["due_at"])
    return job


def _note(job: Job, moment: datetime, error: str) -> None:
    ScheduledJob.objects.filter(name=job.name).update(ran_at=moment, last_error=error)
