"""One node beside the tree: its form with every parameter, findings, drawing and trial."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from markupsafe import Markup

from thidua.core.scoring import SchemeProblem
from thidua.criteria import words
from thidua.criteria.actions import revise_draft
from thidua.criteria.documents.shape import Spot, is_group, normal, spot_of
from thidua.criteria.edits import Edit, NoteInput, ReviseNode
from thidua.criteria.errors import SchemeChangedMeanwhile, SchemeUnreadable
from thidua.criteria.findings import SchemeFinding, findings_of
from thidua.criteria.queries import NamedMember, SchemeFrame, named_units, scheme_frame
from thidua.criteria.states import Appraiser
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_, render
from thidua.organisations.queries import unit_name
from thidua.web.criteria.describing import condition, describe, differences
from thidua.web.criteria.present import drawing_of, finding_items, node_address
from thidua.web.criteria.reading import Read, read_typed
from thidua.web.criteria.trying import trial_of
from thidua.web.criteria.typed import Typed, box_of
from thidua.web.criteria.views.tree import BuilderScreen
from thidua.web.shared import parts

STAYING = ("drop", "add", "refresh", "try", "mend")


class NodeForm(BuilderScreen):
    """What the form of a node needs, whether the node is there already or not."""

    template = "criteria/node.html"
    code = ""

    @cached_property
    def units(self) -> tuple[tuple[NamedMember, ...], dict[str, str]]:
        """The members with their names, and the offices named as appraisers, in one query."""
        return named_units(self.frame)

    @cached_property
    def members(self) -> tuple[NamedMember, ...]:
        """The member units with their names."""
        return self.units[0]

    def unit_names(self, chosen: str = "") -> dict[str, str]:
        """Names of the members by code and by public key, and of the offices named as appraisers (or `chosen`)."""
        found = {member.code: member.name for member in self.members}
        found |= {member.public_id: member.name for member in self.members}
        found |= self.units[1]
        key = chosen.removeprefix("unit:")
        if key not in {"", *words.APPRAISERS, *found}:
            name = unit_name(key, on=self.on)
            found[key] = name.name if name is not None else key
        return found

    def appraisers(self, names: Mapping[str, str]) -> list[tuple[str, str]]:
        """Who may appraise: the offices of the bloc, and units by name."""
        offices = [(str(one), _(said)) for one, said in words.APPRAISERS.items() if one != Appraiser.UNIT]
        members = {member.code for member in self.members}
        units = [(f"unit:{key}", name) for key, name in names.items() if key not in members]
        return [*offices, *units]

    def settled(self, typed: Typed) -> tuple[Typed, dict[str, str]]:
        """The form with a unit's code turned into that unit, or why it cannot be."""
        code = typed["appraiser_code"]
        if not code:
            return typed, {}
        found = unit_name(code, on=self.on)
        if found is None:
            return typed, {
                "id_appraiser_code": _("There is no unit with the code “%(code)s”.") % {"code": code}
            }
        fields = {**typed.fields, "appraiser": f"unit:{found.public_id}", "appraiser_code": ""}
        return replace(typed, fields=fields), {}

    def candidate(self, read: Read, edit: Edit) -> tuple[SchemeFinding, ...]:
        """What would be seen if the form were saved as it is."""
        try:
            document, _notes = edit.apply(self.frame.document, self.notes)
        except SchemeProblem:
            return ()
        code = str(read.node.get("code", self.code))
        return tuple(finding for finding in findings_of(normal(document)) if finding.code == code)

    def fixes(self, findings: Sequence[SchemeFinding], *, saved: bool) -> dict[str, Markup]:
        """The ways to mend or keep each finding; a doubt of an unsaved form can be mended, not yet kept."""
        made = {}
        for finding in findings:
            way = (
                self.way_out(finding) if saved and not finding.error and self.revising.allowed else Markup("")
            )
            if finding.fix is not None and self.revising.allowed:
                band, when = int(str(finding.fix["band"])), str(finding.fix["when"])
                label = _("Make step %(number)s %(condition)s") % {
                    "number": band + 1,
                    "condition": condition(when),
                }
                way = Markup(
                    '<button class="button button--small" type="submit" form="node-form" name="mend" value="{value}">{label}</button> {way}'
                ).format(value=f"{band}|{when}", label=label, way=way)
            made[finding.key] = way
        return made

    def show(
        self,
        typed: Typed,
        *,
        findings: Sequence[SchemeFinding],
        saved: bool,
        errors: Mapping[str, str] | None = None,
        general: Sequence[str] = (),
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        """The page with the form as typed."""
        names = self.unit_names(typed["appraiser"])
        read = read_typed(typed)
        boxes = dict(errors or {})
        summary = [*(("", said) for said in general), *boxes.items()]
        post = self.request.POST if self.request.POST.get("try") else None
        return self.page(
            status=status,
            typed=typed,
            errors=boxes,
            summary=summary,
            saved=saved,
            kinds=[(kind, _(said)) for kind, said in words.KINDS.items()],
            modes=[(mode, _(said)) for mode, said in words.MODES.items()],
            directions=[(key, _(said)) for key, said in words.DIRECTIONS.items()],
            day_kinds=[(key, _(said)) for key, said in words.DAYS.items()],
            thens=[(key, _(said)) for key, said in words.THEN.items()],
            members=[(member.code, member.name) for member in self.members],
            appraisers=self.appraisers(names),
            findings=finding_items(findings, fixes=self.fixes(findings, saved=saved), kept=self.kept),
            drawing=None
            if typed.group
            else drawing_of(normal({"criteria": [read.node]})["criteria"][0], findings),
            trial=trial_of(self.frame.document, read.node, post),
            described=describe(read.node, read.note, names),
            **self.tree_context(self.code),
            **more,
        )


class NodePage(NodeForm):
    """A heading or leaf that is there: read it, change it, try it."""

    title = N_("Criterion")

    def load(self, request: HttpRequest, **kwargs: Any) -> SchemeFrame | None:
        """The version, if it has the node."""
        frame = scheme_frame(kwargs["scheme"])
        if frame is None or spot_of(frame.document, kwargs["code"]) is None:
            return None
        self.code = kwargs["code"]
        return frame

    @property
    def spot(self) -> Spot:
        """The node and where it stands."""
        found = spot_of(self.frame.document, self.code)
        assert found is not None  # noqa: S101 -- `load` answered 404 otherwise
        return found

    @property
    def note(self) -> NoteInput:
        """What is kept beside it."""
        return self.notes.get(self.code, NoteInput())

    def mine(self) -> tuple[SchemeFinding, ...]:
        """What is seen at this node."""
        return tuple(finding for finding in self.findings if finding.code == self.code)

    def context(self) -> dict[str, Any]:
        """Where the node stands, and how its place looked when the form was made."""
        spot = self.spot
        above = spot.above[-1] if spot.above else None
        return {
            "above": f"{above['code']}. {above.get('name', '')}" if above is not None else "",
            "heading": f"{self.code} {spot.node.get('name', '')}".strip(),
            "code": self.code,
            "revision": self.frame.card.revision,
            "place_seen": self.seen(ReviseNode(self.code, {})),
            "is_new": False,
        }

    def get(self, request: HttpRequest) -> HttpResponse:
        """The node as it is kept."""
        typed = Typed.from_node(self.spot.node, self.note)
        return self.show(typed, findings=self.mine(), saved=True, **self.context())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Obey a row's button, try a figure, or save."""
        if "code" not in request.POST:
            return self.get(request)
        typed, wrong = self.settled(Typed.from_post(request.POST, group=is_group(self.spot.node)))
        if mend := request.POST.get("mend"):
            band, _bar, when = mend.partition("|")
            typed = typed.mended(int(band) if band.isdigit() else -1, when)
        read = read_typed(typed)
        edit = ReviseNode(self.code, read.node, None if typed.group else read.note)
        if any(name in request.POST for name in STAYING):
            seen_now = self.candidate(read, edit)
            return self.show(typed, findings=seen_now, saved=False, **self.sent(request))
        if read.errors or wrong:
            return self.again(request, typed, {**read.errors, **wrong})
        return self.keep(request, typed, edit)

    def sent(self, request: HttpRequest) -> dict[str, Any]:
        """As `context`, but with the marks the form was made from."""
        revision = request.POST.get("revision", "")
        return {
            **self.context(),
            "revision": int(revision) if revision.isdigit() else 0,
            "place_seen": request.POST.get("seen", ""),
        }

    def again(
        self, request: HttpRequest, typed: Typed, errors: Mapping[str, str], general: Sequence[str] = ()
    ) -> HttpResponse:
        """The form once more, with everything typed and what cannot be taken."""
        return self.show(
            typed, findings=(), saved=False, errors=errors, general=general, status=422, **self.sent(request)
        )

    def keep(self, request: HttpRequest, typed: Typed, edit: ReviseNode) -> HttpResponse:
        """Save; a collision shows both versions and lets the person decide."""
        sent = self.sent(request)
        try:
            revise_draft(
                scheme=self.key,
                edit=edit,
                revision=sent["revision"],
                place_seen=sent["place_seen"],
                actor=self.actor,
                at=self.now,
            )
        except SchemeUnreadable as unfit:
            boxes, general = sort_out(unfit.problems, typed)
            return self.again(request, typed, boxes, general)
        except SchemeChangedMeanwhile as met:
            return self.collide(typed, edit, met)
        code = str(edit.node.get("code", self.code))
        return self.done(_("Criterion %(code)s was saved.") % {"code": code}, node_address(self.key, code))

    def collide(self, typed: Typed, edit: ReviseNode, met: SchemeChangedMeanwhile) -> HttpResponse:
        """Both versions side by side; pressing save again decides for the one that was typed."""
        names = self.unit_names()
        note = edit.note or NoteInput()
        differing = differences(
            describe(self.spot.node, self.note, names),
            describe(normal({"criteria": [edit.node]})["criteria"][0], note, names),
        )
        sides = [
            parts.CollisionSide(
                _("Saved by %(person)s") % {"person": met.revised_by},
                _("It is in the draft now."),
                "; ".join(f"{term}: {theirs}" for term, theirs, _mine in differing),
                button=Markup('<a class="button" href="{href}">{label}</a>').format(
                    href=node_address(self.key, self.code), label=_("Keep what is saved")
                ),
            ),
            parts.CollisionSide(
                _("Typed here"),
                _("Not saved yet."),
                "; ".join(f"{term}: {mine}" for term, _theirs, mine in differing),
                mine=True,
                button=Markup(
                    '<button class="button" type="submit" form="node-form">{label}</button>'
                ).format(label=_("Save what was typed here")),
            ),
        ]
        return self.show(
            typed,
            findings=(),
            saved=False,
            status=409,
            **{**self.context(), "collision": sides, "collision_words": render(met.sentence)},
        )


def sort_out(problems: Sequence[Problem], typed: Typed) -> tuple[dict[str, str], list[str]]:
    """Which box each problem belongs to; what belongs to none is said above the form."""
    boxes: dict[str, str] = {}
    general: list[str] = []
    for problem in problems:
        box = "id_code" if problem.sentence.text == "code_twice" else box_of(problem.where, typed)
        if box and box not in boxes:
            boxes[box] = render(problem.sentence)
        else:
            general.append(render(problem.sentence))
    return boxes, general
