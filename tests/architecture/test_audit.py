"""Every verb leaves a trace: decorated, under a registered name, with a sentence for its readers."""

import ast
import importlib
import inspect
import pkgutil

import thidua
from tests.architecture.source import chain, modules
from thidua.foundation.audit import REGISTERED
from thidua.foundation.transactions import ACTIONS


def action_modules() -> list[str]:
    """The names of every room's actions, as other floors import them."""
    found = [name.name for name in pkgutil.walk_packages(thidua.__path__, "thidua.")]
    return sorted(name for name in found if name.split(".")[2:] == ["actions"])


def test_every_function_a_room_offers_as_an_action_is_one() -> None:
    actions = {id(function) for function in ACTIONS.values()}
    broken = [
        f"{name}.{offered} is offered but not decorated with @action"
        for name in action_modules()
        for offered, function in inspect.getmembers(importlib.import_module(name), inspect.isfunction)
        if function.__module__.startswith(name) and not offered.startswith(("_", "record_"))
        if id(function) not in actions
    ]

    assert not broken, "\n".join(["", *broken])


def test_every_action_can_be_reached_from_its_room() -> None:
    offered = {
        id(function)
        for name in action_modules()
        for _, function in inspect.getmembers(importlib.import_module(name), inspect.isfunction)
    }
    hidden = [
        name
        for name, function in ACTIONS.items()
        if name.startswith("thidua.") and ".actions" in name and id(function) not in offered
    ]

    assert not hidden, "\n".join(["", *hidden])


def test_every_name_that_is_recorded_is_registered() -> None:
    recorded = {
        call.args[0].value
        for module in modules()
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and chain(call.func)[-2:] == ["audit", "record"] and call.args
        if isinstance(call.args[0], ast.Constant)
    }

    assert recorded - REGISTERED.keys() == set()


def test_every_name_that_is_registered_is_recorded() -> None:
    loaded = {
        name
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load)
        if (name := node.id if isinstance(node, ast.Name) else node.attr).isupper()
    }
    idle = [
        f"{module.place(node.lineno)}: {target.id} is registered but never recorded"
        for module in modules()
        for node in module.tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        if chain(node.value.func)[-2:] == ["audit", "register"]
        for target in node.targets
        if isinstance(target, ast.Name) and target.id not in loaded
    ]

    assert not idle, "\n".join(["", *idle])


def test_names_of_acts_are_a_subject_and_what_happened() -> None:
    broken = [
        name for name in REGISTERED if name.count(".") != 1 or not name.replace(".", "_").isidentifier()
    ]

    assert broken == []
