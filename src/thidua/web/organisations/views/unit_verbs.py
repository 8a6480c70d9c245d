"""Verbs on units: found, rename, move, merge, absorb, split, end, classify, correct."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from thidua.foundation.gate import NoObject
from thidua.foundation.wording import N_
from thidua.organisations import actions
from thidua.organisations.drafts import NewUnit
from thidua.organisations.permissions import may_keep_units, may_read_units
from thidua.organisations.queries import UnitCard, VersionDraft, version_draft
from thidua.organisations.states import Share, SuccessionKind
from thidua.web.organisations.forms import units as forms
from thidua.web.organisations.forms.base import Form
from thidua.web.organisations.views.base import Crumbs, UnitVerb, VerbScreen


class FoundUnit(VerbScreen[NoObject]):
    """Put a unit on record."""

    permission = staticmethod(may_keep_units)
    menu = "lists"
    title = N_("Add a unit")
    lead = N_("A unit keeps its code for ever; its names, superior and territory have days.")
    button = N_("Save")
    done = N_("The unit is on record.")
    offers_units = True

    def form(self, data: Any = None) -> Form:
        """Empty, or as sent."""
        return forms.NewUnitForm(data, on=self.on, initial={"parent": self.request.GET.get("under", "")})

    def act(self, form: forms.NewUnitForm) -> str:
        """Found it, and open its page."""
        unit = actions.found_unit(
            new=form.draft(),
            on=form.cleaned_data["since"],
            source=form.source(),
            actor=self.actor,
            at=self.now,
        )
        return reverse("organisations:unit", args=[unit.public_id])

    def crumbs(self) -> Crumbs:
        """Units."""
        return [(gettext("Units"), reverse("organisations:units"))]


class RenameUnit(UnitVerb):
    """Give a unit another name from a day."""

    title = N_("Rename the unit")
    lead = N_("From a day on the unit has another name; for the days before the old one stays.")
    button = N_("Save")
    done = N_("The unit has its new name from that day.")
    effects = (
        N_("Documents and scores of earlier days keep the old name; search finds both."),
        N_("A typing error is no renaming: correct the version instead."),
    )

    def form(self, data: Any = None) -> Form:
        """Filled with today's name."""
        unit = self.object.unit
        known = {
            "name": unit.name,
            "short_name": unit.short_name if unit.short_name != unit.name else "",
            "in_sentence": unit.in_sentence if unit.in_sentence != unit.name else "",
            "symbol": unit.symbol if unit.symbol != unit.code else "",
        }
        return forms.RenameForm(data, on=self.on, initial=known)

    def act(self, form: forms.RenameForm) -> str:
        """Rename."""
        actions.rename_unit(
            unit=self.object.public_id,
            naming=form.naming(),
            on=form.cleaned_data["since"],
            source=form.source(),
            actor=self.actor,
            at=self.now,
        )
        return self.card()


class MoveUnit(UnitVerb):
    """Put a unit under another superior from a day."""

    title = N_("Move the unit")
    lead = N_("From a day on the unit stands under another superior or in another province; its name stays.")
    button = N_("Save")
    done = N_("The unit is moved from that day.")

    def form(self, data: Any = None) -> Form:
        """Filled with where it stands."""
        known = version_draft(self.object.public_id, on=self.on)
        kept = {"parent": known.parent, "province": known.province} if known else {}
        return forms.MoveForm(data, on=self.on, initial=kept)

    def act(self, form: forms.MoveForm) -> str:
        """Move."""
        known, kept = version_draft(self.object.public_id, on=self.on), form.cleaned_data
        actions.move_unit(
            unit=self.object.public_id,
            parent=kept["parent"],
            province=kept["province"],
            place=known.place if known else "",
            on=kept["since"],
            source=form.source(),
            actor=self.actor,
            at=self.now,
        )
        return self.card()


class MergeUnits(UnitVerb):
    """Merge a unit with others into a new one."""

    title = N_("Merge into a new unit")
    lead = N_("The unit ends, alone or with others, and a new unit with its own code carries it on.")
    button = N_("Save")
    done = N_("The units are merged from that day.")
    effects = (
        N_("The old units end the day before, and with them every office held in them."),
        N_("Units that stood below them stand below the new one from that day."),
        N_("Memberships in blocs do not follow: they change by the bloc's own decision."),
    )

    def form(self, data: Any = None) -> Form:
        """Filled with the superior of the old one."""
        parent = self.object.parent.code if self.object.parent else ""
        return forms.MergeForm(data, on=self.on, initial={"parent": parent, "kind": self.object.kind.value})

    def act(self, form: forms.MergeForm) -> str:
        """Merge, and open the new unit."""
        kept = form.cleaned_data
        alone = kept["renamed"]
        new = actions.merge_units(
            units=[self.object.unit.code, *kept["others"]],
            into=form.draft(**carried_on(self.object)),
            on=kept["since"],
            source=form.source(),
            kind=SuccessionKind.RENAME if alone else SuccessionKind.MERGE,
            actor=self.actor,
            at=self.now,
        )
        return reverse("organisations:unit", args=[new.public_id])


def carried_on(card: UnitCard) -> dict[str, Any]:
    """What a new unit takes over from the one it carries on."""
    return {
        "force": card.force,
        "year_starts": card.year_starts,
        "year_confidence": card.year_confidence,
        "year_note": card.year_note,
    }


