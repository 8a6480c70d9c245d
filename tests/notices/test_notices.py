"""Notices: told once, to whom it concerns, kept as data, read only by their person."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.cast import bao, hang, le, stranger, tri
from tests.factories.accounts import make_account
from thidua.accounts.actions import deactivate_account, grant_role
from thidua.accounts.roles import Role
from thidua.core.verdict import Sentence
from thidua.foundation.actors import SYSTEM
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.sentences import packed, unpacked
from thidua.foundation.transactions import TransactionRequired
from thidua.foundation.wording import Word, render
from thidua.notices.actions import (
    record_notice,
    record_notice_to_holders,
    record_notice_to_units,
)
from thidua.notices.jobs import prune_notices
from thidua.notices.models import Notice
from thidua.notices.permissions import may_read_notice, notices_visible_to
from thidua.notices.queries import bell_of, line_of, unread_since
from thidua.notices.reading import read_notices

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 8, 0, tzinfo=VIET_NAM)
ON = AT.date()
TEXT = Sentence("Notices")


def told(*people, text=TEXT, at=AT, actor=SYSTEM, address="/viec-cua-toi/", about=""):
    with transaction.atomic():
        return record_notice(
            to=[person.public_id for person in people],
            text=text,
            address=address,
            about=about,
            actor=actor,
            at=at,
        )


def test_a_kept_sentence_comes_back_as_what_it_was():
    inner = Sentence("{name}, {year}", {"name": "Khối Nội chính", "year": 2023})
    said = Sentence(
        "a {n} b {day} c {at} d {word} e {inner} f {none}",
        {
            "n": Decimal("0.50"),
            "day": date(2023, 7, 21),
            "at": AT,
            "word": Word("Notices"),
            "inner": inner,
            "none": None,
        },
    )

    back = unpacked(packed(said))

    assert back == said
    assert isinstance(back.params["word"], Word)
    assert render(back, "vi").startswith("a 0,5 b 21/07/2023 c 02/03/2026")


def test_what_has_no_form_of_its_own_cannot_be_kept():
    with pytest.raises(TypeError, match="cannot name a set"):
        packed(Sentence("{x}", {"x": {1}}))


def test_each_person_is_told_once_and_nobody_of_their_own_act():
    one, two, gone = stranger(), tri(), make_account(username="gone")
    deactivate_account(actor=SYSTEM, user=gone, reason="Nghỉ hưu", at=AT)

    count = told(one, one, two, gone, actor=two)

    assert count == 1
    assert list(Notice.objects.values_list("account__username", flat=True)) == [one.username]


def test_a_unit_is_told_through_those_who_act_for_it_that_day():
    officer, head, deputy, other = hang(unit="bb"), le(unit="bb"), bao(unit="bb"), make_account(username="x")

    with transaction.atomic():
        count = record_notice_to_units(units=["bb", ""], text=TEXT, address="/", actor=SYSTEM, at=AT)
        officers = record_notice_to_units(
            units=["bb"], roles=(Role.UNIT_OFFICER,), text=TEXT, address="/", actor=SYSTEM, at=AT
        )
        wide = record_notice_to_holders(
            roles=(Role.UNIT_HEAD, Role.UNIT_DEPUTY), text=TEXT, address="/", actor=SYSTEM, at=AT
        )

    assert (count, officers, wide) == (3, 1, 2)
    assert [bell_of(user).unread for user in (officer, head, deputy, other)] == [2, 2, 2, 0]


def test_a_notice_needs_a_transaction_and_a_page_of_this_house():
    one = stranger()

    with pytest.raises(ValueError, match="page of this house"):
        told(one, address="//evil.example/")
    with transaction.atomic(), pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(
            account=one, text=packed(TEXT), address="https://evil.example/", made_at=AT, made_by="system:x"
        )


@pytest.mark.django_db(transaction=True)
def test_outside_a_verb_nothing_is_told():
    with pytest.raises(TransactionRequired):
        record_notice(to=["a"], text=TEXT, address="/", actor=SYSTEM, at=AT)


def test_only_ones_own_are_visible_and_marked():
    mine, theirs = stranger(), tri()
    told(mine)
    told(theirs)
    own, others = Notice.objects.get(account=mine), Notice.objects.get(account=theirs)

    marked = read_notices(notices=[own.public_id, others.public_id], actor=mine, at=AT)

    others.refresh_from_db()
    assert (marked, others.read_at) == (1, None)
    assert [row.pk for row in notices_visible_to(mine, on=ON)] == [own.pk]
    assert may_read_notice(mine, own, on=ON).allowed
    assert may_read_notice(mine, others, on=ON).private
    assert not notices_visible_to(SYSTEM, on=ON).exists()


def test_reading_all_marks_what_was_there_and_not_what_came_after():
    mine = stranger()
    told(mine)
    told(mine, at=AT + timedelta(hours=1))

    assert read_notices(notices=None, actor=mine, at=AT + timedelta(minutes=5)) == 1
    assert read_notices(notices=None, actor=mine, at=AT + timedelta(minutes=5)) == 0
    assert bell_of(mine).unread == 1


def test_the_bell_costs_one_query_and_knows_the_ledger(django_assert_num_queries):
    mine = make_account()
    told(mine, mine)
    before = bell_of(mine)
    grant_role(actor=SYSTEM, user=mine, role=Role.AUDITOR, at=AT)
    with django_assert_num_queries(1):
        bell = bell_of(mine)

    assert (before.unread, bell.unread) == (1, 1)
    assert before.stamp != bell.stamp


def test_what_is_new_since_the_last_mail():
    mine = stranger()
    told(mine, about="abc")
    told(mine, at=AT + timedelta(days=1), text=Sentence("Notices"))

    lines, count = unread_since(mine.public_id, since=AT)

    assert (len(lines), count) == (1, 1)
    assert unread_since(mine.public_id, since=None, size=1)[1] == 2
    assert line_of(Notice.objects.order_by("made_at")[0]).about == "abc"


def test_old_notices_are_dropped_and_nought_keeps_them(settings):
    mine = stranger()
    told(mine)
    told(mine, at=AT + timedelta(days=300))
    later = AT + timedelta(days=401)

    settings.NOTICE_DAYS = 0
    kept = prune_notices(actor=SYSTEM, at=later)
    settings.NOTICE_DAYS = 400

    assert (kept, prune_notices(actor=SYSTEM, at=later), Notice.objects.count()) == (0, 1, 1)
