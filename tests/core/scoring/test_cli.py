"""The commands `thidua score` and `thidua scheme check`: answers, exit codes, one line for bad input."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from thidua.cli import main

EXAMPLES = Path(__file__).parent / "examples"
SCHEME = """\
format: thidua-scheme/1
name: Bảng điểm
rounding: {decimals: 2, mode: half_up}
total: {content_max: 10}
ranking: {votes: true}
criteria:
  - {code: A, max: 10, kind: proportional}
"""
RESULTS = """\
format: thidua-results/1
units:
  CA: {leaves: {A: {target: 90, actual: 65, appraised: {target: 90, actual: 45}}}}
  TA: {leaves: {A: {target: 90, actual: 90}}}
"""


@pytest.fixture
def files(tmp_path):
    (tmp_path / "scheme.yaml").write_text(SCHEME, "utf-8")
    (tmp_path / "results.yaml").write_text(RESULTS, "utf-8")
    return tmp_path


def run(capsys, *words):
    """Exit code, standard output, standard error."""
    code = main([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


def refusal(capsys, *words):
    """The one line of a refusal."""
    code, _, err = run(capsys, *words)
    assert code == 2
    assert err.endswith("\n")
    assert err.count("\n") == 1
    return err.strip()


def test_json_is_the_scorecard(files, capsys):
    code, out, err = run(capsys, "score", files / "scheme.yaml", files / "results.yaml", "--json")

    document = json.loads(out)
    assert (code, err) == (0, "")
    assert document["format"] == "thidua-scorecard/1"
    assert document["units"]["CA"] == {
        "leaves": {
            "A": {
                "points": "7.22",
                "state": "value",
                "why": "10 × 65 ÷ 90 = 7,22: thực hiện 65 so với chỉ tiêu 90 (làm tròn đến 2 chữ số thập phân)",
            }
        },
        "groups": {},
        "content": "7.22",
        "bonus": "0",
        "deduction": "0",
        "total": "7.22",
        "complete": True,
        "rank": 2,
        "eligible": True,
        "suspended": False,
        "blockers": [],
    }
    assert (document["ranking"], document["unresolved_ties"], document["warnings"]) == (["TA", "CA"], [], [])
    assert "awards" not in document


def test_the_sentences_come_in_english_too(files, capsys):
    _, out, _ = run(capsys, "score", files / "scheme.yaml", files / "results.yaml", "--json", "--lang", "en")

    assert (
        json.loads(out)["units"]["TA"]["leaves"]["A"]["why"]
        == "Actual 90 reaches the target of 90: the full 10"
    )


def test_the_appraised_stage_is_a_table_of_its_own(files, capsys):
    words = ["score", files / "scheme.yaml", files / "results.yaml", "--stage", "appraised", "--json"]

    units = json.loads(run(capsys, *words)[1])["units"]

    assert units["CA"]["total"] == "5"
    assert units["TA"]["leaves"]["A"]["state"] == "pending"
    assert units["TA"]["rank"] is None


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_without_json_the_same_is_a_table(lang, capsys):
    words = ["score", EXAMPLES / "R6-disqualified.scheme.yaml", EXAMPLES / "R6-disqualified.results.yaml"]

    code, out, _ = run(capsys, *words, "--lang", lang)

    number = "108,63" if lang == "vi" else "108.63"
    lines = out.splitlines()
    assert code == 0
    assert [line.split()[1] for line in lines[4:11]] == ["BCHQS", "CA", "DVX", "TA", "BDBP", "VKS", "THADS"]
    assert number in lines[4]
    assert ("không xét: L1" if lang == "vi" else "excluded: L1") in lines[6]


def test_a_check_without_findings_says_so(files, capsys):
    assert run(capsys, "scheme", "check", files / "scheme.yaml", "--lang", "en") == (
        0,
        "No errors, nothing doubtful\n",
        "",
    )


def test_doubts_alone_are_no_failure(capsys):
    code, out, err = run(capsys, "scheme", "check", EXAMPLES / "R4.scheme.yaml", "--lang", "en")

    assert (code, err) == (0, "")
    assert out.startswith("5 doubts\n  [gap] V.dat (criteria[0].bands[0]): Gap: no band holds for n < 500")


def test_a_check_lists_all_errors_and_names_the_first(files, capsys):
    broken = SCHEME.replace("content_max: 10", "content_max: 11").replace("votes: true", "votes: maybe")
    (files / "scheme.yaml").write_text(broken, "utf-8")

    code, out, err = run(capsys, "scheme", "check", files / "scheme.yaml", "--json", "--lang", "en")

    document = json.loads(out)
    assert code == 2
    assert err == f"{files / 'scheme.yaml'}: total.content_max: the tree sums to 10, not to 11\n"
    assert document == {
        "format": "thidua-scheme-check/1",
        "errors": [
            {"path": "total.content_max", "reason": "the tree sums to 10, not to 11"},
            {"path": "ranking.votes", "reason": "true or false is needed"},
        ],
        "doubts": [],
    }


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        (
            "scheme.yaml",
            SCHEME.replace("max: 10, kind", "max: mười, kind"),
            "criteria[0].max: “mười” không phải là số",
        ),
        ("scheme.yaml", "a: [", "line 2, column 1: không đọc được YAML"),
        ("scheme.yaml", SCHEME + "name: lần nữa\n", "line 8: khóa “name” viết hai lần"),
        ("scheme.yaml", "", "(file): tệp trống"),
        ("scheme.yaml", "- 1\n", "(document): cần một nhóm khóa và giá trị"),
        (
            "results.yaml",
            RESULTS.replace("actual: 90", "actual: 9,5"),
            "units.TA.leaves.A.5: không có khóa “5” ở đây",
        ),
        (
            "results.yaml",
            RESULTS.replace("actual: 90", 'actual: "9,5"'),
            "units.TA.leaves.A.actual: “9,5” dùng dấu phẩy",
        ),
        ("results.yaml", RESULTS.replace("{A:", "{B:"), "units.CA.leaves.B: không có mã “B”"),
        ("results.yaml", RESULTS + "extra: 1\n", "extra: không có khóa “extra” ở đây"),
    ],
)
def test_bad_input_is_one_line_with_file_place_and_reason(files, capsys, name, text, line):
    (files / name).write_text(text, "utf-8")

    refused = refusal(capsys, "score", files / "scheme.yaml", files / "results.yaml", "--json")

    assert refused.startswith(f"{files / name}: {line}")


HOSTILE = "x\\e[2J\\x9by\\nz\\u202e"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_file_commands_the_terminal(files, capsys, lang):
    scheme = SCHEME.replace("name: Bảng điểm", f'name: "{HOSTILE}"')
    (files / "scheme.yaml").write_text(scheme, "utf-8")
    entry = f'{{A: {{state: pending, reason: "{HOSTILE}"}}}}'
    (files / "results.yaml").write_text(
        f"format: thidua-results/1\nunits: {{CA: {{leaves: {entry}}}}}", "utf-8"
    )

    words = ["score", files / "scheme.yaml", files / "results.yaml", "--lang", lang]
    _, out, _ = run(capsys, *words)
    _, document, _ = run(capsys, *words, "--json")
    (files / "scheme.yaml").write_text(scheme + f'"{HOSTILE}": 1\n', "utf-8")
    _, listed, refused = run(capsys, "scheme", "check", files / "scheme.yaml", "--lang", lang)

    assert out.count("x\\x1b[2J\\x9by z\\u202e") == 2
    why = json.loads(document)["units"]["CA"]["leaves"]["A"]["why"]
    assert why.endswith("x\x1b[2J\x9by\nz\u202e")
    for said in (out, document, listed, refused):
        assert all(line.replace("\u00a0", " ").isprintable() for line in said.split("\n"))
    assert refused.count("\n") == 1


def test_codes_that_look_like_numbers_stay_apart(files, capsys):
    leaves = "\n".join(
        f"  - {{code: {code}, max: 1, kind: direct}}" for code in ("1.", "1", "1.10", "1.1", "010", "1e1")
    )
    scheme = SCHEME.replace("content_max: 10", "content_max: 6")
    (files / "scheme.yaml").write_text(f"{scheme[: scheme.index('  - {')]}{leaves}\n", "utf-8")
    entries = "1.: {points: 1.}, 1: {points: .5}, 1.10: {points: 5e-1}, 010: {points: +1}"
    results = f"format: thidua-results/1\nunits: {{no: {{leaves: {{{entries}}}}}}}"
    (files / "results.yaml").write_text(results, "utf-8")

    _, out, _ = run(capsys, "score", files / "scheme.yaml", files / "results.yaml", "--json")

    given = {code: leaf["points"] for code, leaf in json.loads(out)["units"]["no"]["leaves"].items()}
    assert given == {"1.": "1", "1": "0.5", "1.10": "0.5", "1.1": "0", "010": "1", "1e1": "0"}


def test_a_file_that_cannot_be_read_is_refused(files, capsys):
    scheme = files / "scheme.yaml"

    assert refusal(capsys, "score", scheme, files / "none.yaml").endswith("(file): không có tệp này")
    assert refusal(capsys, "score", files, scheme).endswith("(file): đây là thư mục, cần một tệp")
    assert "(file): không đọc được tệp" in refusal(capsys, "score", scheme, "a\0.yaml")
    assert "(file): không đọc được tệp" in refusal(capsys, "score", scheme, "x" * 5000 + ".yaml")
    (files / "big.yaml").write_bytes(b"a: " + b"x" * 9_000_000)
    assert refusal(capsys, "score", scheme, files / "big.yaml").endswith(
        "(file): tệp lớn hơn 8 MB, không đọc"
    )
    (files / "latin.yaml").write_bytes("name: Tây".encode("latin-1"))
    assert "line 1: tệp không phải mã UTF-8" in refusal(capsys, "score", scheme, files / "latin.yaml")


@pytest.mark.parametrize(
    "words",
    [
        ["score"],
        ["score", "one.yaml"],
        ["score", "a.yaml", "b.yaml", "c.yaml"],
        ["score", "a.yaml", "b.yaml", "--stage", "cross"],
        ["score", "a.yaml", "b.yaml", "--nonsense"],
        ["scheme"],
        ["scheme", "mend", "a.yaml"],
        ["scheme", "check"],
    ],
)
def test_wrong_arguments_are_one_line_too(words, capsys):
    assert refusal(capsys, *words).startswith("thidua s")


def test_without_a_command_the_commands_are_listed(capsys):
    code, out, _ = run(capsys)

    assert code == 0
    assert "thidua score SCHEME RESULTS" in out


def test_the_version_is_the_products_own(capsys):
    code, out, _ = run(capsys, "--version")

    assert code == 0
    assert out.startswith("thidua 0.")


def test_scoring_loads_neither_django_nor_anything_slow():
    program = (
        "import sys; from thidua.cli import main; "
        f"main(['scheme', 'check', {str(EXAMPLES / 'R6.scheme.yaml')!r}]); "
        "sys.exit(any(name.split('.')[0] in {'django', 'numpy', 'jinja2'} for name in sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert done.returncode == 0


def test_a_reader_that_goes_away_is_no_error():
    files = [str(EXAMPLES / f"R6.{part}.yaml") for part in ("scheme", "results")]
    command = shlex.join([sys.executable, "-m", "thidua.cli", "score", *files])

    done = subprocess.run(
        ["bash", "-c", f"{command} | head -c 20 > /dev/null; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_sentences_survive_a_terminal_of_another_encoding():
    command = [sys.executable, "-m", "thidua.cli", "scheme", "check", str(EXAMPLES / "R6.scheme.yaml")]

    done = subprocess.run(command, capture_output=True, env={"PYTHONIOENCODING": "ascii"}, check=False)

    assert done.returncode == 0
    assert "điều cần xem".encode() in done.stdout


def test_the_table_says_what_is_open_and_what_looks_wrong(files, capsys):
    scheme = SCHEME.replace("name: Bảng điểm\n", "").replace("votes: true", "votes: false")
    (files / "scheme.yaml").write_text(scheme, "utf-8")
    entry = "{leaves: {A: {target: 1, actual: 90}}}"
    results = f"format: thidua-results/1\nunits:\n  CA: {entry}\n  TA: {entry}\n  VKS:\n"
    (files / "results.yaml").write_text(results, "utf-8")

    _, out, _ = run(capsys, "score", files / "scheme.yaml", files / "results.yaml", "--lang", "en")

    lines = out.splitlines()
    assert lines[0] == "Stage: self-scored"
    assert "undecided" in lines[3]
    assert "incomplete" in lines[5]
    assert [line for line in lines if line.startswith("To check: leaf A: CA")] != []
    assert sum("CA, TA" in line for line in lines) == 1
