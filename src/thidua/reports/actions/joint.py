"""The joint report of a bloc: composed from the units' rows, edited, issued under its number."""

from collections.abc import Mapping
from datetime import date, datetime

from django.urls import reverse

from thidua.core.verdict import Sentence, not_met
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.notices.actions import record_notice_to_units
from thidua.reports.actions import acts
from thidua.reports.actions.keeping import LONGEST_LINE, allow, day_of, request_for_change, said
from thidua.reports.composing import compose, flags_of, source_hash
from thidua.reports.documents import fingerprint
from thidua.reports.errors import JointChangedMeanwhile, ReportActUnfit, ReportRefused
from thidua.reports.frames import figures_of
from thidua.reports.models import JointReport, ReportRequest
from thidua.reports.permissions import may_issue_joint, may_write_joint
from thidua.reports.rows import RequestFrame, UnitFigures
from thidua.reports.states import PARTS, JointState

LONGEST_PART = 60_000
FORMAT = "thidua-joint-report/1"


@action
def compose_joint_report(*, request: str, actor: Actor, at: datetime) -> str:
    """Compose the joint report from what the units sent «tổng hợp báo cáo chung»; returns its key.

    Composing again makes the text anew and drops what was edited. Raises `ReportRefused`, or `ReportActUnfit` while
    no unit has sent anything.
    """
    row, frame = request_for_change(request)
    allow(may_write_joint(actor, frame, on=day_of(at)))
    rows = figures_of(frame)
    sent = [one for one in rows if one.document is not None]
    if not sent:
        raise ReportActUnfit(Sentence(N_("No unit has sent its report yet: there is nothing to compose.")))
    made = compose(frame, rows)
    joint, created = JointReport.objects.select_for_update(no_key=True).get_or_create(
        request=row,
        defaults={
            "title": frame.name[:LONGEST_LINE],
            "sections": made.sections,
            "ties": [tie.plain() for tie in made.ties],
            "source_hash": made.source_hash,
            "composed_at": at,
            "edited_at": at,
            "edited_by_key": actor.actor_key,
            "edited_by_name": actor.actor_name[:LONGEST_LINE],
        },
    )
    if not created:
        joint.sections, joint.ties = made.sections, [tie.plain() for tie in made.ties]
        joint.source_hash, joint.composed_at = made.source_hash, at
        _edited(joint, actor, at)
        joint.save(
            update_fields=[
                "sections",
                "ties",
                "source_hash",
                "composed_at",
                "revision",
                "edited_at",
                "edited_by_key",
                "edited_by_name",
            ]
        )
    audit.record(acts.COMPOSED, actor=actor, on=joint, data={"units": len(sent)}, at=at, scope=frame.year.key)
    return str(joint.public_id)


def _edited(joint: JointReport, actor: Actor, at: datetime) -> None:
    joint.revision += 1
    joint.edited_at = at
    joint.edited_by_key, joint.edited_by_name = actor.actor_key, actor.actor_name[:LONGEST_LINE]


def _joint(row: ReportRequest) -> JointReport:
    joint = JointReport.objects.select_for_update(no_key=True).filter(request=row).first()
    if joint is None:
        raise ReportRefused(not_met(N_("The joint report is not composed yet.")))
    return joint


