"""What this room lays into the handover pack «hồ sơ bàn giao»: the register of reports and the bloc's joint reports."""

import json
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext

from thidua.foundation.wording import N_
from thidua.organisations.handover import PackFile, contributes, table
from thidua.reports.frames import joint_of, requests_of_year


@contributes("reports", N_("Register of reports, joint reports"), place=50)
def reports_part(bloc_year: str, on: date) -> Iterator[PackFile]:
    """Which report of which unit came when and how late; each joint report as issued."""
    del on
    frames = requests_of_year(bloc_year)
    if not frames:
        return
    heads = (
        gettext("Report"),
        gettext("Due"),
        gettext("Unit"),
        gettext("Filed on"),
        gettext("Received on"),
        gettext("Days late"),
    )
    rows = (
        (frame.name, frame.due, row.name, row.filed_on, row.received_on, row.days_late)
        for frame in frames
        for row in frame.asked
    )
    yield PackFile("so-theo-doi-bao-cao.csv", table(heads, rows), gettext("Register of reports"))
    for frame in frames:
        joint = joint_of(frame.id)
        if joint is None:
            continue
        document = {
            "title": joint.title,
            "number": joint.number,
            "sections": joint.sections,
            "document": joint.document,
            "hash": joint.hash,
        }
        text = json.dumps(document, ensure_ascii=False, indent=1, default=str) + "\n"
        yield PackFile(
            f"bao-cao-chung-{frame.code}.json",
            text.encode(),
            gettext("Joint report: %(name)s") % {"name": frame.name},
        )
