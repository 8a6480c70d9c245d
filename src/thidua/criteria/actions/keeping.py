"""Building blocks the verbs share: content, notes, the ledger's lines."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from thidua.criteria.changing import day_of, unit_number
from thidua.criteria.documents.shape import content_hash, normal
from thidua.criteria.edits import NoteInput
from thidua.criteria.models import LeafNote, Scheme
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import requires_transaction


@requires_transaction
def record_act(
    *, act: str, on: Scheme, actor: Actor, at: datetime, data: Mapping[str, object] | None = None
) -> None:
    """Write a line of the ledger on a version, within the scope of its bloc-year."""
    audit.record(act, actor=actor, on=on, at=at, data=data, scope=on.bloc_year.public_id)


@requires_transaction
def record_notes(
    *,
    scheme: Scheme,
    notes: Mapping[str, NoteInput],
    before: Mapping[str, NoteInput],
    actor: Actor,
    at: datetime,
) -> None:
    """Make the notes of a version these, touching only what differs."""
    del actor  # its name stands with the content
    LeafNote.objects.filter(scheme=scheme, code__in=before.keys() - notes.keys()).delete()
    for code, note in notes.items():
        if before.get(code) == note:
            continue
        LeafNote.objects.update_or_create(
            scheme=scheme,
            code=code,
            defaults={
                "evidence": "\n".join(note.evidence),
                "measure": note.measure,
                "appraiser": note.appraiser or "",
                "appraiser_unit_id": unit_number(note, on=day_of(at)),
            },
        )


@requires_transaction
def record_content(
    *, scheme: Scheme, document: Mapping[str, Any], actor: Actor, at: datetime, new: bool = False
) -> None:
    """Write a document into a draft and count the revision."""
    scheme.document = normal(document)
    scheme.content_hash = content_hash(scheme.document)
    scheme.name = str(scheme.document.get("name") or "")[:300]
    scheme.revised_at, scheme.revised_by_name = at, actor.actor_name[:200]
    if new:
        scheme.save(force_insert=True)
        return
    scheme.revision += 1
    scheme.save(
        update_fields=["document", "content_hash", "name", "revised_at", "revised_by_name", "revision"]
    )
