"""`thidua serve` and `thidua demo`: make the installation ready, serve it, and say where it is."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

import django
from django.core.management import call_command

from thidua.config.serving import PortTaken, ServerEnded, ensure_port_free, seconds_since_start, serve

SETTINGS = "thidua.config.settings"


def main(name: str, words: Sequence[str]) -> int:
    """Run `serve` or `demo` with its options; 0 when stopped by the person, 2 when it could not start."""
    parser = argparse.ArgumentParser(prog=f"thidua {name}", description=_HELP[name])
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
    parser.add_argument("--workers", type=int, default=2, help="processes that answer pages (default 2)")
    if name == "demo":
        parser.add_argument("--until", default="", help="stop the story at the end of this day, YYYY-MM-DD")
    given = parser.parse_args(words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if name == "demo":
        os.environ.setdefault("THIDUA_DEMO", "yes")
    try:
        ensure_port_free(given.host, given.port)
        django.setup()
        _prepare()
        announce = _open_demo(given.until) if name == "demo" else _open_empty()
        serve(given.host, given.port, given.workers, announce=announce)
    except (PortTaken, ServerEnded) as error:
        sys.stderr.write(f"thidua: {error}\n")
        return 2
    except KeyboardInterrupt:
        return 0
    return 0


_HELP = {
    "serve": "Serve an installation; the first page of an empty one makes the first administrator.",
    "demo": "Load the demonstration into an empty database and serve it.",
}


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _prepare() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _open_demo(until: str) -> Callable[[str], None]:
    from thidua.demo.accounts import PASSWORD, shown_accounts  # noqa: PLC0415 -- needs the settings to be read first

    _say("Đang nạp dữ liệu minh họa · Loading the demonstration")
    call_command("demo", "load", "--if-empty", *(["--until", until] if until else []))

    def announce(address: str) -> None:
        _say(f"\n  {address}\n")
        _say(f"  Tài khoản minh họa · Demonstration accounts (mật khẩu · password: {PASSWORD})")
        for account in shown_accounts():
            _say(f"    {account.username:<12} {account.role_words} – {account.person}, {account.unit}")
        if (seconds := seconds_since_start()) is not None:
            _say(f"\n  {seconds:.1f} s từ lúc gõ lệnh · from the command to the first page")
        _say("  Ctrl+C để dừng · to stop")

    return announce


def _open_empty() -> Callable[[str], None]:
    from thidua.accounts.queries import first_run_token  # noqa: PLC0415 -- needs the settings to be read first

    def announce(address: str) -> None:
        _say(f"\n  {address}\n")
        if (token := first_run_token()) is not None:
            _say("  Chưa có tài khoản nào: trang đầu tạo quản trị viên thứ nhất và hỏi mã này.")
            _say("  No account yet: the first page makes the first administrator and asks for this code.")
            _say(f"    {token}")
        _say("  Ctrl+C để dừng · to stop")

    return announce
