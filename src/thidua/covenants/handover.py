"""What this room lays into the handover pack «hồ sơ bàn giao»: the covenant, its signatures, the registered targets."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext

from thidua.covenants.queries import registered_targets, versions_of_year
from thidua.covenants.queries.frames import signatures_of, text_of
from thidua.foundation.wording import N_
from thidua.organisations.handover import PackFile, contributes, table


@contributes("covenant", N_("Covenant, signatures, registered targets"), place=40)
def covenant_part(bloc_year: str, on: date) -> Iterator[PackFile]:
    """Each version's text with the hash that was signed, who signed, and the targets of the version in force."""
    cards = versions_of_year(bloc_year)
    for card in cards:
        said = {"version": card.version, "number": card.number or "–"}
        if text := text_of(card.id):
            yield PackFile(
                f"giao-uoc-v{card.version}.txt",
                text.encode(),
                gettext("Covenant, version %(version)d (%(number)s): text") % said,
            )
        signed = signatures_of(card.id)
        heads = (gettext("Name"), gettext("Office"), gettext("Signed on"), gettext("Paper"), "SHA-256")
        rows = (
            (one.person_name, one.office_title, one.signed_on, one.paper_number, one.content_hash)
            for one in signed
        )
        if signed:
            yield PackFile(
                f"chu-ky-v{card.version}.csv",
                table(heads, rows),
                gettext("Covenant, version %(version)d (%(number)s): signatures") % said,
            )
    if cards:
        yield PackFile("chi-tieu-dang-ky.csv", _targets(bloc_year, on), gettext("Registered targets"))


def _targets(bloc_year: str, on: date) -> bytes:
    heads = (
        gettext("Unit"),
        gettext("Code"),
        gettext("Target"),
        gettext("Measure"),
        gettext("Baseline"),
        gettext("To reach"),
        gettext("Criterion"),
    )
    return table(
        heads,
        (
            (one.unit, one.code, one.name, one.measure, str(one.baseline or ""), str(one.target), one.leaf)
            for one in registered_targets(bloc_year, on=on)
        ),
    )
