"""Files out and in: YAML, JSON, Excel and its template; what a file would change is seen before anything is kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from thidua.core.loading import DocumentUnreadable, load_document
from thidua.core.scoring import read_scheme
from thidua.core.verdict import Sentence
from thidua.criteria.actions import import_scheme
from thidua.criteria.changes import changes_between
from thidua.criteria.documents.shape import content_hash, node_at, normal, skeleton
from thidua.criteria.documents.writing import as_json, as_yaml
from thidua.criteria.edits import NoteInput
from thidua.criteria.errors import SchemeChangedMeanwhile, SchemeUnreadable
from thidua.criteria.permissions import may_open_criteria
from thidua.criteria.states import Appraiser
from thidua.criteria.workbook import read_scheme_workbook, write_scheme_workbook
from thidua.foundation.files import XLSX, safe_name
from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_, render
from thidua.organisations.queries import unit_name
from thidua.web.criteria.views.changes import change_words
from thidua.web.criteria.views.shared import RevisingScreen, SchemeScreen
from thidua.web.criteria.words import state_of
from thidua.web.shared import parts
from thidua.web.shared.exporting import attached
from thidua.web.shared.jinja import day

FORMS = {"yaml": "application/yaml; charset=utf-8", "json": "application/json; charset=utf-8", "xlsx": XLSX}
SALT = "thidua.criteria.import"
HOURS = 12
MAX_SHOWN = 60
# How the checker writes the place of what belongs to no single place.
WHOLE = "(document)"
TEXT_KINDS = frozenset({".yaml", ".yml", ".json"})


def answer(content: bytes | str, *, name: str, form: str) -> HttpResponse:
    """A file to save."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(content, content_type=FORMS[form], headers=headers)


class Export(SchemeScreen):
    """A version as a file: read back, it is the identical table."""

    title = N_("Tree of criteria")

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file."""
        form, frame = self.kwargs["form"], self.frame
        name = f"bang-tieu-chi-{frame.year.year}-ban-{frame.card.version}"
        if form == "json":
            return answer(as_json(frame.document), name=name, form=form)
        if form == "yaml":
            return answer(as_yaml(frame.document, comment=self.comment()), name=name, form=form)
        named = {note.appraiser_unit for note in self.notes.values() if note.appraiser_unit}
        codes = {key: found.code for key in named if (found := unit_name(key, on=self.on)) is not None}
        return answer(
            write_scheme_workbook(frame.document, self.notes, unit_codes=codes), name=name, form=form
        )

    def comment(self) -> list[str]:
        """What stands above the table in a YAML file."""
        card = self.frame.card
        state = state_of(card.state).label
        lines = [
            _("%(bloc)s, %(year)s, version %(version)s: %(state)s")
            % {
                "bloc": self.frame.year.name,
                "year": self.frame.year.year,
                "version": card.version,
                "state": state,
            },
            _("Content code: %(code)s") % {"code": card.code},
        ]
        if card.frozen_on is not None:
            lines.append(_("In force from %(day)s") % {"day": day(card.frozen_on)})
        if self.frame.year.illustrative:
            lines.append(_("Illustrative data"))
        return lines


class Template(Screen[NoObject]):
    """The empty workbook to fill in."""

    permission = staticmethod(may_open_criteria)
    title = N_("Template of a table of criteria")
    menu = "scores"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The workbook, with one section and one criterion to begin with."""
        blank = skeleton(_("Points table"))
        blank["criteria"] = [
            {
                "code": "I",
                "name": _("First section"),
                "max": "100",
                "children": [{"code": "I.1", "name": _("First criterion"), "max": "100", "kind": "direct"}],
            }
        ]
        return attached(
            write_scheme_workbook(blank, {}, unit_codes={}), name="mau-bang-tieu-chi", form="xlsx"
        )


@dataclass(frozen=True, slots=True)
class FileRead:
    """What a file holds; `notes` is None where its format carries none."""

    document: dict[str, Any]
    notes: dict[str, NoteInput] | None


def read_file(content: bytes, *, name: str, on: date) -> FileRead:
    """Read a YAML, JSON or Excel file; raises SchemeUnreadable or Problem with every place that cannot be taken."""
    if PurePath(name).suffix.casefold() not in TEXT_KINDS:
        return _read_workbook(content, name=name, on=on)
    try:
        value = load_document(content, name=name)
    except DocumentUnreadable as problem:
        raise Problem(
            problem.sentence,
            where=_line_words(problem) or name,
            remedy=Sentence(N_("Correct this place in the file and try again.")),
        ) from problem
    document: dict[str, Any] = value if isinstance(value, dict) else {}
    _refuse_faults(value, place=lambda path: _place_words(document, path))
    return FileRead(normal(document), None)


def _line_words(problem: DocumentUnreadable) -> str:
    """Where in a text file, in words; empty where it is the whole file."""
    if problem.line is None:
        return ""
    if problem.column is None:
        return _("line %(line)s") % {"line": problem.line}
    return _("line %(line)s, column %(column)s") % {"line": problem.line, "column": problem.column}


