"""Codes, second factors and sessions as verbs: what they take, refuse and write down."""

from datetime import datetime, timedelta

import pytest
from cryptography.fernet import InvalidToken

from tests import cast
from tests.factories.accounts import PASSWORD, make_account
from thidua.accounts.actions import (
    Visitor,
    demand_second_factor,
    end_other_sessions,
    end_session,
    lift_second_factor_demand,
    record_code_taken,
    remove_second_factor,
    renew_recovery_codes,
    reset_second_factor,
    set_up_second_factor,
    unlock_account,
)
from thidua.accounts.codes import (
    code_at,
    grouped,
    new_secret,
    provisioning_uri,
    recovery_digest,
    sealed,
    step_of_code,
    unsealed,
)
from thidua.accounts.errors import AccountRefused, AccountUnfit, CodeWrong, EntryRefused
from thidua.accounts.models import AccessEvent, FactorDemand, Knock, SecondFactor, User, WorkSession
from thidua.accounts.queries import demanded_roles, factor_due, has_second_factor, lock_of
from thidua.accounts.queries.access import lock_from, network_of
from thidua.accounts.queries.factors import factor_demanded_of, factor_state
from thidua.accounts.signing_in import close_session, open_session, try_password
from thidua.accounts.states import SessionEnding
from thidua.foundation.actors import SYSTEM
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.models import AuditEntry
from thidua.foundation.transactions import TransactionRequired

NOON = datetime(2023, 7, 21, 12, 0, tzinfo=VIET_NAM)
TODAY = NOON.date()
STEP = timedelta(seconds=30)
# RFC 6238, appendix B: the secret "12345678901234567890" in base 32, SHA-1.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(seconds, code):
    moment = datetime.fromtimestamp(seconds, tz=VIET_NAM)

    assert code_at(RFC_SECRET, moment) == code
    assert step_of_code(RFC_SECRET, code, at=moment, after=0) == seconds // 30


@pytest.mark.parametrize(("off", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_half_a_minute_off_still_gets_in(off, taken):
    code = code_at(RFC_SECRET, NOON + off * STEP)

    assert (step_of_code(RFC_SECRET, code, at=NOON, after=0) is not None) is taken


def test_a_code_of_the_last_step_or_before_is_refused():
    step = int(NOON.timestamp()) // 30

    assert step_of_code(RFC_SECRET, code_at(RFC_SECRET, NOON), at=NOON, after=step) is None
    assert step_of_code(RFC_SECRET, code_at(RFC_SECRET, NOON), at=NOON, after=step - 1) == step


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "12 34 5x"])
def test_what_is_no_code_is_no_code(typed):
    assert step_of_code(RFC_SECRET, typed, at=NOON, after=0) is None


def test_secrets_are_sealed_by_the_installations_key(settings):
    stored = sealed(RFC_SECRET)

    assert RFC_SECRET not in stored
    assert unsealed(stored) == RFC_SECRET
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert unsealed(stored) == RFC_SECRET
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        unsealed(stored)


