"""Beginning a version, changing a draft, reading a file into it, writing remarks."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Max

from thidua.core.scoring import SchemeProblem, parse_scheme
from thidua.core.verdict import Sentence
from thidua.criteria.actions import acts
from thidua.criteria.actions.keeping import record_act, record_content, record_notes
from thidua.criteria.changes import change_count
from thidua.criteria.changing import (
    day_of,
    inputs_of,
    refuse_faulty,
    refuse_unfit,
    scheme_for_change,
    unfit,
)
from thidua.criteria.documents.shape import content_hash, normal, skeleton
from thidua.criteria.edits import Edit, NoteInput, seen
from thidua.criteria.errors import SchemeActUnfit, SchemeChangedMeanwhile, SchemeRefused
from thidua.criteria.models import Remark, Scheme
from thidua.criteria.permissions import may_draft_scheme, may_read_scheme, may_revise_draft
from thidua.criteria.queries import SchemeFrame, card_of, notes_of, scheme_frame, year_frame
from thidua.criteria.states import IN_PREPARATION, RemarkKind, SchemeState
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_

LONGEST_TEXT = 4000


@action
def draft_scheme(
    *,
    bloc_year: str,
    name: str,
    based_on: str | None = None,
    document: Mapping[str, Any] | None = None,
    notes: Mapping[str, NoteInput] | None = None,
    change_reason: str = "",
    actor: Actor,
    at: datetime,
) -> str:
    """Begin a version of a bloc-year's table «soạn bộ tiêu chí» and return its key.

    From another version (`based_on`, also of another year), from a document read from a file, or empty. Raises
    `SchemeRefused`; `SchemeActUnfit` while another version is in preparation, or without the reason a second version
    needs; `SchemeUnreadable` when the document does not hold together.
    """
    year = year_frame(bloc_year)
    if year is None:
        raise SchemeActUnfit(Sentence(N_("There is no such bloc-year.")), where="bloc_year")
    verdict = may_draft_scheme(actor, year, on=day_of(at))
    if not verdict.allowed:
        raise SchemeRefused(verdict)
    version = 1 + (Scheme.objects.filter(bloc_year_id=year.id).aggregate(top=Max("version"))["top"] or 0)
    _refuse_second_draft(year.id)
    if version > 1 and not change_reason.strip():
        raise SchemeActUnfit(
            Sentence(N_("A new version needs a reason.")),
            where="change_reason",
            remedy=Sentence(N_("Say what led the bloc to change its table.")),
        )
    base = _base(based_on, actor, at)
    content = (
        document if document is not None else dict(base.document) if base is not None else skeleton(name)
    )
    if document is not None:
        refuse_faulty(document)
    scheme = Scheme(
        bloc_year_id=year.id,
        version=version,
        state=SchemeState.DRAFTED.value,
        based_on=Scheme.objects.get(public_id=base.card.public_id) if base is not None else None,
        change_reason=change_reason.strip()[:LONGEST_TEXT],
        drafted_at=at,
        drafted_by_name=actor.actor_name[:200],
    )
    record_content(
        scheme=scheme, document={**content, "name": name.strip()[:300]}, actor=actor, at=at, new=True
    )
    kept = dict(notes) if notes is not None else inputs_of(base.notes) if base is not None else {}
    record_notes(scheme=scheme, notes=kept, before={}, actor=actor, at=at)
    _copy_kept_doubts(scheme, base)
    record_act(
        act=acts.DRAFTED,
        on=scheme,
        actor=actor,
        at=at,
        data={"version": version, "hash": scheme.content_hash},
    )
    return str(scheme.public_id)


def _refuse_second_draft(bloc_year: int) -> None:
    states = [state.value for state in IN_PREPARATION]
    if Scheme.objects.filter(bloc_year_id=bloc_year, state__in=states).exists():
        raise SchemeActUnfit(
            Sentence(N_("Another version of this year is in preparation.")),
            remedy=Sentence(N_("Go on with that one; there is one draft at a time.")),
        )


def _base(public_id: str | None, actor: Actor, at: datetime) -> SchemeFrame | None:
    if public_id is None:
        return None
    frame = scheme_frame(public_id)
    if frame is None or not may_read_scheme(actor, frame, on=day_of(at)).allowed:
        raise SchemeActUnfit(
            Sentence(N_("The version to begin from is not there, or not this person's to read.")),
            where="based_on",
        )
    return frame


def _copy_kept_doubts(scheme: Scheme, base: SchemeFrame | None) -> None:
    """A doubt that was kept with a word in the base is still kept where the same is still seen."""
    if base is None:
        return
    Remark.objects.bulk_create(
        Remark(
            scheme=scheme,
            kind=kind.value,
            key=key,
            text=remark.text,
            asked_by=remark.asked_by,
            author_name=remark.author,
            written_at=remark.written_at,
        )
        for (kind, key), remark in base.remarks.items()
        if kind is RemarkKind.DOUBT_KEPT
    )


@action
def revise_draft(
    *, scheme: str, edit: Edit, revision: int, place_seen: str, actor: Actor, at: datetime
) -> SchemeFrame:
    """Make one change to a draft «sửa dự thảo» and return the draft after it.

    `revision` and `place_seen` are what the editor's form was made from. Raises `SchemeRefused`;
    `SchemeChangedMeanwhile` when another person changed the same place in between (a change elsewhere does not
    matter); `SchemeUnreadable` when the change does not fit (a code twice, a text where a number belongs). Sums that
    do not fit yet and empty headings are let through: they stop agreement, not work.
    """
    row, frame = scheme_for_change(scheme)
    verdict = may_revise_draft(actor, frame, on=day_of(at))
    if not verdict.allowed:
        raise SchemeRefused(verdict)
    notes = inputs_of(frame.notes)
    if revision != row.revision and place_seen != seen(edit, frame.document, notes):
        raise _collision(row)
    try:
        document, kept = edit.apply(frame.document, notes)
    except SchemeProblem as problem:
        raise unfit(problem) from problem
    refuse_unfit(document)
    record_content(scheme=row, document=document, actor=actor, at=at)
    record_notes(scheme=row, notes=kept, before=notes, actor=actor, at=at)
    record_act(
        act=acts.REVISED,
        on=row,
        actor=actor,
        at=at,
        data={"place": edit.label, "revision": row.revision, "hash": row.content_hash},
    )
    return replace(frame, card=card_of(row), document=row.document, notes=notes_of(row.pk))


def _collision(row: Scheme) -> SchemeChangedMeanwhile:
    return SchemeChangedMeanwhile(
        Sentence(N_("{person} changed this place in the meantime."), {"person": row.revised_by_name}),
        revision=row.revision,
        revised_by=row.revised_by_name,
    )


@action
def import_scheme(
    *,
    scheme: str,
    document: Mapping[str, Any],
    notes: Mapping[str, NoteInput] | None,
    file_name: str,
    revision: int,
    actor: Actor,
    at: datetime,
) -> SchemeFrame:
    """Replace a draft's content by what a file holds «nhập bộ tiêu chí từ tệp», after its preview was seen.

    Notes stay as they are where the file carries none (`None`) and their leaves are still there. Raises
    `SchemeRefused`; `SchemeUnreadable` with every fault of the document; `SchemeChangedMeanwhile` when the draft is
    no longer the one the preview compared with.
    """
    row, frame = scheme_for_change(scheme)
    verdict = may_revise_draft(actor, frame, on=day_of(at))
    if not verdict.allowed:
        raise SchemeRefused(verdict)
    refuse_faulty(document)
    if revision != row.revision:
        raise _collision(row)
    made = normal(document)
    changes = change_count(frame.document, made)
    before = inputs_of(frame.notes)
    leaves = parse_scheme(made).leaves
    kept = {code: note for code, note in (before if notes is None else notes).items() if code in leaves}
    record_content(scheme=row, document=made, actor=actor, at=at)
    record_notes(scheme=row, notes=kept, before=before, actor=actor, at=at)
    record_act(
        act=acts.IMPORTED,
        on=row,
        actor=actor,
        at=at,
        data={
            "file": file_name[:120],
            "changes": changes,
            "revision": row.revision,
            "hash": content_hash(made),
        },
    )
    return replace(frame, card=card_of(row), document=row.document, notes=notes_of(row.pk))