def _place_words(document: Mapping[str, Any], path: str) -> str:
    """The checker's place with the code before it by which a person finds it: `A.2: criteria[0].children[1].max`."""
    node = node_at(document, path)
    code = node.get("code") if node is not None else None
    if isinstance(code, str) and code:
        return f"{code}: {path}"
    return _("the whole file") if path == WHOLE else path


def _read_workbook(content: bytes, *, name: str, on: date) -> FileRead:
    def resolve(code: str) -> str | None:
        found = unit_name(code, on=on)
        return found.public_id if found is not None else None

    read = read_scheme_workbook(content, name=name, resolve=resolve)
    _refuse_faults(read.document, place=read.address_of)
    return FileRead(read.document, read.notes)


def _refuse_faults(document: object, *, place: Callable[[str], str]) -> None:
    problems = read_scheme(document)[1]
    if problems:
        raise SchemeUnreadable(
            Sentence(N_("The file does not hold a table of criteria that can be used; nothing was saved.")),
            tuple(Problem(one.sentence, where=place(one.path)) for one in problems),
        )


def seal(read: FileRead, *, scheme: str, name: str, actor: str) -> str:
    """What was read, signed for the way through the preview."""
    notes = None
    if read.notes is not None:
        notes = {code: note.plain() for code, note in read.notes.items()}
    said = {"scheme": scheme, "actor": actor, "name": name, "document": read.document, "notes": notes}
    return signing.dumps(said, salt=SALT, compress=True)


def unseal(text: str, *, scheme: str, actor: str) -> tuple[FileRead, str] | None:
    """What was read and the file's name; None when it is too old, or another's."""
    try:
        said = signing.loads(text, salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    if said["scheme"] != scheme or said["actor"] != actor:
        return None
    notes = said["notes"]
    if notes is not None:
        notes = {
            code: NoteInput(
                tuple(line for line in evidence.splitlines() if line),
                measure,
                Appraiser(appraiser) if appraiser else None,
                unit,
            )
            for code, (evidence, measure, appraiser, unit) in notes.items()
        }
    return FileRead(said["document"], notes), said["name"]


class Import(RevisingScreen):
    """Read a file into the draft: first what it would change, and only then is it kept."""

    own_heading = True
    title = N_("Read a table of criteria from a file")
    template = "criteria/import.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Choose a file."""
        return self.show()

    def show(
        self,
        errors: Sequence[tuple[str, str]] = (),
        cells: Sequence[parts.CellError] = (),
        *,
        status: int = 200,
    ) -> HttpResponse:
        """The page."""
        return self.page(status=status, errors=list(errors), cells=list(cells), steps=steps(0))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Read it and show what it would change."""
        upload = request.FILES.get("file")
        if upload is None:
            return self.show([("id_file", _("Choose a file first."))], status=422)
        name = safe_name(upload.name or "")
        try:
            read = read_file(upload.read(), name=name, on=self.on)
        except SchemeUnreadable as unfit:
            return self.show(cells=[cell_error(one) for one in unfit.problems], status=422)
        except Problem as problem:
            return self.show(cells=[cell_error(problem)], status=422)
        return self.preview(read, name)

    def preview(self, read: FileRead, name: str, said: str = "", *, status: int = 200) -> HttpResponse:
        """What would change."""
        rows = [change_words(change) for change in changes_between(self.frame.document, read.document)]
        notes_change = read.notes is not None and read.notes != self.notes
        return self.page(
            "criteria/import_preview.html",
            status=status,
            said=said,
            name=name,
            rows=rows[:MAX_SHOWN],
            more=max(0, len(rows) - MAX_SHOWN),
            notes_change=notes_change,
            same=content_hash(read.document) == self.frame.card.content_hash and not notes_change,
            sealed=seal(read, scheme=self.key, name=name, actor=self.actor.actor_key),
            revision=self.frame.card.revision,
            steps=steps(1),
        )


class ConfirmImport(Import):
    """Keep what the preview showed."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Replace the draft's content."""
        found = unseal(request.POST.get("sealed", ""), scheme=self.key, actor=self.actor.actor_key)
        if found is None:
            return self.show([("", _("This comparison is too old. Send the file again."))], status=422)
        read, name = found
        try:
            import_scheme(
                scheme=self.key,
                document=read.document,
                notes=read.notes,
                file_name=name,
                revision=self.revision(request),
                actor=self.actor,
                at=self.now,
            )
        except SchemeUnreadable as unfit:
            return self.show(cells=[cell_error(one) for one in unfit.problems], status=422)
        except SchemeChangedMeanwhile as met:
            said = _("%(said)s The comparison below is with the draft as it is now.") % {
                "said": render(met.sentence)
            }
            return self.preview(read, name, said, status=409)
        return self.done(_("The table was read from the file."), self.address("scheme"))


def cell_error(problem: Problem) -> parts.CellError:
    """A place that cannot be taken, and what to do."""
    todo = (
        render(problem.remedy)
        if problem.remedy is not None
        else _("Correct it in the file and send the file again.")
    )
    return parts.CellError(problem.where, render(problem.sentence), todo)


def steps(now: int) -> Any:
    """The steps of an import."""
    return parts.ImportStep.of([_("Choose a file"), _("See what it would change"), _("Taken in")], now)