def test_the_address_for_applications_names_issuer_account_and_secret():
    address = provisioning_uri(RFC_SECRET, account="khang.tm", issuer="Thi đua")

    assert address.startswith("otpauth://totp/Thi%20%C4%91ua:khang.tm?")
    assert f"secret={RFC_SECRET}" in address
    assert grouped(RFC_SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
    assert len({new_secret() for _ in range(20)}) == 20


def test_recovery_codes_do_not_mind_how_they_are_written():
    assert (
        recovery_digest("2b4c-d5f6-g7h8")
        == recovery_digest(" 2B4C D5F6 G7H8")
        != recovery_digest("2b4c-d5f6-g7h9")
    )


@pytest.mark.django_db
def test_a_factor_is_set_up_once_renewed_and_removed():
    user, secret = make_account(), new_secret()
    with pytest.raises(AccountUnfit):
        renew_recovery_codes(actor=user, at=NOON)
    with pytest.raises(CodeWrong):
        set_up_second_factor(actor=user, secret=secret, code="000000", at=NOON)
    with pytest.raises(AccountUnfit):
        remove_second_factor(actor=user, at=NOON)

    first = set_up_second_factor(actor=user, secret=secret, code=code_at(secret, NOON), at=NOON)
    with pytest.raises(AccountUnfit):
        set_up_second_factor(actor=user, secret=secret, code=code_at(secret, NOON), at=NOON)
    second = renew_recovery_codes(actor=user, at=NOON)

    assert factor_state(user).codes_left == len(second) == 10
    assert not set(first) & set(second)
    remove_second_factor(actor=user, at=NOON)
    assert factor_state(user) == type(factor_state(user))(None, 0)
    assert [entry.name for entry in AuditEntry.objects.order_by("-seq")[:3]] == [
        "accounts.second_factor_removed",
        "accounts.recovery_codes_renewed",
        "accounts.second_factor_set_up",
    ]


@pytest.mark.django_db
def test_the_code_that_set_it_up_does_not_sign_in():
    from django.db import transaction

    user, other, secret = make_account(), make_account(), new_secret()
    code = code_at(secret, NOON)
    codes = set_up_second_factor(actor=user, secret=secret, code=code, at=NOON)

    with transaction.atomic():
        taken = [
            record_code_taken(actor=user, code=given, at=NOON)
            for given in (
                code,
                code_at(secret, NOON + STEP),
                code_at(secret, NOON + STEP),
                codes[0],
                codes[0],
            )
        ]
        without = record_code_taken(actor=other, code=code, at=NOON)

    assert taken == ["", "code", "", "recovery", ""]
    assert without == ""


@pytest.mark.django_db
def test_under_another_key_of_the_installation_no_code_is_taken_and_the_log_says_why(settings, caplog):
    from django.db import transaction

    user, secret = make_account(), new_secret()
    set_up_second_factor(actor=user, secret=secret, code=code_at(secret, NOON), at=NOON)
    settings.SECRET_KEY = "another"

    with transaction.atomic():
        taken = record_code_taken(actor=user, code=code_at(secret, NOON + STEP), at=NOON)

    assert taken == ""
    assert "THIDUA_SECRET_KEY" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_building_blocks_of_the_door_need_a_transaction():
    with pytest.raises(TransactionRequired):
        record_code_taken(actor=make_account(), code="1", at=NOON)


@pytest.mark.django_db
def test_a_demand_binds_whoever_holds_the_role_that_day():
    user, other = cast.tri(), cast.stranger()
    demand_second_factor(actor=SYSTEM, role="auditor", at=NOON)
    with pytest.raises(AccountUnfit):
        demand_second_factor(actor=SYSTEM, role="auditor", at=NOON)

    assert demanded_roles() == {"auditor"}
    assert (factor_due(user, on=TODAY), factor_due(other, on=TODAY)) == (True, False)
    assert factor_demanded_of(user, on=TODAY) == {"auditor"}
    secret = new_secret()
    set_up_second_factor(actor=user, secret=secret, code=code_at(secret, NOON), at=NOON)
    fresh = User.objects.get(pk=user.pk)
    assert (has_second_factor(fresh), factor_due(fresh, on=TODAY)) == (True, False)
    with pytest.raises(AccountRefused):
        remove_second_factor(actor=fresh, at=NOON)
    lift_second_factor_demand(actor=SYSTEM, role="auditor", at=NOON)
    with pytest.raises(AccountUnfit):
        lift_second_factor_demand(actor=SYSTEM, role="auditor", at=NOON)
    assert not FactorDemand.objects.exists()
    assert AuditEntry.objects.latest("seq").data == {"role": "auditor", "role_name": "Thanh tra"}


@pytest.mark.django_db
@pytest.mark.parametrize("verb", [demand_second_factor, lift_second_factor_demand])
def test_only_administrators_demand_and_lift(verb):
    with pytest.raises(AccountRefused):
        verb(actor=cast.phuong(), role="auditor", at=NOON)


@pytest.mark.django_db
def test_a_lost_factor_is_taken_away_with_a_reason():
    user, secret = make_account(), new_secret()
    with pytest.raises(AccountUnfit):
        reset_second_factor(actor=SYSTEM, user=user, reason="x", at=NOON)
    set_up_second_factor(actor=user, secret=secret, code=code_at(secret, NOON), at=NOON)
    with pytest.raises(AccountUnfit) as error:
        reset_second_factor(actor=SYSTEM, user=user, reason=" ", at=NOON)
    with pytest.raises(AccountRefused):
        reset_second_factor(actor=cast.phuong(), user=user, reason="x", at=NOON)

    reset_second_factor(actor=SYSTEM, user=user, reason="xem thẻ ngành", at=NOON)

    assert error.value.where == "reason"
    assert not SecondFactor.objects.exists()


@pytest.mark.django_db
def test_sessions_are_ended_by_owner_or_administrator():
    user, other = make_account(), make_account()
    kept, ended, theirs = (
        open_session(user=who, visitor=Visitor(), second_factor=False, at=NOON).public_id
        for who in (user, user, other)
    )

    with pytest.raises(AccountUnfit):
        end_session(actor=user, public_id=theirs, at=NOON)
    assert end_session(actor=user, public_id=ended, at=NOON) == user
    with pytest.raises(AccountUnfit):
        end_session(actor=user, public_id=ended, at=NOON)
    assert end_session(actor=SYSTEM, public_id=theirs, at=NOON) == other
    assert end_other_sessions(actor=user, but=kept, at=NOON) == 0
    assert dict(WorkSession.objects.values_list("public_id", "ended_why")) == {
        kept: "",
        ended: "ended_by_owner",
        theirs: "ended_by_administrator",
    }


@pytest.mark.django_db
def test_a_session_that_is_over_is_not_closed_again():
    user = make_account()
    key = open_session(user=user, visitor=Visitor(), second_factor=False, at=NOON).public_id
    for why in (SessionEnding.SIGNED_OUT, SessionEnding.IDLE):
        close_session(user=user, public_id=key, why=why, visitor=Visitor(), at=NOON)

    assert WorkSession.objects.get().ended_why == "signed_out"
    assert [event.deed for event in AccessEvent.objects.order_by("pk")] == ["sign_in", "sign_out"]


@pytest.mark.django_db
def test_rows_of_the_room_say_what_they_are():
    user = cast.tri()
    demand = demand_second_factor(actor=SYSTEM, role="auditor", at=NOON)
    open_session(user=user, visitor=Visitor(), second_factor=False, at=NOON)
    said = [
        str(demand),
        str(user.grants.get()),
        str(AccessEvent.objects.get()),
        str(WorkSession.objects.get()),
    ]

    assert said == [
        "auditor",
        "Thạch Minh Trí (tri.tm): auditor",
        "sign_in done",
        f"{user.pk} 2023-07-21 05:00",
    ]


@pytest.mark.django_db
def test_unlocking_forgets_tries_from_everywhere_and_is_for_administrators():
    user = cast.stranger()
    for address in ("10.0.0.1", "10.0.0.2"):
        for _ in range(5):
            with pytest.raises(EntryRefused):
                try_password(username=user.username, password="sai", visitor=Visitor(address), at=NOON)
    locked = lock_of(user, at=NOON)

    with pytest.raises(AccountRefused):
        unlock_account(actor=cast.phuong(), user=user, at=NOON)
    unlock_account(actor=SYSTEM, user=user, at=NOON)

    assert locked is not None
    assert locked.until == NOON + timedelta(minutes=30)
    assert lock_of(user, at=NOON) is None
    assert not Knock.objects.exists()
    assert AuditEntry.objects.latest("seq").data == {"tries": 10}
    assert (
        try_password(username=user.username, password=PASSWORD, visitor=Visitor("10.0.0.1"), at=NOON).user
        == user
    )


@pytest.mark.parametrize(
    ("minutes", "asked", "locked"),
    [
        ([0, 1, 2, 3], 4, False),
        ([0, 1, 2, 3, 4], 4, True),
        ([0, 1, 2, 3, 4], 33, True),
        ([0, 1, 2, 3, 4], 34, False),
        ([0, 4, 6, 8, 10], 10, False),
        ([0, 4, 6, 8, 9], 10, True),
    ],
)
def test_five_tries_in_ten_minutes_lock_for_half_an_hour(minutes, asked, locked):
    tries = [(NOON + timedelta(minutes=minute), "net") for minute in minutes]

    lock = lock_from(tries, at=NOON + timedelta(minutes=asked))

    assert (lock is not None) is locked
    if lock is not None:
        assert (lock.tries, lock.until) == (5, tries[-1][0] + timedelta(minutes=30))


def test_tries_from_two_networks_do_not_add_up():
    tries = [(NOON, "a")] * 4 + [(NOON, "b")] * 4

    assert lock_from(tries, at=NOON) is None
    assert lock_from([*tries, (NOON + timedelta(hours=1), "a")], at=NOON) is None


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", "unknown"),
        (None, "unknown"),
    ],
)
def test_networks_are_an_ipv4_address_or_an_ipv6_sixty_four(address, network):
    assert network_of(address) == network


def test_argon2_comes_first():
    from thidua.config import signin

    assert signin.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
