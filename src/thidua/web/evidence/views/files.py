"""One file: looked at in the page, downloaded, withdrawn; and everything of a unit as one archive."""

from collections.abc import Sequence
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from thidua.core.verdict import Verdict
from thidua.foundation.files import PDF
from thidua.foundation.gate import Screen
from thidua.foundation.pictures import JPEG
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_
from thidua.reports.actions import withdraw_evidence_file
from thidua.reports.errors import EvidenceUnfit
from thidua.reports.evidence import EvidencePlace, EvidenceRow, FileRow
from thidua.reports.permissions.evidence import may_read_record, may_withdraw_file
from thidua.reports.queries.evidence import (
    content_of_file,
    evidence_at,
    evidence_place,
    preview_of_file,
    record_of_file,
)
from thidua.web.evidence.archive import archive_of
from thidua.web.evidence.forms import said_of
from thidua.web.evidence.rows import file_line
from thidua.web.evidence.views.answers import on_to
from thidua.web.evidence.views.places import PlaceScreen, crumbs, place_crumb
from thidua.web.evidence.words import size_words
from thidua.web.shared.evidence import cited
from thidua.web.shared.visitors import handed_out

# A file shown inside a page may do nothing but be shown, and only inside our own pages. The browser's PDF viewer is
# itself an embedded object; it does not start in a frame with the `sandbox` attribute.
SHOWN = "default-src 'none'; object-src 'self'; img-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
KEPT = "default-src 'none'; sandbox; frame-ancestors 'none'"

type Found = tuple[EvidencePlace, EvidenceRow, FileRow]


def may_read_file(actor: Any, found: Found, *, on: Any) -> Verdict:
    """Read a file: as its record."""
    place, row, _file = found
    return may_read_record(actor, (place, row), on=on)


class FileScreen(Screen[Found]):
    """A screen of one file."""

    permission = staticmethod(may_read_file)
    menu = "reports"

    def load(self, request: HttpRequest, **kwargs: Any) -> Found | None:
        """The file the address names, in its record and place."""
        found = record_of_file(kwargs["file"])
        if found is None:
            return None
        row, file = found
        place = evidence_place(row.year, row.unit, on=self.on)
        return None if place is None else (place, row, file)

    @property
    def file(self) -> FileRow:
        """The file."""
        return self.object[2]

    @property
    def record(self) -> str:
        """The page of its record."""
        return reverse("evidence:record", args=(self.object[1].key,))

    def way(self) -> list[tuple[str, str]]:
        """The way here."""
        place, row, _file = self.object
        return crumbs(place_crumb(place), (cited(row), self.record))


def answer(content: bytes, *, media_type: str, name: str, shown: bool) -> HttpResponse:
    """A file as an answer that no browser takes for anything else."""
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": content_disposition_header(not shown, name) or "attachment",
            "Content-Security-Policy": SHOWN if shown else KEPT,
            "X-Frame-Options": "SAMEORIGIN" if shown else "DENY",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
        },
    )


class Preview(FileScreen):
    """A file looked at in the page: a PDF in the browser's own viewer, a picture made small."""

    title = N_("Look at a file")
    template = "evidence/preview.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page around it."""
        _place, row, file = self.object
        names = [one.key for one in row.files]
        spot = names.index(file.key)
        return self.page(
            file=file,
            line=file_line(file, withdraws=may_withdraw_file(self.actor, self.object, on=self.on).allowed),
            what=cited(row),
            size=size_words(file.size),
            content=reverse("evidence:content", args=(file.key,)),
            before=row.files[spot - 1] if spot else None,
            after=row.files[spot + 1] if spot + 1 < len(names) else None,
            back=self.record,
            crumb_items=self.way(),
        )


class BytesScreen(FileScreen):
    """A screen that answers with the bytes of a file."""

    title = N_("The file cannot be given out")

    def damaged(self, problem: Problem) -> HttpResponse:
        """What is kept is not what was filed."""
        return self.page(
            "evidence/damaged.html",
            status=500,
            said=said_of(problem),
            back=self.record,
            crumb_items=self.way(),
        )


class Content(BytesScreen):
    """The bytes of a PDF or a picture, to be shown inside a page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Only what a browser shows without running it; anything else is handed out to be saved."""
        file = self.file
        try:
            content = content_of_file(file)
        except Problem as problem:
            return self.damaged(problem)
        shown = file.media_type == PDF or file.is_picture
        handed_out(request, actor=self.actor, key=f"reports.evidencefile:{file.key}", at=self.now)
        return answer(content, media_type=file.media_type, name=file.name, shown=shown)


class Picture(BytesScreen):
    """The small picture of a picture."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The small picture; other files have none."""
        if not self.file.is_picture:
            return HttpResponse(status=404)
        try:
            content = preview_of_file(self.file)
        except Problem as problem:
            return self.damaged(problem)
        return answer(content, media_type=JPEG, name=f"{self.file.name}.jpg", shown=True)


class Download(BytesScreen):
    """The file, to be saved."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Checked against its hash on the way."""
        try:
            content = content_of_file(self.file)
        except Problem as problem:
            return self.damaged(problem)
        handed_out(request, actor=self.actor, key=f"reports.evidencefile:{self.file.key}", at=self.now)
        return answer(content, media_type=self.file.media_type, name=self.file.name, shown=False)


class WithdrawFile(FileScreen):
    """«Thu hồi tệp», with a reason."""

    permission = staticmethod(may_withdraw_file)
    title = N_("Withdraw a file")
    template = "evidence/withdraw_file.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Withdraw it."""
        try:
            withdraw_evidence_file(
                file=self.file.key, reason=request.POST.get("reason", ""), actor=self.actor, at=self.now
            )
        except EvidenceUnfit as unfit:
            return self.show([("id_reason", said_of(unfit))])
        return on_to(request, self.record, _("The file was withdrawn; it stays in the history."))

    def show(self, errors: Sequence[tuple[str, str]] = ()) -> HttpResponse:
        """The page."""
        return self.page(
            status=422 if errors else 200,
            errors=list(errors),
            file=self.file,
            what=cited(self.object[1]),
            back=self.record,
            crumb_items=self.way(),
        )


class Archive(PlaceScreen):
    """Everything of a unit that this person may read, as one archive with a table of contents."""

    title = N_("All evidence of a unit")

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """The archive."""
        place, reach = self.object, self.reach
        rows = [row for row in evidence_at(place) if row.live and reach.covers(row)]
        where = f"reports.evidence:{place.year.public_id}/{place.member.public_id}"
        handed_out(request, actor=self.actor, key=where, at=self.now)
        stem = f"minh-chung-{place.member.code}-{place.year.year}"
        return FileResponse(
            archive_of(place, rows),
            as_attachment=True,
            filename=f"{stem}.zip",
            content_type="application/zip",
            headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
        )
