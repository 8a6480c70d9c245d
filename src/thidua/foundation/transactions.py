"""Transactions are owned: a public verb opens one durable transaction and leaves a trace in the ledger."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import connection, transaction

from thidua.foundation.audit import watch


class ActionLeftNoTrace(RuntimeError):
    """An action ended without recording anything: it either did nothing silently or forgot its audit."""


class TransactionRequired(RuntimeError):
    """A building block was called outside a transaction."""


ACTIONS: dict[str, Callable[..., Any]] = {}


def action[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Make `function` a public verb: keyword-only, one durable transaction, at least one audit entry.

    Raises `ActionLeftNoTrace` (and keeps nothing) when the body recorded nothing.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def verb(*args: P.args, **kwargs: P.kwargs) -> R:
        if args:
            message = f"{name} takes keyword arguments only."
            raise TypeError(message)
        with transaction.atomic(durable=True), watch() as trail:
            result = function(*args, **kwargs)
            if not trail:
                message = f"{name} recorded nothing."
                raise ActionLeftNoTrace(message)
        return result

    ACTIONS[name] = verb
    return verb


def requires_transaction[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Mark a building block `record_*` that several verbs share: it must run inside a verb's transaction."""

    @wraps(function)
    def block(*args: P.args, **kwargs: P.kwargs) -> R:
        if not connection.in_atomic_block:
            message = f"{function.__qualname__} must be called inside an action."
            raise TransactionRequired(message)
        return function(*args, **kwargs)

    return block
