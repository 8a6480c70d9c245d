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
    """The names of every actions module there is."""
    found = [
        name.name
        for name in pkgutil.walk_packages(thidua.__path__, "thidua.")
        if "actions" in name.name.split(".")
    ]
    return sorted(found)


def test_every_public_function_of_actions_is_an_action() -> None:
    broken = []
    for name in action_modules():
        module = importlib.import_module(name)
        for function_name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ != name or function_name.startswith(("_", "record_")):
                continue
            if f"{name}.{function_name}" not in ACTIONS:
                broken.append(f"{name}.{function_name} is not decorated with @action")

    assert not broken, "\n".join(["", *broken])


def test_every_name_that_is_recorded_is_registered_and_the_other_way_round() -> None:
    for name in action_modules():
        importlib.import_module(name)
    recorded = {
        call.args[0].value
        for module in modules()
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and chain(call.func)[-2:] == ["audit", "record"] and call.args
        if isinstance(call.args[0], ast.Constant)
    }
    spoken = {
        node.value
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }

    assert recorded - REGISTERED.keys() == set()
    assert {name for name in REGISTERED if name not in spoken} == set()


def test_names_of_acts_begin_with_the_room_that_records_them() -> None:
    broken = [
        name for name in REGISTERED if name.count(".") != 1 or not name.replace(".", "_").isidentifier()
    ]

    assert broken == []
