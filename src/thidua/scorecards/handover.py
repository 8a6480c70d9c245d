"""What this room lays into the handover pack «hồ sơ bàn giao»: the score book and the results agreed in the meeting."""

import json
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext

from thidua.foundation.wording import N_
from thidua.organisations.handover import PackFile, contributes, table
from thidua.scorecards.exports import results_document, totals_of
from thidua.scorecards.frames import sheet_frames
from thidua.scorecards.models import Sheet
from thidua.scorecards.queries import SheetFrame, agreed_results
from thidua.scorecards.states import Stage


@contributes("scores", N_("Score book and agreed results"), place=60)
def scores_part(bloc_year: str, on: date) -> Iterator[PackFile]:
    """For each sheet the marks as a results file anyone can score again, and every agreed result with its hash."""
    del on
    for frame in sheet_frames(Sheet.objects.filter(bloc_year__public_id=bloc_year)):
        period = f"{frame.period_from:%Y-%m-%d}-{frame.period_to:%Y-%m-%d}"
        title = gettext("Marks of all stages, %(from)s – %(to)s")
        said = {"from": f"{frame.period_from:%d/%m/%Y}", "to": f"{frame.period_to:%d/%m/%Y}"}
        yield PackFile(
            f"so-diem-{period}.json", _json(results_document(frame, Stage.APPRAISED)), title % said
        )
        yield from _results(frame, period)


def _results(frame: SheetFrame, period: str) -> Iterator[PackFile]:
    """The agreed results of a sheet: a list with meeting and hash, the totals, the whole documents."""
    results = agreed_results(frame)
    if not results:
        return
    heads = (
        gettext("No."),
        gettext("Agreed on"),
        gettext("Meeting"),
        gettext("Reason of the change"),
        "SHA-256",
    )
    rows = ((one.number, one.agreed_on, one.meeting, one.reason, one.hash) for one in results)
    yield PackFile(f"ket-qua-{period}.csv", table(heads, rows), gettext("Agreed results: meeting, day, hash"))
    for one in results:
        totals = totals_of(one.scorecard)
        names = {member.code: member.name for member in frame.members}
        lines = ((code, names.get(code, code), total) for code, total in totals.items())
        said = {"number": one.number, "day": f"{one.agreed_on:%d/%m/%Y}"}
        yield PackFile(
            f"tong-diem-{period}-{one.number}.csv",
            table((gettext("Code"), gettext("Unit"), gettext("Total")), lines),
            gettext("Totals of result %(number)d, agreed on %(day)s") % said,
        )
        whole = {
            "scheme": one.scheme_hash,
            "results": one.results,
            "scorecard": one.scorecard,
            "hash": one.hash,
        }
        yield PackFile(
            f"ket-qua-{period}-{one.number}.json",
            _json(whole),
            gettext("Result %(number)d, agreed on %(day)s, whole") % said,
        )


def _json(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1, default=str) + "\n").encode()
