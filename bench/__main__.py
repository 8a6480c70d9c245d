"""`python -m bench [part of a name]`: a database of its own, then every benchmark of `bench/bench_*.py`."""

import importlib
import os
import pkgutil
import sys
import tempfile
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.test.utils import setup_test_environment
from django.urls import path

from bench import harness


def main() -> int:
    """Set up a new installation in a temporary folder, measure there, and judge the limits."""
    for name in [name for name in os.environ if name.startswith("THIDUA_")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as var:
        os.environ |= {"THIDUA_VAR": var, "DJANGO_SETTINGS_MODULE": "thidua.config.settings"}
        django.setup()
        setup_test_environment(debug=False)
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        # Somebody exists: an installation without any account answers every address with its first-run page.
        importlib.import_module("tests.factories.accounts").make_account()
        importlib.import_module(settings.ROOT_URLCONF).urlpatterns.insert(0, path("bare", harness.bare_page))
        for found in pkgutil.iter_modules([str(Path(__file__).parent)]):
            if found.name.startswith("bench_"):
                importlib.import_module(f"bench.{found.name}")
        database = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
        print(
            f"Python {sys.version.split()[0]}, Django {django.get_version()}, {database}, {os.cpu_count()} cores\n"
        )
        figures = harness.run(" ".join(sys.argv[1:]))
    return int(any(figure.fault for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