class AbsorbUnit(UnitVerb):
    """Let another unit take this one in."""

    title = N_("Let another unit absorb it")
    lead = N_("The unit goes into one that exists already, wholly or with a part of it.")
    button = N_("Save")
    done = N_("The absorption is on record.")
    effects = (
        N_("Absorbed wholly, the unit ends the day before, and with it every office held in it."),
        N_("Units that stood below it stand below the absorbing one from that day."),
    )

    def form(self, data: Any = None) -> Form:
        """Empty, or as sent."""
        return forms.AbsorbForm(data, on=self.on)

    def act(self, form: forms.AbsorbForm) -> str:
        """Absorb."""
        kept = form.cleaned_data
        actions.absorb_unit(
            unit=self.object.public_id,
            into=kept["into"],
            share=Share(kept["share"]),
            on=kept["since"],
            source=form.source(),
            actor=self.actor,
            at=self.now,
        )
        return self.card()


class SplitUnit(UnitVerb):
    """Split a unit into several."""

    title = N_("Split the unit")
    lead = N_("Parts of the unit go to other units from a day on; put new ones on record first.")
    button = N_("Save")
    done = N_("The split is on record.")
    effects = (
        N_("Unless it goes on with the rest, the unit ends the day before, and so does every office in it."),
    )

    def form(self, data: Any = None) -> Form:
        """Empty, or as sent."""
        return forms.SplitForm(data, on=self.on)

    def act(self, form: forms.SplitForm) -> str:
        """Split."""
        kept = form.cleaned_data
        parts: list[NewUnit | str] = list(kept["successors"])
        actions.split_unit(
            unit=self.object.public_id,
            successors=parts,
            remains=kept["remains"],
            on=kept["since"],
            source=form.source(),
            actor=self.actor,
            at=self.now,
        )
        return self.card()


class DissolveUnit(UnitVerb):
    """End a unit without successor."""

    title = N_("End the unit")
    lead = N_("The unit ends and nobody carries it on. Its record stays and can be read for ever.")
    button = N_("End the unit")
    done = N_("The unit has ended.")
    effects = (
        N_("The day given is the first day without the unit; every office in it ends the day before."),
        N_("A unit under which others stand cannot end: move or end those first."),
    )

    def form(self, data: Any = None) -> Form:
        """Empty, or as sent."""
        return forms.EndForm(data, on=self.on)

    def act(self, form: forms.EndForm) -> str:
        """End it."""
        actions.dissolve_unit(
            unit=self.object.public_id,
            on=form.cleaned_data["since"],
            source=form.source(),
            actor=self.actor,
            at=self.now,
        )
        return self.card()


class ReclassifyUnit(UnitVerb):
    """Set what a unit is."""

    title = N_("Kind and working year")
    lead = N_("Facts of the unit that have no days. Bloc-years already opened keep their reporting years.")
    button = N_("Save")
    done = N_("Kind and working year are set.")

    def form(self, data: Any = None) -> Form:
        """Filled with what is known."""
        names = ("kind", "force", "identifier", "year_starts", "year_confidence", "year_note")
        return forms.ClassForm(data, on=self.on, initial={name: getattr(self.object, name) for name in names})

    def act(self, form: forms.ClassForm) -> str:
        """Set it."""
        actions.reclassify_unit(unit=self.object.public_id, **form.facts(), actor=self.actor, at=self.now)
        return self.card()


class CorrectVersion(VerbScreen[VersionDraft]):
    """Correct a typing error in one version."""

    permission = staticmethod(may_keep_units)
    menu = "lists"
    title = N_("Correct a typing error")
    lead = N_(
        "The version that was wrong is withdrawn and kept; the right one takes its place, with the reason."
    )
    button = N_("Save")
    done = N_("The version is corrected.")
    effects = (
        N_("What really changed on a day is no typing error: rename or move the unit from that day."),
        N_("Moving the first day also moves the last day of the version before."),
    )
    offers_units = True

    def load(self, request: HttpRequest, **kwargs: Any) -> VersionDraft | None:
        """The version, while it is in use."""
        if not may_read_units(self.actor, on=self.on).allowed:
            return None
        return version_draft(str(kwargs["public_id"]), version=str(kwargs["version"]), on=self.on)

    def form(self, data: Any = None) -> Form:
        """Filled with what the version says."""
        known = self.object
        return forms.CorrectForm(
            data,
            on=self.on,
            initial={
                "name": known.name,
                "short_name": known.short_name,
                "in_sentence": known.in_sentence,
                "symbol": known.symbol,
                "parent": known.parent,
                "province": known.province,
                "valid_from": known.valid_from,
                "valid_to": known.valid_to,
                "instrument": known.instrument,
                "confidence": known.confidence.value,
                "note": known.note,
            },
        )

    def act(self, form: forms.CorrectForm) -> str:
        """Correct."""
        actions.correct_unit_version(
            version=self.object.public_id,
            facts=form.facts(place=self.object.place),
            reason=form.cleaned_data["reason"],
            actor=self.actor,
            at=self.now,
        )
        return reverse("organisations:unit", args=[self.object.unit])

    def crumbs(self) -> Crumbs:
        """Units, then the unit."""
        return [
            (gettext("Units"), reverse("organisations:units")),
            (self.object.name, reverse("organisations:unit", args=[self.object.unit])),
        ]

    def subject(self) -> str:
        """The version's name."""
        return self.object.name
