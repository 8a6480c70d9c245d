"""Shared by every test that needs Django: the checked client, the clock, languages, query counts, and a fair order."""

import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import zeal.constants
import zeal.patch
from django.conf import settings as django_settings
from django.db import connection
from django.utils import translation

from tests.pages import CheckedClient
from thidua.foundation import clock, guard

# Read before the first model or template is: quick where quickness changes no answer.
django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
django_settings.STORAGES = {
    **django_settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--order-seed`: repeat the order of an earlier run."""
    parser.addoption(
        "--order-seed", type=int, default=None, help="seed of the order of tests (default: a new one)"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Draw the seed of this run; every process of a parallel run draws the same."""
    workers = getattr(config, "workerinput", None)
    if workers is not None:
        config.option.order_seed = workers["order_seed"]
    elif config.option.order_seed is None:
        config.option.order_seed = random.SystemRandom().randrange(100_000)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a parallel process the seed."""
    node.workerinput["order_seed"] = node.config.option.order_seed


def pytest_report_header(config: pytest.Config) -> str:
    """Say how to repeat the order."""
    return f"order of tests: --order-seed={config.option.order_seed}"


def pytest_sessionstart() -> None:
    """Teach Django's relations to count loads per row; the client turns the counting on while it reads a page."""
    zeal.constants.initialize_app_registry()
    zeal.patch.patch()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Shuffle files, and tests inside each file: a test that leans on another's leavings must fail here, not later."""
    shuffled = random.Random(config.option.order_seed)
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    order = list(files)
    shuffled.shuffle(order)
    for path in order:
        shuffled.shuffle(files[path])
    items[:] = [item for path in order for item in files[path]]


@pytest.fixture(autouse=True)
def _own_folder_for_files(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what a test stores out of the folder a developer works with."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "files"


@pytest.fixture(autouse=True)
def _ledger_can_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """Take the ledger's lock off where Django empties all tables after a test, and put it on before the next."""
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not (commits or (marker is not None and marker.kwargs.get("transaction"))):
        yield
        return
    request.getfixturevalue("_django_db_helper")
    guard.install(connection)
    yield
    guard.lift(connection)


# Words are chosen above the database: where that is PostgreSQL, each page is read once.
LANGUAGES = ["vi", "en"] if connection.vendor == "sqlite" else ["vi"]


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Run the test in Vietnamese and in English; `client` then asks for pages in that language."""
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def client(request: pytest.FixtureRequest) -> CheckedClient:
    """A browser without JavaScript that reads every page it gets for what all pages owe."""
    checked = CheckedClient()
    if "language" in request.fixturenames:
        checked.speak(request.getfixturevalue("language"))
    return checked


@pytest.fixture
def stand_at() -> Iterator[Callable[[datetime], datetime]]:
    """`stand_at(moment)`: from here to the end of the test it is that moment."""
    with ExitStack() as stack:

        def stand(moment: datetime) -> datetime:
            stack.enter_context(clock.override(moment=moment))
            return moment

        yield stand


@pytest.fixture
def max_queries(
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]],
) -> Callable[[int], AbstractContextManager[Any]]:
    """`with max_queries(12): …` fails, and lists the queries, when the block asks the database more often."""
    return django_assert_max_num_queries
