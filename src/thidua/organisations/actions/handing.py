"""The handover minute: drawn up with the pack it hands over, confirmed by both sides, withdrawn with a reason."""

from dataclasses import asdict
from datetime import datetime

from thidua.core.verdict import Sentence
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.files import ZIP, record_file
from thidua.foundation.refusals import ensure
from thidua.foundation.transactions import action
from thidua.notices.actions import record_notice_to_units
from thidua.organisations.actions import acts
from thidua.organisations.addresses import minute_address
from thidua.organisations.drafts import NewHandover
from thidua.organisations.errors import HandoverUnfit, ReasonMissing
from thidua.organisations.handover import Pack, pack_of
from thidua.organisations.locks import bloc_year_locked, day_of, must_have
from thidua.organisations.models import Handover
from thidua.organisations.permissions import may_confirm_handover, may_draw_up_handover, may_withdraw_handover
from thidua.organisations.queries import BlocYearCard, bloc_year_by_id
from thidua.organisations.queries.handovers import HandoverCard, handover_cards, next_year_of
from thidua.organisations.states import Side


@action
def draw_up_handover(*, bloc_year: str, new: NewHandover, actor: Actor, at: datetime) -> HandoverCard:
    """Draw up the handover minute «lập biên bản bàn giao» with the pack as it is at that moment.

    The head of the year hands over to the head of the next one. Raises `HandoverUnfit` (a live minute stands, no next
    year or no head yet, one unit on both sides) or `NameMissing`.
    """
    year = bloc_year_locked(bloc_year)
    on = day_of(at)
    card = bloc_year_by_id(year.pk, on=on)
    ensure(may_draw_up_handover(actor, card, on=on))
    number = must_have(new.number, "number")
    if Handover.objects.filter(bloc_year=year, withdrawn_at=None).exists():
        raise HandoverUnfit(
            Sentence("A handover minute of this year stands already."),
            where="number",
            remedy=Sentence("Withdraw it with a reason, then draw up another."),
        )
    giver, receiver = _two_sides(card, at)
    if new.money < 0:
        raise HandoverUnfit(Sentence("An amount of money is not negative."), where="money")
    if new.held_on > on:
        raise HandoverUnfit(Sentence("The day of the handover has not come yet."), where="held_on")
    pack = pack_of(card, taker=actor, on=on, at=at)
    kept = record_file(
        content=pack.content,
        name=f"ban-giao-{card.code.lower()}.zip",
        allowed={ZIP},
        actor=actor,
        at=at,
    )
    row = Handover(
        bloc_year=year,
        number=number,
        held_on=new.held_on,
        place=new.place.strip(),
        giver_id=giver,
        receiver_id=receiver,
        giver_person=new.giver_person.strip(),
        receiver_person=new.receiver_person.strip(),
        money=new.money,
        money_note=new.money_note.strip(),
        open_tasks=_lines(new.open_tasks),
        items=_lines(new.items),
        pack=kept,
        files=_listed(pack),
        left_out=list(pack.left_out),
        drawn_at=at,
        drawn_by=actor.actor_name,
    )
    row.save(force_insert=True)
    audit.record(
        acts.HANDOVER_DRAWN_UP,
        actor=actor,
        on=row,
        at=at,
        scope=year.public_id,
        data={"number": number, "on_day": new.held_on, "files": len(pack.files), "sha256": kept.sha256},
    )
    _tell(row, Sentence("The handover minute {number} waits to be confirmed", {"number": number}), actor, at)
    return _card(row, at)


def _two_sides(card: BlocYearCard, at: datetime) -> tuple[int, int]:
    after = next_year_of(card, on=day_of(at))
    if card.head is None or after is None or after.head is None:
        raise HandoverUnfit(
            Sentence("There is nobody to hand over to: the next year has no head yet."),
            where="number",
            remedy=Sentence("Open the bloc's next year first; its head takes over."),
        )
    if card.head.id == after.head.id:
        raise HandoverUnfit(
            Sentence("The same unit heads both years; nothing is handed over."), where="number"
        )
    return card.head.id, after.head.id


def _listed(pack: Pack) -> list[dict[str, object]]:
    return [asdict(line) for line in pack.files]


def _lines(text: str) -> str:
    """The lines that say anything, without blanks around them."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _card(row: Handover, at: datetime) -> HandoverCard:
    (card,) = handover_cards(Handover.objects.filter(pk=row.pk), on=day_of(at))
    return card


def _tell(row: Handover, text: Sentence, actor: Actor, at: datetime) -> None:
    """Tell the people of both sides."""
    record_notice_to_units(
        units=(row.giver.public_id, row.receiver.public_id),
        text=text,
        address=minute_address(row.public_id),
        about=row.public_id,
        actor=actor,
        at=at,
    )


def _locked(key: str) -> Handover:
    row = Handover.objects.select_for_update(no_key=True, of=("self",)).filter(public_id=key).first()
    if row is None:
        raise HandoverUnfit(Sentence("There is no such handover minute."), where="handover")
    return row


@action
def confirm_handover(*, handover: str, side: Side, actor: Actor, at: datetime) -> HandoverCard:
    """Confirm the handover minute for one side «xác nhận bàn giao»; with the second it is complete and stays."""
    row = _locked(handover)
    ensure(may_confirm_handover(actor, _card(row, at), side, on=day_of(at)))
    if side is Side.GIVER:
        row.given_at, row.given_by = at, actor.actor_name
        row.save(update_fields=["given_at", "given_by"])
    else:
        row.received_at, row.received_by = at, actor.actor_name
        row.save(update_fields=["received_at", "received_by"])
    audit.record(
        acts.HANDOVER_CONFIRMED,
        actor=actor,
        on=row,
        at=at,
        scope=row.bloc_year.public_id,
        data={"side": side.value},
    )
    said = Sentence(
        "{who} confirmed the handover minute {number}", {"who": actor.actor_name, "number": row.number}
    )
    _tell(row, said, actor, at)
    return _card(row, at)


@action
def withdraw_handover(*, handover: str, reason: str, actor: Actor, at: datetime) -> HandoverCard:
    """Withdraw a minute that is not complete «thu hồi biên bản bàn giao» with a reason; another may be drawn up."""
    row = _locked(handover)
    ensure(may_withdraw_handover(actor, _card(row, at), on=day_of(at)))
    if not reason.strip():
        raise ReasonMissing
    row.withdrawn_at, row.withdrawal_reason = at, reason.strip()
    row.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    audit.record(
        acts.HANDOVER_WITHDRAWN,
        actor=actor,
        on=row,
        at=at,
        scope=row.bloc_year.public_id,
        data={"reason": reason.strip()},
    )
    said = Sentence(
        "The handover minute {number} was withdrawn: {reason}",
        {"number": row.number, "reason": reason.strip()},
    )
    _tell(row, said, actor, at)
    return _card(row, at)
