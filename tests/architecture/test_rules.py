"""No line of the package breaks a habit of the house; and each rule really finds what it is for."""

import pytest

from tests.architecture.rules import RULES
from tests.architecture.source import SUPPRESSED, Fault, Module, modules, parse


def told(broken: list[str]) -> str:
    return "\n".join(["", *broken])


def faults(rule: str, module: Module) -> list[Fault]:
    return [
        Fault(module.place(line), message)
        for line, message in RULES[rule](module)
        if not module.suppresses(rule, line)
    ]


@pytest.mark.parametrize("rule", RULES)
def test_the_package_keeps_the_rule(rule: str) -> None:
    broken = [str(fault) for module in modules() for fault in faults(rule, module)]

    assert not broken, told(broken)


def test_every_suppression_names_a_rule_and_a_reason() -> None:
    broken = [
        f"{module.place(line)}: `# house: rule -- reason`, where rule is one of {', '.join(RULES)}"
        for module in modules()
        for line, comment in module.comments.items()
        if (found := SUPPRESSED.search(comment)) and (found[1] not in RULES or not found[2])
    ]

    assert not broken, told(broken)


GOOD_VERB = """
@action
def sign_covenant(*, covenant, actor, at):
    covenant.save(update_fields=["state"])
"""


@pytest.mark.parametrize(
    ("rule", "path", "code", "lines"),
    [
        ("whole-verbs", "covenants/actions.py", GOOD_VERB, []),
        ("whole-verbs", "covenants/actions.py", "@action\ndef sign(covenant, *, actor): ...", [2]),
        ("whole-verbs", "covenants/actions.py", "@action\ndef sign(*, covenant): ...", [2]),
        (
            "whole-verbs",
            "covenants/actions/signing.py",
            "def sign(*, actor):\n  record_signature(by=actor)",
            [1],
        ),
        ("whole-verbs", "covenants/actions/signing.py", "def sign(covenant):\n  covenant.save()", [1]),
        ("whole-verbs", "covenants/actions/signing.py", "def last_day_of(covenant): ...", []),
        ("whole-verbs", "covenants/actions.py", "def record_signature(*, by): ...", [1]),
        (
            "whole-verbs",
            "covenants/actions.py",
            "@requires_transaction\ndef record_signature(*, actor): ...",
            [],
        ),
        ("whole-verbs", "covenants/actions.py", "def _clean(text): ...", []),
        ("domain-verbs", "covenants/actions.py", "def update_covenant(*, actor): ...", [1]),
        ("domain-nouns", "covenants/queries.py", "class CovenantInfo: ...", [1]),
        ("domain-nouns", "covenants/queries.py", "class SigningSheet: ...", []),
        ("writes", "covenants/queries.py", "covenant.save()", [1]),
        ("writes", "web/covenants/views.py", "Covenant.objects.filter(a=1).update(b=2)", [1]),
        ("writes", "web/covenants/views.py", "context.update(a=1)\nsuper().delete()", []),
        ("writes", "covenants/permissions.py", "Covenant.objects.create(a=1)", [1]),
        ("writes", "covenants/actions.py", "Covenant.objects.create(a=1)", []),
        (
            "writes",
            "web/desk/views.py",
            "session.save()  # house: writes -- a session is no row of a room",
            [],
        ),
        ("writes", "web/desk/views.py", "session.save()  # house: writes", [1]),
        ("locks", "covenants/actions.py", "Covenant.objects.select_for_update().get(pk=1)", [1]),
        ("locks", "covenants/actions.py", "Covenant.objects.select_for_update(no_key=True).get(pk=1)", []),
        ("saves", "covenants/actions.py", "covenant.save()", [1]),
        ("saves", "covenants/actions.py", "covenant.save(force_insert=True)", []),
        ("mail", "covenants/jobs.py", "send_mail('a', 'b', None, [])", [1]),
        ("clocks", "covenants/actions.py", "at = timezone.now()", [1]),
        ("clocks", "core/law/facts.py", "day = date.today()", [1]),
        ("clocks", "web/covenants/views.py", "at = clock.now()", []),
        (
            "one-call",
            "web/covenants/views.py",
            "from thidua.covenants.actions import open_covenant, sign_covenant\n"
            "class V:\n  def post(self):\n    open_covenant(a=1)\n    sign_covenant(a=1)\n",
            [3],
        ),
        (
            "one-call",
            "web/covenants/views.py",
            "from thidua.covenants import actions\nclass V:\n  def post(self):\n    actions.sign_covenant(a=1)\n",
            [],
        ),
        ("one-call", "web/desk/views.py", "class V:\n  def get(self):\n" + "    a = 1\n" * 40, [2]),
        ("exact", "core/scoring/bands.py", "half = 0.5", [1]),
        ("exact", "core/scoring/bands.py", "from typing import Any", [1]),
        ("exact", "core/scoring/bands.py", "half = Fraction(1, 2)", []),
        ("permissions", "covenants/permissions.py", "def may_sign(actor, it, *, on) -> Verdict: ...", []),
        ("permissions", "covenants/permissions.py", "def may_sign(user, it, *, on) -> Verdict: ...", [1]),
        ("permissions", "covenants/permissions.py", "def may_sign(actor, it) -> Verdict: ...", [1]),
        ("permissions", "covenants/permissions.py", "def may_sign(actor, it, *, on) -> bool: ...", [1]),
        ("permissions", "covenants/permissions.py", "def covenants_visible_to(actor): ...", [1]),
        ("frozen", "covenants/queries.py", "@dataclass\nclass Sheet: ...", [2]),
        ("frozen", "covenants/queries.py", "@dataclass(frozen=True, slots=True)\nclass Sheet: ...", []),
        ("legal-terms", "covenants/__init__.py", '"""Covenants."""', [1]),
        ("legal-terms", "covenants/__init__.py", '"""Covenants «giao ước thi đua»."""', []),
    ],
)
def test_each_rule_finds_what_it_is_for(rule: str, path: str, code: str, lines: list[int]) -> None:
    module = parse(code, path)

    assert [fault.place for fault in faults(rule, module)] == [module.place(line) for line in lines]
