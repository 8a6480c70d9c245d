"""Tables: each holds itself to something, is named in the glossary, and is described by migrations that stand alone."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from tests.architecture.source import PACKAGE, ROOT

OURS = [model for model in apps.get_models() if model.__module__.startswith("thidua.")]
MIGRATIONS = sorted(PACKAGE.glob("*/migrations/[0-9]*.py"))
# Fields and defaults that Django itself writes into migrations by their import path.
NAMED_BY_DJANGO = re.compile(r"thidua\.foundation\.models(\.|$)")
NAMELESS = re.compile(r"_(auto_|initial$|alter_|remove_|add_field|delete_|rename_)")


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_table_has_a_constraint_or_says_why_not(model: type[models.Model]) -> None:
    unique = [
        field.name
        for field in model._meta.local_fields
        if field.unique and field.name not in {"id", "public_id"}
    ]
    explained = "No constraint:" in (model.__doc__ or "")

    assert model._meta.constraints or unique or explained, (
        f"{model._meta.label}: what must never be true of its rows? Say it in Meta.constraints, "
        'or write "No constraint: …" in the docstring.'
    )


def test_every_table_is_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "reference" / "glossary.md").read_text(encoding="utf-8")
    terms = {cell.strip().casefold() for line in glossary.splitlines() for cell in line.split("|")[1:3]}
    missing = [
        f"{model._meta.label}: {name!r}"
        for model in OURS
        if not model._meta.auto_created
        if (name := english(model)).casefold() not in terms
    ]

    assert not missing, "add to docs/reference/glossary.md:\n" + "\n".join(missing)


def english(model: type[models.Model]) -> str:
    """The table's name as its message id."""
    from django.utils import translation

    with translation.override("en"):
        return str(model._meta.verbose_name)


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_a_migration_imports_no_code_that_will_change(path: Path) -> None:
    imported = [
        name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
        )
        if name.startswith("thidua.") and not NAMED_BY_DJANGO.match(name)
    ]

    assert imported == []


def test_migrations_are_named_by_what_they_are_for() -> None:
    broken = [
        f"{path.relative_to(ROOT)}: name the intent, as in 0007_one_open_covenant_per_bloc_and_year"
        for path in MIGRATIONS
        if NAMELESS.search(path.stem)
    ]

    assert not broken, "\n".join(["", *broken])
