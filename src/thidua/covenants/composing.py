"""The covenant as a paper «văn bản giao ước», composed from rows: the same rows always give the same text, to the letter.

Papers are Vietnamese in either language of the interface. The hash of the text is what every signature is tied to.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal

from thidua.core import wording
from thidua.covenants.awards import award
from thidua.covenants.content import AwardRow, RegistrationContent, TargetRow
from thidua.covenants.queries import CovenantContent, Party
from thidua.covenants.states import AwardScope, Direction

PAPER = "vi"
NO_FIGURE = "–"
NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc")
BETTER = {Direction.HIGHER: "cao hơn là tốt", Direction.LOWER: "thấp hơn là tốt"}
FOR_WHOM = {AwardScope.COLLECTIVE: "tập thể", AwardScope.INDIVIDUAL: "cá nhân"}
UNDERTAKING = (
    "Các đơn vị thành viên cam kết thực hiện nghiêm túc bản giao ước này. Kết quả thực hiện là căn cứ chấm điểm, "
    "bình xét thi đua cuối năm của Khối."
)


@dataclass(frozen=True, slots=True)
class PaperTarget:
    """A line of annex 1, everything in words as printed."""

    code: str
    name: str
    measure: str
    better: str
    weight: str
    baseline: str
    target: str
    deadline: str
    notes: str


@dataclass(frozen=True, slots=True)
class PaperUnit:
    """A unit's part of the annexes."""

    number: int
    name: str
    slogan: str
    targets: tuple[PaperTarget, ...]
    weights: str
    titles: tuple[str, ...]
    commendations: tuple[str, ...]
    models: tuple[str, ...]
    exemplars: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole paper, part by part."""

    letterhead: tuple[str, ...]
    number: str
    title: str
    bloc: str
    year: int
    slogan: str
    preamble: str
    parties: tuple[str, ...]
    clauses: tuple[str, ...]
    undertaking: str
    units: tuple[PaperUnit, ...]


def compose(
    content: CovenantContent, parties: Sequence[Party], *, bloc: str, letterhead: str, year: int
) -> Paper:
    """The paper made of a version's rows, with the names its parties had that day."""
    said = content.bloc
    return Paper(
        letterhead=tuple(part.strip() for part in letterhead.split("/") if part.strip()) or (bloc.upper(),),
        number=said.number,
        title=said.title,
        bloc=bloc,
        year=year,
        slogan=said.slogan,
        preamble=said.preamble,
        parties=tuple(party.name for party in parties),
        clauses=tuple(
            f"{clause.text} (tiêu chí {clause.leaf})" if clause.leaf else clause.text
            for clause in said.clauses
        ),
        undertaking=said.undertaking or UNDERTAKING,
        units=tuple(
            _unit(number, party.name, content.registrations[party.id], year)
            for number, party in enumerate(parties, start=1)
        ),
    )


def _unit(number: int, name: str, content: RegistrationContent, year: int) -> PaperUnit:
    promised = f"{content.exemplars} điển hình" if content.exemplars else ""
    named = "; ".join(content.exemplar_names)
    return PaperUnit(
        number,
        name,
        content.slogan,
        tuple(_target(row, year) for row in content.targets),
        wording.number(content.weights, PAPER),
        tuple(_award(row) for row in content.titles),
        tuple(_award(row) for row in content.commendations),
        content.models,
        f"{promised}: {named}" if promised and named else promised or named,
    )


def _figure(number: Decimal | None, decimals: int) -> str:
    return NO_FIGURE if number is None else wording.number(number, PAPER, decimals)


def _target(row: TargetRow, year: int) -> PaperTarget:
    ratio = f"{row.numerator} trên {row.denominator}" if row.numerator and row.denominator else ""
    return PaperTarget(
        row.code,
        row.name,
        row.measure,
        BETTER[row.direction],
        NO_FIGURE if row.weight is None else wording.number(row.weight, PAPER),
        _figure(row.baseline, row.decimals),
        _figure(row.target, row.decimals),
        wording.date(row.deadline, PAPER) if row.deadline is not None else f"31/12/{year}",
        "; ".join(part for part in (ratio, row.secrecy) if part),
    )


def _award(row: AwardRow) -> str:
    found = award(row.code)
    name = found.paper if found is not None else row.code
    return f"{name}: {row.count} {FOR_WHOM[row.scope]}" + (f" ({row.note})" if row.note else "")


def as_text(paper: Paper) -> str:
    """The paper as plain text, line by line: what is hashed and signed."""
    return "\n".join(_lines(paper)) + "\n"


def _lines(paper: Paper) -> Iterator[str]:
    yield from paper.letterhead
    yield from NATION
    if paper.number:
        yield f"Số: {paper.number}"
    yield ""
    yield paper.title.upper()
    yield f"{paper.bloc}, năm {paper.year}"
    if paper.slogan:
        yield f"Khẩu hiệu: {paper.slogan}"
    if paper.preamble:
        yield ""
        yield paper.preamble
    yield ""
    yield "Các đơn vị giao ước:"
    for number, name in enumerate(paper.parties, start=1):
        yield f"{number}. {name}"
    yield ""
    yield "Nội dung giao ước:"
    for number, clause in enumerate(paper.clauses, start=1):
        yield f"Điều {number}. {clause}"
    yield ""
    yield paper.undertaking
    yield ""
    yield "PHỤ LỤC 1. CHỈ TIÊU ĐĂNG KÝ"
    for unit in paper.units:
        yield from _targets_of(unit, paper.year)
    yield ""
    yield "PHỤ LỤC 2. DANH HIỆU, HÌNH THỨC KHEN THƯỞNG, MÔ HÌNH, ĐIỂN HÌNH ĐĂNG KÝ"
    for unit in paper.units:
        yield from _awards_of(unit)


def _targets_of(unit: PaperUnit, year: int) -> Iterator[str]:
    yield f"{unit.number}. {unit.name}"
    if unit.slogan:
        yield f"Khẩu hiệu hành động: {unit.slogan}"
    yield f"Mã | Chỉ tiêu | Đơn vị tính | Chiều | Trọng số | Năm {year - 1} | Chỉ tiêu {year} | Hạn | Ghi chú"
    for row in unit.targets:
        yield " | ".join(astuple(row))
    yield f"Cộng trọng số: {unit.weights}"


def _awards_of(unit: PaperUnit) -> Iterator[str]:
    yield f"{unit.number}. {unit.name}"
    for heading, rows in (
        ("Danh hiệu thi đua", unit.titles),
        ("Hình thức khen thưởng", unit.commendations),
        ("Mô hình mới", unit.models),
        ("Điển hình tiên tiến", (unit.exemplars,) if unit.exemplars else ()),
    ):
        yield f"{heading}: {'; '.join(rows) if rows else 'không đăng ký'}"


def text_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
