"""What an act was about: the kinds of records in words, and the doors to those a reader may open."""

from typing import Final

from django.apps import apps
from django.utils.translation import gettext

from thidua.foundation.wording import N_

WORDS: Final = {
    "accounts.user": N_("Account"),
    "accounts.rolegrant": N_("Role"),
    "accounts.factordemand": N_("Demand of a second factor"),
    "organisations.unit": N_("Unit"),
    "organisations.place": N_("Place"),
    "organisations.province": N_("Province"),
    "organisations.person": N_("Person"),
    "organisations.office": N_("Office"),
    "organisations.authorisation": N_("Authorisation"),
    "organisations.bloc": N_("Bloc"),
    "organisations.blocyear": N_("Bloc-year"),
    "organisations.unitimport": N_("Imported file"),
    "organisations.handover": N_("Handover minute"),
    "notices.maildigest": N_("Mail of what waits"),
    "criteria.scheme": N_("Table of criteria"),
    "scorecards.sheet": N_("Score sheet"),
    "scorecards.mark": N_("Mark"),
    "scorecards.sheetitem": N_("Bonus or deduction"),
    "scorecards.explanation": N_("Explanation"),
    "scorecards.snapshot": N_("Agreed result"),
    "campaigns.movement": N_("Emulation movement"),
    "campaigns.activity": N_("Activity of a movement"),
    "campaigns.gathering": N_("Activities of the bloc"),
    "campaigns.takein": N_("Reference list of movements"),
    "ledger": N_("Ledger"),
}


def kind_words(kind: str) -> str:
    """The kind of a record in the reader's language; a kind without words of its own is named as its table is."""
    if kind in WORDS:
        return gettext(WORDS[kind])
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return kind
