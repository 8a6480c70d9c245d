"""The standing characters: the same people in every test, each with the account and roles the demo story gives them.

A character is a function; a test calls those it needs. Units and blocs are named by public key, so that a test can put
them where its rows are.
"""

from tests.factories.accounts import make_account, make_administrator, make_grant
from thidua.accounts.models import User
from thidua.accounts.roles import Role


def anh_tu() -> User:
    """Kiều Anh Tú, system administrator: accounts and sessions, nothing of the field."""
    return make_administrator(username="quan.tri", full_name="Kiều Anh Tú")


def phuong() -> User:
    """Huỳnh Kim Phượng, officer of the standing body: reads and appraises for the whole province."""
    user = make_account(username="phuong.hk", full_name="Huỳnh Kim Phượng")
    make_grant(user, Role.STANDING_OFFICER)
    return user


def yen() -> User:
    """Đinh Hoàng Yến, secretary of the Council and officer of the standing body."""
    user = make_account(username="yen.dh", full_name="Đinh Hoàng Yến")
    make_grant(user, Role.COUNCIL_SECRETARY)
    make_grant(user, Role.STANDING_OFFICER)
    return user


def hieu() -> User:
    """Lâm Chí Hiếu, member of the Council."""
    user = make_account(username="hieu.lc", full_name="Lâm Chí Hiếu")
    make_grant(user, Role.COUNCIL_MEMBER)
    return user


def binh(*, office: str) -> User:
    """Quách Gia Bình, specialised appraiser of an office (public key of its unit)."""
    user = make_account(username="binh.qg", full_name="Quách Gia Bình")
    make_grant(user, Role.SPECIALISED_APPRAISER, unit=office)
    return user


def khang(*, unit: str, bloc: str) -> User:
    """Trần Minh Khang, officer of the head unit, who assists the head of the bloc."""
    user = make_account(username="khang.tm", full_name="Trần Minh Khang")
    make_grant(user, Role.BLOC_HEAD_OFFICER, bloc=bloc)
    make_grant(user, Role.UNIT_OFFICER, unit=unit)
    return user


def hang(*, unit: str) -> User:
    """Lê Thị Thu Hằng, emulation officer of a member unit."""
    user = make_account(username="hang.ltt", full_name="Lê Thị Thu Hằng")
    make_grant(user, Role.UNIT_OFFICER, unit=unit)
    return user


def le(*, unit: str) -> User:
    """Trương Thị Mỹ Lệ, head of a unit: approves and signs."""
    user = make_account(username="le.ttm", full_name="Trương Thị Mỹ Lệ")
    make_grant(user, Role.UNIT_HEAD, unit=unit)
    return user


def bao(*, unit: str) -> User:
    """Phạm Quốc Bảo, deputy head of a unit."""
    user = make_account(username="bao.pq", full_name="Phạm Quốc Bảo")
    make_grant(user, Role.UNIT_DEPUTY, unit=unit)
    return user


def tri() -> User:
    """Thạch Minh Trí, auditor: reads everything, changes nothing."""
    user = make_account(username="tri.tm", full_name="Thạch Minh Trí")
    make_grant(user, Role.AUDITOR)
    return user


def stranger() -> User:
    """Nguyễn Thị Minh Hà, who has an account and no role at all."""
    return make_account(username="ha.ntm", full_name="Nguyễn Thị Minh Hà")
