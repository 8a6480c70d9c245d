"""Verbs of the room. Each takes codes or public keys, asks the permission again, and leaves one entry in the ledger."""

from thidua.organisations.actions.blocs import (
    found_bloc,
    rename_bloc,
    set_rotation,
    settle_rotation_term,
)
from thidua.organisations.actions.handing import confirm_handover, draw_up_handover, withdraw_handover
from thidua.organisations.actions.imports import abandon_import, confirm_import, preview_import
from thidua.organisations.actions.people import (
    appoint_to_office,
    authorise_deputy,
    correct_person,
    end_office,
    register_person,
    revoke_authorisation,
    tie_account,
)
from thidua.organisations.actions.places import found_place, found_province, succeed_place, succeed_province
from thidua.organisations.actions.rotation import confirm_leads, open_next_year
from thidua.organisations.actions.running import admit_member, enter_phase, name_lead, release_member
from thidua.organisations.actions.successions import absorb_unit, merge_units, split_unit
from thidua.organisations.actions.telling import record_notice_to_bloc_year
from thidua.organisations.actions.units import (
    correct_unit_version,
    dissolve_unit,
    found_unit,
    move_unit,
    reclassify_unit,
    rename_unit,
)
from thidua.organisations.actions.years import enter_past_year, open_bloc_year

__all__ = [
    "abandon_import",
    "absorb_unit",
    "admit_member",
    "appoint_to_office",
    "authorise_deputy",
    "confirm_handover",
    "confirm_import",
    "confirm_leads",
    "correct_person",
    "correct_unit_version",
    "dissolve_unit",
    "draw_up_handover",
    "end_office",
    "enter_past_year",
    "enter_phase",
    "found_bloc",
    "found_place",
    "found_province",
    "found_unit",
    "merge_units",
    "move_unit",
    "name_lead",
    "open_bloc_year",
    "open_next_year",
    "preview_import",
    "reclassify_unit",
    "record_notice_to_bloc_year",
    "register_person",
    "release_member",
    "rename_bloc",
    "rename_unit",
    "revoke_authorisation",
    "set_rotation",
    "settle_rotation_term",
    "split_unit",
    "succeed_place",
    "succeed_province",
    "tie_account",
    "withdraw_handover",
]
