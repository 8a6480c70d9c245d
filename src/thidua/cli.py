"""The `thidua` command.

What needs neither a database nor settings (scoring) is answered here and starts fast; every other word is a
command of the web application and is handed to Django. Exit codes: 0 done, 1 the answer is "no", 2 bad input with
one line on standard error: file, place inside it, reason.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from thidua.core.verdict import Sentence

LANGUAGES = ("vi", "en")
USAGE = """usage: thidua COMMAND …

  thidua score SCHEME RESULTS [--json] [--stage self|appraised] [--lang vi|en]
  thidua scheme check SCHEME [--json] [--lang vi|en]
  thidua demo | serve | worker | migrate | audit verify | …   (thidua help lists all)
"""
# Controls beyond those that JSON itself writes out, signs without width, and signs that turn the writing.
_UNSEEN = re.compile(r"[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


class InputRefused(Exception):
    """Bad input: the one line that goes to standard error."""


class _Parser(argparse.ArgumentParser):
    """Complains in one line, as every command does."""

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments."""
        raise InputRefused(f"{self.prog}: {message}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _run(words)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (head, less) has gone: nothing is wrong. Python would complain again when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return code


def _run(words: list[str]) -> int:
    if not words or words[0] in {"-h", "--help"}:
        sys.stdout.write(USAGE)
        return 0
    if words[0] == "--version":
        from importlib import metadata  # noqa: PLC0415 -- slow to load, and seldom asked for

        sys.stdout.write(f"thidua {metadata.version('thidua')}\n")
        return 0
    pure: Mapping[str, Callable[[list[str]], int]] = {"score": _score, "scheme": _scheme}
    command = pure.get(words[0])
    if command is None:
        return _django(words)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return command(words[1:])
    except InputRefused as problem:
        from thidua.core.text import visible  # noqa: PLC0415 -- seldom needed

        sys.stdout.flush()
        sys.stderr.write(visible(str(problem)) + "\n")
        return 2


def _django(words: list[str]) -> int:
    """Hand the command to the web application; `serve` and `demo` also make it ready and start its programs."""
    if words[0] in {"serve", "demo"} and words[1:2] != ["load"]:
        from thidua.config.starting import main as start  # noqa: PLC0415 -- slow to load

        return start(words[0], words[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- slow to load

    execute_from_command_line(["thidua", *words])
    return 0


def _score(words: list[str]) -> int:
    """Print the scorecard of a bloc, purely from two files."""
    parser = _parser("score", "Score one bloc for one period, purely from two files.")
    parser.add_argument("scheme", metavar="SCHEME")
    parser.add_argument("results", metavar="RESULTS")
    parser.add_argument("--stage", choices=("self", "appraised"), default="self")
    options = parser.parse_args(words)
    # Loaded here and not above, so that the other commands do not wait for it.
    from thidua.core import scoring  # noqa: PLC0415 -- see above
    from thidua.core.scoring.printing import scorecard_text  # noqa: PLC0415 -- see above

    try:
        scheme = scoring.parse_scheme(_document(options.scheme, options.lang))
    except scoring.SchemeProblem as problem:
        raise _refusal(options.scheme, problem.path, problem.sentence, options.lang) from None
    try:
        results = scoring.parse_results(_document(options.results, options.lang), scheme)
    except scoring.ResultsProblem as problem:
        raise _refusal(options.results, problem.path, problem.sentence, options.lang) from None
    card = scoring.score(scheme, results, options.stage)
    if options.json:
        _print_json(scoring.scorecard_document(card, scheme, options.lang))
    else:
        sys.stdout.write(scorecard_text(card, scheme, options.lang))
    return 0


def _scheme(words: list[str]) -> int:
    """Print what is wrong or doubtful in a scheme; doubts alone are no failure."""
    if words[:1] != ["check"]:
        if words and words[0] in {"-h", "--help"}:
            sys.stdout.write(USAGE)
            return 0
        raise InputRefused("thidua scheme: the one command is: thidua scheme check SCHEME")
    parser = _parser("scheme check", "List what is wrong or doubtful in a scheme.")
    parser.add_argument("scheme", metavar="SCHEME")
    options = parser.parse_args(words[1:])
    from thidua.core import scoring  # noqa: PLC0415 -- loaded only by the command that needs it
    from thidua.core.scoring.output import check_document  # noqa: PLC0415 -- see above
    from thidua.core.scoring.printing import check_text  # noqa: PLC0415 -- see above

    scheme, problems = scoring.read_scheme(_document(options.scheme, options.lang))
    doubts = () if scheme is None else scoring.check_scheme(scheme)
    if options.json:
        _print_json(check_document(problems, doubts, options.lang))
    else:
        sys.stdout.write(check_text(problems, doubts, options.lang))
    if problems:
        raise _refusal(options.scheme, problems[0].path, problems[0].sentence, options.lang)
    return 0


def _parser(command: str, description: str) -> _Parser:
    parser = _Parser(prog=f"thidua {command}", description=description, allow_abbrev=False)
    parser.add_argument("--json", action="store_true", help="print a document for programs")
    parser.add_argument("--lang", choices=LANGUAGES, default="vi", help="language of the sentences")
    return parser


def _print_json(document: object) -> None:
    """Print a document for programs, and for a terminal too: what it would obey is written as JSON can write it."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    sys.stdout.write(_UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + "\n")


def _document(path: str, lang: str) -> object:
    """Return the document in a file, or refuse it in one line."""
    from thidua.core.loading import MAX_BYTES, DocumentUnreadable, load_document  # noqa: PLC0415 -- imports PyYAML
    from thidua.core.verdict import Sentence  # noqa: PLC0415 -- see above

    try:
        # One byte more than allowed tells a file that is too big without reading it all.
        with open(path, "rb") as file:  # noqa: PTH123 -- a path may be anything that opens, also /dev/stdin
            data = file.read(MAX_BYTES + 1)
        return load_document(data, name=path)
    except DocumentUnreadable as problem:
        raise _refusal(path, problem.place, problem.sentence, lang) from None
    except FileNotFoundError:
        raise _refusal(path, "(file)", Sentence("file_missing"), lang) from None
    except IsADirectoryError:
        raise _refusal(path, "(file)", Sentence("file_is_directory"), lang) from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise _refusal(path, "(file)", Sentence("file_unreadable", {"reason": reason}), lang) from None


def _refusal(file: str, place: str, sentence: "Sentence", lang: str) -> InputRefused:
    from thidua.core.wording import sentence as worded  # noqa: PLC0415 -- loaded only when needed

    return InputRefused(f"{file}: {place}: {worded(sentence, lang)}")


if __name__ == "__main__":
    sys.exit(main())