@action
def edit_joint_report(
    *,
    request: str,
    title: str,
    sections: Mapping[str, str],
    revision: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Edit the joint report before it is issued «sửa báo cáo chung».

    Raises `ReportRefused`; `JointChangedMeanwhile` when another person saved it since; `ReportActUnfit` without a
    title or for a part that the paper does not have.
    """
    row, frame = request_for_change(request)
    allow(may_write_joint(actor, frame, on=day_of(at)))
    joint = _joint(row)
    if joint.revision != revision:
        raise JointChangedMeanwhile(
            revision=joint.revision, edited_by=joint.edited_by_name, sections=dict(joint.sections)
        )
    joint.title = said(title, "title", N_("The report needs a name."))[:LONGEST_LINE]
    if unknown := [part for part in sections if part not in PARTS]:
        raise ReportActUnfit(Sentence(N_("The report has no such part.")), where=unknown[0])
    texts = {part: text.replace("\r\n", "\n").strip()[:LONGEST_PART] for part, text in sections.items()}
    changed = sorted(part for part, text in texts.items() if text != joint.sections.get(part, ""))
    joint.sections = {**joint.sections, **texts}
    _edited(joint, actor, at)
    joint.save(
        update_fields=["title", "sections", "revision", "edited_at", "edited_by_key", "edited_by_name"]
    )
    audit.record(acts.EDITED, actor=actor, on=joint, data={"parts": changed}, at=at, scope=frame.year.key)


@action
def issue_joint_report(
    *,
    request: str,
    number: str,
    dated: date,
    signed_by: str,
    office: str = "",
    revision: int,
    flags_seen: bool,
    actor: Actor,
    at: datetime,
) -> None:
    """Issue the joint report under its number and day «ban hành»; it is never changed afterwards.

    `flags_seen` says that the numbers which do not match the rows were looked at and stand on purpose; they are kept
    with the paper. Raises `ReportRefused`; `JointChangedMeanwhile`; `ReportActUnfit` without number or signer, for a
    day ahead, a number the bloc used already that year, or numbers nobody looked at.
    """
    row, frame = request_for_change(request)
    on = day_of(at)
    allow(may_issue_joint(actor, frame, on=on))
    joint = _joint(row)
    if joint.revision != revision:
        raise JointChangedMeanwhile(
            revision=joint.revision, edited_by=joint.edited_by_name, sections=dict(joint.sections)
        )
    given = said(number, "number", N_("Give the number of the paper."))[:60]
    signer = said(signed_by, "signed_by", N_("Say who signed the paper."))[:LONGEST_LINE]
    if dated > on:
        raise ReportActUnfit(Sentence(N_("The paper's day lies ahead.")), where="dated")
    taken = JointReport.objects.filter(request__bloc_year=frame.year.id, number=given, dated__year=dated.year)
    if taken.exists():
        raise ReportActUnfit(
            Sentence(N_("The number {number} was given to another report this year."), {"number": given}),
            where="number",
        )
    rows = figures_of(frame)
    flags = flags_of(joint.sections, joint.ties, rows)
    if flags and not flags_seen:
        raise ReportActUnfit(
            Sentence(N_("{count} numbers do not match the units' rows."), {"count": len(flags)}),
            where="flags_seen",
            remedy=Sentence(N_("Correct them, or confirm that they stand on purpose.")),
        )
    document = _document(frame, joint, rows, number=given, dated=dated, signed_by=signer, office=office)
    document["kept_numbers"] = [f"{flag.part}: {flag.words}" for flag in flags]
    joint.state, joint.number, joint.dated = JointState.ISSUED.value, given, dated
    joint.signed_by, joint.office = signer, office.strip()[:LONGEST_LINE]
    joint.document, joint.hash = document, fingerprint(document)
    joint.issued_at, joint.issued_by_name = at, actor.actor_name[:LONGEST_LINE]
    joint.save(
        update_fields=[
            "state",
            "number",
            "dated",
            "signed_by",
            "office",
            "document",
            "hash",
            "issued_at",
            "issued_by_name",
        ]
    )
    audit.record(
        acts.ISSUED,
        actor=actor,
        on=joint,
        data={"number": given, "dated": dated, "hash": joint.hash, "kept_numbers": len(flags)},
        at=at,
        scope=frame.year.key,
    )
    record_notice_to_units(
        units=[one.unit for one in frame.asked],
        text=Sentence(
            N_("The bloc issued its joint report {number}: {report}."),
            {"number": given, "report": joint.title},
        ),
        address=reverse("reports:joint", args=(frame.key,)),
        about=joint.public_id,
        actor=actor,
        at=at,
    )


def _document(
    frame: RequestFrame,
    joint: JointReport,
    rows: tuple[UnitFigures, ...],
    *,
    number: str,
    dated: date,
    signed_by: str,
    office: str,
) -> dict[str, object]:
    """What was issued: the text, and the rows of the annex as they were that day."""
    return {
        "format": FORMAT,
        "title": joint.title,
        "bloc": frame.year.name,
        "year": frame.year.year,
        "period": {"from": frame.period_from.isoformat(), "to": frame.period_to.isoformat()},
        "number": number,
        "date": dated.isoformat(),
        "signed_by": signed_by,
        "office": office.strip(),
        "sections": {part: joint.sections.get(part, "") for part in PARTS},
        "source": source_hash(rows),
        "units": [
            {
                "code": one.row.code,
                "name": one.row.name,
                "version": one.version,
                "hash": one.hash,
                "targets": [] if one.document is None else one.document["targets"],
            }
            for one in rows
        ],
    }
