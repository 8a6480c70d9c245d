"""One entry: what it says, whether it fits, what it may not show yet."""

from datetime import timedelta

import pytest

from tests import story
from tests.factories.accounts import make_account, make_grant
from tests.factories.scorecards import SELF_DAY, close, make_scored_world, marks, self_score
from tests.web.records.acting import give_a_role, lines, read, say, spoil
from thidua.accounts.roles import Role
from thidua.foundation.models import AuditEntry
from thidua.organisations.models import Unit
from thidua.scorecards.actions import enter_marks
from thidua.scorecards.states import Stage
from thidua.web.records.figure_words import KEY_WORDS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(stand_at):
    stand_at(SELF_DAY + timedelta(hours=1))


def test_an_entry_shows_all_it_says_and_that_it_fits(client, language):
    world = make_scored_world("AA", "BB")
    self_score(world, {"A.1": {"points": "4.25"}}, units=["AA"])
    close(world, Stage.SELF)
    entry = AuditEntry.objects.filter(name__startswith="scorecards.enter").get()

    page = read(client, world.head_officer, f"/nhat-ky/{entry.seq}/")

    assert {"vi": "Dòng này khớp", "en": "This entry fits"}[language] in page
    assert "4.25" in page
    assert " ".join(entry.hash[i : i + 4] for i in range(0, 64, 4)) in page
    assert " ".join(entry.previous[i : i + 4] for i in range(0, 64, 4)) in page
    assert f'href="/cham-diem/{world.sheet}/"' in page
    assert "&#34;on_kind&#34;:&#34;scorecards.sheet&#34;" in page


def test_a_record_the_reader_may_not_open_is_no_link(client):
    world = make_scored_world("AA", "BB")
    give_a_role()
    entry = AuditEntry.objects.filter(on_kind="accounts.user").latest("seq")

    auditor, administrator = (
        read(client, user, f"/nhat-ky/{entry.seq}/") for user in (world.auditor, world.administrator)
    )

    assert f'href="/tai-khoan/nguoi-dung/{entry.on_key}/"' not in auditor
    assert f'href="/tai-khoan/nguoi-dung/{entry.on_key}/"' in administrator


def test_marks_hidden_on_the_sheet_are_hidden_in_the_ledger_until_the_stage_is_closed(client, language):
    world = make_scored_world("AA", "BB")
    enter_marks(
        sheet=world.sheet,
        stage=Stage.SELF,
        cells=marks("BB", {"A.1": {"points": "3.75"}}),
        actor=world.officers["BB"],
        at=SELF_DAY,
    )
    seq = AuditEntry.objects.filter(name__startswith="scorecards.enter").get().seq
    competitor, auditor = (
        read(client, user, f"/nhat-ky/{seq}/") for user in (world.head_officer, world.auditor)
    )
    close(world, Stage.SELF)

    later = read(client, world.head_officer, f"/nhat-ky/{seq}/")

    assert ("3.75" in competitor, "3.75" in auditor, "3.75" in later) == (False, True, True)
    assert {"vi": "chưa được thấy của nhau", "en": "do not see of one another"}[language] in competitor


def test_ones_own_marks_are_shown(client):
    world = make_scored_world("AA", "BB")
    self_score(world, {"A.1": {"points": "3.75"}}, units=["AA"])
    seq = AuditEntry.objects.filter(name__startswith="scorecards.enter").get().seq

    assert "3.75" in read(client, world.head_officer, f"/nhat-ky/{seq}/")


def test_a_spoiled_entry_says_that_it_does_not_fit(client, language):
    user = make_account()
    make_grant(user, Role.AUDITOR)
    one, two = say("Một"), say("Hai")
    spoil(one.seq)

    spoiled, after = (read(client, user, f"/nhat-ky/{entry.seq}/") for entry in (one, two))

    assert {"vi": "Dòng này không khớp", "en": "This entry does not fit"}[language] in spoiled
    assert "check-result--no" in spoiled
    assert {"vi": "Dòng này khớp", "en": "This entry fits"}[language] in after


def test_one_walks_within_ones_reach(client):
    world = make_scored_world("AA", "BB")
    make_scored_world("CC", "DD")
    self_score(world, units=["AA"])
    first = AuditEntry.objects.filter(scope=world.bloc_year.public_id).earliest("seq")
    last = AuditEntry.objects.latest("seq")

    page = read(client, world.head_officer, f"/nhat-ky/{first.seq}/")

    assert f'href="/nhat-ky/{last.seq}/"' in page
    assert f'href="/nhat-ky/{first.seq + 1}/"' not in page


def test_every_act_of_a_bloc_s_year_can_be_opened(client):
    world = make_scored_world("AA", "BB")
    self_score(world)
    close(world, Stage.SELF, Stage.CROSS, Stage.APPRAISED)
    client.force_login(world.auditor)
    seqs = AuditEntry.objects.values_list("seq", flat=True)

    answers = {client.get(f"/nhat-ky/{seq}/").status_code for seq in seqs}

    assert answers == {200}


def test_an_entry_leads_to_the_other_acts_on_its_record_and_of_its_author(client):
    world = make_scored_world("AA", "BB")
    self_score(world, units=["AA", "BB"])
    seq = AuditEntry.objects.filter(actor_key=world.officers["BB"].actor_key).latest("seq").seq

    page = read(client, world.auditor, f"/nhat-ky/{seq}/")

    assert f'href="/nhat-ky/?on={world.sheet}"' in page
    assert f'href="/nhat-ky/?who={world.officers["BB"].actor_key.replace(":", "%3A")}"' in page
    assert lines(read(client, world.auditor, f"/nhat-ky/?on={world.sheet}")) == 3
    assert lines(read(client, world.auditor, f"/nhat-ky/?who={world.officers['BB'].actor_key}")) == 1


def test_every_figure_of_the_story_has_words(stand_at):
    story.tell()
    units = set(Unit.objects.values_list("code", flat=True))

    def unknown(data: object) -> set[str]:
        if isinstance(data, list):
            return {key for item in data for key in unknown(item)}
        if not isinstance(data, dict):
            return set()
        own = {key for key in data if key not in KEY_WORDS and not set(key.split(" ← ")) <= units}
        return own | {key for value in data.values() for key in unknown(value)}

    assert {key for entry in AuditEntry.objects.all() for key in unknown(entry.data)} == set()
