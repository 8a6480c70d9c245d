"""What stands in the addresses of the rooms of the year: real records of the story, by room and name of the key."""

from collections.abc import Mapping
from typing import Any

from tests import story
from thidua.campaigns.models import Activity as Deed
from thidua.campaigns.models import Gathering, Movement
from thidua.covenants.models import CovenantVersion, Registration
from thidua.notices.models import Notice
from thidua.organisations.models import BlocYear, Handover, Unit
from thidua.plans.models import Activity, CalendarFeed, Consultation, ConsultationComment, Plan
from thidua.reports.models import Evidence, EvidenceFile, Report, ReportRequest
from thidua.scorecards.models import CheckMinutes, DisqualifierQuestion, Sheet

type Keys = Mapping[str, Mapping[str, object]]


def first(rows: Any, word: str) -> str:
    """The public key of the first row, or a word where the story has none yet."""
    found = rows.order_by("pk").first()
    return str(found.public_id) if found is not None else f"no-{word}"


def keys_of_the_year(year: BlocYear, unit: Unit, sheet: Sheet) -> Keys:
    """For each room the keys of its addresses, all of one bloc-year and one of its units."""
    plan = Plan.objects.filter(bloc_year=year)
    consultation = Consultation.objects.filter(bloc_year=year)
    registration = Registration.objects.filter(version__covenant__bloc_year=year, unit=unit)
    request = ReportRequest.objects.filter(bloc_year=year)
    evidence = Evidence.objects.filter(bloc_year=year, unit=unit)
    return {
        "campaigns": {
            "level": "bloc",
            "owner": year.public_id,
            "unit": unit.public_id,
            "gathering": first(Gathering.objects.filter(bloc_year=year), "gathering"),
            "movement": first(Movement.objects.filter(bloc_year=year), "movement"),
            "activity": first(Deed.objects.filter(unit=unit), "activity"),
        },
        "plans": {
            "year": 2023,
            "unit": unit.public_id,
            "plan": first(plan, "plan"),
            "code": Activity.objects.filter(plan__in=plan).order_by("pk").values_list("code", flat=True)[0],
            "consultation": first(consultation, "consultation"),
            "comment": first(
                ConsultationComment.objects.filter(answer__consultation__in=consultation), "comment"
            ),
            "feed": first(CalendarFeed.objects.all(), "feed"),
            "secret": "secret",
        },
        "covenants": {
            "unit": unit.public_id,
            "version": first(CovenantVersion.objects.filter(covenant__bloc_year=year), "version"),
            "registration": first(registration, "registration"),
        },
        "reports": {
            "period": first(request, "request"),
            "report": first(Report.objects.filter(request__in=request, unit=unit), "report"),
            "number": 1,
        },
        "evidence": {
            "unit": unit.public_id,
            "key": first(evidence, "evidence"),
            "file": first(EvidenceFile.objects.filter(evidence__in=evidence), "file"),
        },
        "notices": {
            "public_id": first(Notice.objects.filter(account=story.person("khang.tm")), "notice"),
            "name": "no-mail",
            "token": "no-token",
        },
        "scorecards": {
            "minutes": first(CheckMinutes.objects.filter(sheet=sheet), "minutes"),
            "question": first(DisqualifierQuestion.objects.filter(sheet=sheet), "question"),
            "how": "agreed",
        },
        "handover": {"public_id": first(Handover.objects.filter(bloc_year=year), "handover")},
    }
