"""Jobs by the clock: claimed once, run once, a failure kept, never run for ever."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from thidua.foundation import schedule
from thidua.foundation.models import ScheduledJob

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def jobs(monkeypatch):
    kept: dict[str, schedule.Job] = {}
    monkeypatch.setattr(schedule, "JOBS", kept)
    return kept


@pytest.mark.django_db
def test_a_job_runs_at_once_and_then_when_its_time_has_come(jobs):
    seen: list[datetime] = []
    schedule.runs_every("house.counting", minutes=5, run=seen.append)

    ran = [schedule.run_next_job(now=NOW + timedelta(minutes=minutes)) for minutes in (0, 0, 4, 5, 30)]

    assert ran == ["house.counting", "", "", "house.counting", "house.counting"]
    assert seen == [NOW, NOW + timedelta(minutes=5), NOW + timedelta(minutes=30)]


@pytest.mark.django_db
def test_a_job_is_moved_before_it_runs_so_that_no_other_node_takes_it(jobs):
    seen: list[str] = []
    schedule.runs_every("house.slow", minutes=5, run=lambda at: seen.append(schedule.run_next_job(now=at)))

    schedule.run_next_job(now=NOW)

    assert seen == [""]


@pytest.mark.django_db
def test_a_job_that_fails_is_noted_and_waits_for_its_next_time(jobs):
    def fail(at: datetime) -> None:
        raise OSError("đĩa đầy")

    schedule.runs_every("house.failing", minutes=5, run=fail)

    assert schedule.run_next_job(now=NOW) == "house.failing"
    assert schedule.run_next_job(now=NOW) == ""
    row = ScheduledJob.objects.get()
    assert (row.last_error, row.ran_at, row.due_at) == (
        "OSError: đĩa đầy",
        NOW,
        NOW + timedelta(minutes=5),
    )


@pytest.mark.django_db
def test_a_job_nobody_registers_any_more_is_left_alone(jobs):
    ScheduledJob.objects.create(name="house.gone", due_at=NOW)

    assert schedule.run_next_job(now=NOW) == ""


@pytest.mark.django_db(transaction=True)
def test_the_worker_runs_what_is_due(jobs, capsys):
    seen: list[datetime] = []
    schedule.runs_every("house.counting", minutes=60, run=seen.append)

    call_command("worker", "--once")

    assert len(seen) == 1
