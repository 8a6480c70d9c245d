"""A registration's targets in Excel: taken away, filled in, and looked at place by place before anything is kept."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from thidua.covenants.actions import save_registration
from thidua.covenants.content import RegistrationContent, TargetRow
from thidua.covenants.differences import registration_differences
from thidua.covenants.errors import RegistrationChangedMeanwhile, RegistrationUnreadable
from thidua.covenants.permissions import may_save_registration
from thidua.covenants.workbook import read_targets, write_targets
from thidua.foundation.files import safe_name
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_, render
from thidua.web.covenants.present import difference_rows
from thidua.web.covenants.views.shared import Errors, RegistrationScreen, told
from thidua.web.shared import parts
from thidua.web.shared.exporting import attached

SALT = "thidua.covenants.import"
HOURS = 12


class RegistrationWorkbook(RegistrationScreen):
    """The targets as a workbook to fill in."""

    title = N_("Targets in Excel")

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file."""
        kept = self.content.registrations[self.party.id]
        content = write_targets(self.party.name, self.card.year, kept.targets)
        return attached(content, name=f"chi-tieu-{self.party.code.lower()}-{self.card.year}", form="xlsx")


def steps(now: int) -> Any:
    """The steps of an import."""
    return parts.ImportStep.of([_("Choose a file"), _("See what it would change"), _("Taken in")], now)


def cell_error(problem: Problem) -> parts.CellError:
    """A place that cannot be taken, and what to do."""
    todo = (
        render(problem.remedy)
        if problem.remedy is not None
        else _("Correct it in the file and send the file again.")
    )
    return parts.CellError(problem.where, render(problem.sentence), todo)


class ImportRegistration(RegistrationScreen):
    """Read a filled-in workbook: first what it would change, and only then is it kept."""

    permission = staticmethod(may_save_registration)
    own_heading = True
    title = N_("Read the targets from Excel")
    template = "covenants/import.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Choose a file."""
        return self.show()

    def show(self, errors: Errors | None = None, cells: Sequence[parts.CellError] = ()) -> HttpResponse:
        """The page."""
        return self.page(
            status=422 if errors or cells else 200,
            party=self.party,
            errors=errors or [],
            cells=list(cells),
            steps=steps(0),
        )

    @property
    def kept(self) -> RegistrationContent:
        """What is saved."""
        return self.content.registrations[self.party.id]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Read it and show what it would change."""
        upload = request.FILES.get("file")
        if upload is None:
            return self.show([("id_file", _("Choose a file first."))])
        name = safe_name(upload.name or "")
        try:
            read = read_targets(upload.read(), name=name, before=self.kept.targets)
        except Problem as problem:
            return self.show(cells=[cell_error(problem)])
        if read.problems:
            return self.show(cells=[cell_error(one) for one in read.problems])
        return self.preview(read.targets, name)

    def preview(
        self, targets: tuple[TargetRow, ...], name: str, said: str = "", *, status: int = 200
    ) -> HttpResponse:
        """What would change."""
        changes = registration_differences(self.kept, replace(self.kept, targets=targets))
        sealed = {
            "registration": self.party.public_id,
            "actor": self.actor.actor_key,
            "name": name,
            "targets": [row.plain() for row in targets],
        }
        return self.page(
            "covenants/import_preview.html",
            status=status,
            party=self.party,
            said=said,
            name=name,
            rows=difference_rows(changes),
            sealed=signing.dumps(sealed, salt=SALT, compress=True),
            revision=self.party.revision,
            steps=steps(1),
        )


class ConfirmImport(ImportRegistration):
    """Keep what the preview showed."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Replace the targets."""
        found = self.unsealed(request.POST.get("sealed", ""))
        if found is None:
            return self.show([("", _("This comparison is too old. Send the file again."))])
        targets, name = found
        said = request.POST.get("revision", "")
        try:
            save_registration(
                registration=self.party.public_id,
                content=replace(self.kept, targets=targets),
                revision=int(said) if said.isdecimal() else -1,
                actor=self.actor,
                at=self.now,
            )
        except RegistrationUnreadable as unfit:
            return self.show(told(unfit))
        except RegistrationChangedMeanwhile as met:
            words = _("%(said)s The comparison below is with the registration as it is now.")
            return self.preview(targets, name, words % {"said": render(met.sentence)}, status=409)
        return self.done(_("The targets were read from the file."), self.own_address("registration"))

    def unsealed(self, text: str) -> tuple[tuple[TargetRow, ...], str] | None:
        """What was read and the file's name; None when it is too old, or another's."""
        try:
            said = signing.loads(text, salt=SALT, max_age=HOURS * 3600)
        except signing.BadSignature:
            return None
        if said["registration"] != self.party.public_id or said["actor"] != self.actor.actor_key:
            return None
        return tuple(TargetRow.from_plain(row) for row in said["targets"]), said["name"]
