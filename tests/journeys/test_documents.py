"""The files of the story's sheet, scored by the command, give the numbers of the screen."""

import json
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests import story
from tests.journeys.visitor import Visitor
from thidua.cli import main
from thidua.core import wording
from thidua.demo.accounts import PASSWORD
from thidua.scorecards.models import Sheet

AFTERWARDS = datetime(2024, 4, 22, 9, 0, tzinfo=story.APPRAISAL.tzinfo)


@pytest.fixture
def files(stand_at: Callable[[datetime], datetime], tmp_path: Path) -> tuple[Visitor, str, Path]:
    """An officer of the bloc, the sheet, and a folder with what they downloaded."""
    story.tell()
    stand_at(AFTERWARDS)
    sheet = str(Sheet.objects.get().public_id)
    officer = Visitor().sign_in("khang.tm", PASSWORD)
    names = {
        "scheme": "tieu-chi",
        **{
            f"{kind}.{stage}": f"{kind}/{stage}"
            for kind in ("ket-qua", "phieu-diem")
            for stage in ("self", "cross", "appraised")
        },
    }
    for name, address in names.items():
        answer = officer.client.get(f"/cham-diem/{sheet}/tep/{address}/")
        assert answer.status_code == 200, address
        (tmp_path / f"{name}.json").write_bytes(answer.content)
    return officer, sheet, tmp_path


def scored(folder: Path, stage: str, capsys: pytest.CaptureFixture[str]) -> Any:
    """What the command makes of the files."""
    wanted = "appraised" if stage == "appraised" else "self"
    command = [
        "score",
        str(folder / "scheme.json"),
        str(folder / f"ket-qua.{stage}.json"),
        "--json",
        "--stage",
        wanted,
    ]
    assert main(command) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("stage", ["self", "cross", "appraised"])
def test_the_command_scores_the_exported_files_as_the_screen_does(
    files: tuple[Visitor, str, Path], stage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    officer, sheet, folder = files

    card = scored(folder, stage, capsys)

    kept = json.loads((folder / f"phieu-diem.{stage}.json").read_text("utf-8"))
    assert card["units"] == kept["units"]
    assert card["ranking"] == kept["ranking"]
    officer.open(f"/cham-diem/{sheet}/xep-hang/?cot={stage}")
    totals = [unit["total"] for unit in card["units"].values() if unit["total"] is not None]
    missing = [total for total in totals if not officer.says(wording.number(Decimal(total), "vi", 2))]
    assert missing == []


def test_each_cell_of_the_sheet_shows_the_points_of_the_command(
    files: tuple[Visitor, str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    officer, sheet, folder = files

    card = scored(folder, "appraised", capsys)

    wrong = []
    for code, unit in card["units"].items():
        said = officer.open(f"/cham-diem/{sheet}/don-vi/{code}/").words()
        for leaf, score in unit["leaves"].items():
            if score["points"] is not None and wording.number(Decimal(score["points"]), "vi", 2) not in said:
                wrong.append(f"{code} {leaf}: {score['points']}")
    assert not wrong, "\n".join(["", *wrong])
