"""States and closed lists of the room, plain Python.

The states of a bloc-year «khối theo năm» are those of the year cycle: dự thảo → lấy ý kiến → đã ký giao ước → đang
thực hiện → sơ kết → tự chấm → thẩm định → bình xét → trình Hội đồng → đã có quyết định → tổng kết, bàn giao → lưu trữ.
"""

from enum import StrEnum
from typing import Final

from thidua.core.verdict import Sentence


class YearState(StrEnum):
    """Where a bloc-year stands."""

    DRAFTED = "drafted"
    CONSULTED = "consulted"
    SIGNED = "signed"
    LAUNCHED = "launched"
    HALF_REVIEWED = "half_reviewed"
    SELF_SCORED = "self_scored"
    APPRAISED = "appraised"
    REVIEWED = "reviewed"
    SUBMITTED = "submitted"
    DECIDED = "decided"
    CONCLUDED = "concluded"
    ARCHIVED = "archived"


ORDER: Final = tuple(YearState)
INITIAL: Final = YearState.DRAFTED

# How each state is said; the Vietnamese words are those of the handbook.
STATE_WORDS: Final = {
    YearState.DRAFTED: Sentence("Draft"),
    YearState.CONSULTED: Sentence("Consultation"),
    YearState.SIGNED: Sentence("Covenant signed"),
    YearState.LAUNCHED: Sentence("Under way"),
    YearState.HALF_REVIEWED: Sentence("Half-year review"),
    YearState.SELF_SCORED: Sentence("Self-scoring"),
    YearState.APPRAISED: Sentence("Appraisal"),
    YearState.REVIEWED: Sentence("Review and ranking"),
    YearState.SUBMITTED: Sentence("Submitted to the Council"),
    YearState.DECIDED: Sentence("Decided"),
    YearState.CONCLUDED: Sentence("Conclusion and handover"),
    YearState.ARCHIVED: Sentence("Archived"),
}

# Forward moves, named by the verb. After the half-year review the work goes on; a year may also skip that review.
TRANSITIONS: Final[dict[tuple[YearState, str], YearState]] = {
    (YearState.DRAFTED, "consult"): YearState.CONSULTED,
    (YearState.CONSULTED, "sign"): YearState.SIGNED,
    (YearState.SIGNED, "launch"): YearState.LAUNCHED,
    (YearState.LAUNCHED, "review_half"): YearState.HALF_REVIEWED,
    (YearState.HALF_REVIEWED, "resume"): YearState.LAUNCHED,
    (YearState.LAUNCHED, "self_score"): YearState.SELF_SCORED,
    (YearState.HALF_REVIEWED, "self_score"): YearState.SELF_SCORED,
    (YearState.SELF_SCORED, "appraise"): YearState.APPRAISED,
    (YearState.APPRAISED, "review"): YearState.REVIEWED,
    (YearState.REVIEWED, "submit"): YearState.SUBMITTED,
    (YearState.SUBMITTED, "decide"): YearState.DECIDED,
    (YearState.DECIDED, "conclude"): YearState.CONCLUDED,
    (YearState.CONCLUDED, "archive"): YearState.ARCHIVED,
}

# Once the award decision exists the results are published: going back before it would unpublish them.
PUBLISHED_FROM: Final = YearState.DECIDED


def next_states(state: YearState) -> tuple[YearState, ...]:
    """The states that may follow, in the order of the year."""
    return tuple(sorted((to for (at, _), to in TRANSITIONS.items() if at is state), key=ORDER.index))


def earlier_states(state: YearState) -> tuple[YearState, ...]:
    """The states one may go back to by an act with a reason, the nearest first.

    From a decided year on, never to a state before the decision. The step from the half-year review to *under way*
    is the ordinary way onward, so it is not listed here.
    """
    forward = next_states(state)
    floor = ORDER.index(PUBLISHED_FROM) if ORDER.index(state) >= ORDER.index(PUBLISHED_FROM) else 0
    return tuple(s for s in reversed(ORDER[floor : ORDER.index(state)]) if s not in forward)


class UnitKind(StrEnum):
    """What kind of body a unit «đơn vị» is."""

    CENTRAL = "central"
    MINISTRY = "ministry"
    MILITARY_REGION = "military_region"
    SERVICE_COMMAND = "service_command"
    GENERAL_DEPARTMENT = "general_department"
    PEOPLE_COMMITTEE = "people_committee"
    PEOPLE_COUNCIL = "people_council"
    COUNCIL = "council"
    DEPARTMENT = "department"
    DIVISION = "division"
    PARTY_COMMITTEE = "party_committee"
    FRONT_BODY = "front_body"
    SCHOOL = "school"
    PUBLIC_SERVICE_UNIT = "public_service_unit"
    ENTERPRISE = "enterprise"
    FORCE = "force"
    JUSTICE = "justice"
    DISTRICT = "district"
    COMMUNE = "commune"
    OTHER = "other"


UNIT_KIND_WORDS: Final = {
    UnitKind.CENTRAL: Sentence("Central body"),
    UnitKind.MINISTRY: Sentence("Ministry"),
    UnitKind.MILITARY_REGION: Sentence("Military region"),
    UnitKind.SERVICE_COMMAND: Sentence("Service command"),
    UnitKind.GENERAL_DEPARTMENT: Sentence("General department"),
    UnitKind.PEOPLE_COMMITTEE: Sentence("Provincial People's Committee"),
    UnitKind.PEOPLE_COUNCIL: Sentence("Provincial People's Council"),
    UnitKind.COUNCIL: Sentence("Emulation and commendation council"),
    UnitKind.DEPARTMENT: Sentence("Provincial department"),
    UnitKind.DIVISION: Sentence("Division or board"),
    UnitKind.PARTY_COMMITTEE: Sentence("Party committee"),
    UnitKind.FRONT_BODY: Sentence("Fatherland Front or social organisation"),
    UnitKind.SCHOOL: Sentence("School"),
    UnitKind.PUBLIC_SERVICE_UNIT: Sentence("Public service unit"),
    UnitKind.ENTERPRISE: Sentence("Enterprise"),
    UnitKind.FORCE: Sentence("Armed force"),
    UnitKind.JUSTICE: Sentence("Judicial body"),
    UnitKind.DISTRICT: Sentence("District People's Committee"),
    UnitKind.COMMUNE: Sentence("Commune or ward People's Committee"),
    UnitKind.OTHER: Sentence("Other"),
}


class Force(StrEnum):
    """Which armed force a unit belongs to; its data are then rates and references only."""

    NONE = ""
    ARMY = "army"
    POLICE = "police"


FORCE_WORDS: Final = {
    Force.NONE: Sentence("Not an armed force"),
    Force.ARMY: Sentence("People's Army"),
    Force.POLICE: Sentence("People's Public Security"),
}


class Confidence(StrEnum):
    """How well a fact is known; shown in words beside it."""

    CONFIRMED = "confirmed"
    WEAK = "weak"
    MEMORY = "memory"
    INVENTED = "invented"


CONFIDENCE_WORDS: Final = {
    Confidence.CONFIRMED: Sentence("Seen in a source"),
    Confidence.WEAK: Sentence("Seen once or in part"),
    Confidence.MEMORY: Sentence("General knowledge, not checked"),
    Confidence.INVENTED: Sentence("Made up for illustration"),
}


class SuccessionKind(StrEnum):
    """How one unit or place came after another."""

    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"
    ABSORB = "absorb"


SUCCESSION_WORDS: Final = {
    SuccessionKind.RENAME: Sentence("Renamed"),
    SuccessionKind.MERGE: Sentence("Merged"),
    SuccessionKind.SPLIT: Sentence("Split"),
    SuccessionKind.ABSORB: Sentence("Absorbed"),
}


class Share(StrEnum):
    """Whether the whole of the predecessor went to the successor, or a part of it."""

    WHOLE = "whole"
    PART = "part"


SHARE_WORDS: Final = {Share.WHOLE: Sentence("Whole"), Share.PART: Sentence("Part of it")}


class OfficeKind(StrEnum):
    """What an office «chức vụ» is for this system."""

    HEAD = "head"
    DEPUTY = "deputy"
    OFFICER = "officer"
    STAFF = "staff"
    LEADER = "leader"
    COUNCIL_VICE_CHAIR = "council_vice_chair"
    COUNCIL_MEMBER = "council_member"
    COUNCIL_SECRETARY = "council_secretary"
    STANDING_OFFICER = "standing_officer"
    SPECIALISED_APPRAISER = "specialised_appraiser"
    AUDITOR = "auditor"
    EDITOR = "editor"
    SYSTEM_ADMIN = "system_admin"
    JUDGE = "judge"
    COMMUNE_CONTACT = "commune_contact"


OFFICE_WORDS: Final = {
    OfficeKind.HEAD: Sentence("Head of the unit"),
    OfficeKind.DEPUTY: Sentence("Deputy head"),
    OfficeKind.OFFICER: Sentence("Emulation officer"),
    OfficeKind.STAFF: Sentence("Staff member"),
    OfficeKind.LEADER: Sentence("Leader"),
    OfficeKind.COUNCIL_VICE_CHAIR: Sentence("Vice-chair of the Council"),
    OfficeKind.COUNCIL_MEMBER: Sentence("Council member"),
    OfficeKind.COUNCIL_SECRETARY: Sentence("Council secretary"),
    OfficeKind.STANDING_OFFICER: Sentence("Officer of the standing body"),
    OfficeKind.SPECIALISED_APPRAISER: Sentence("Specialised appraiser"),
    OfficeKind.AUDITOR: Sentence("Auditor"),
    OfficeKind.EDITOR: Sentence("Portal editor"),
    OfficeKind.SYSTEM_ADMIN: Sentence("System administrator"),
    OfficeKind.JUDGE: Sentence("Judge"),
    OfficeKind.COMMUNE_CONTACT: Sentence("Contact of the commune"),
}


class BlocLevel(StrEnum):
    """Who sets a bloc or cluster up and how far it reaches."""

    REGION = "region"
    PROVINCE = "province"
    LOCALITY = "locality"
    SECTOR = "sector"
    INTERNAL = "internal"


BLOC_LEVEL_WORDS: Final = {
    BlocLevel.REGION: Sentence("Cluster of provinces or central bloc"),
    BlocLevel.PROVINCE: Sentence("Bloc of the province"),
    BlocLevel.LOCALITY: Sentence("Cluster of localities"),
    BlocLevel.SECTOR: Sentence("Cluster of a sector"),
    BlocLevel.INTERNAL: Sentence("Bloc inside an agency"),
}


class LeadRole(StrEnum):
    """Head or deputy of a bloc for a year «Khối trưởng, Khối phó»."""

    HEAD = "head"
    DEPUTY = "deputy"


LEAD_WORDS: Final = {LeadRole.HEAD: Sentence("Bloc head"), LeadRole.DEPUTY: Sentence("Bloc deputy head")}


class LeadBasis(StrEnum):
    """On what ground a unit leads the bloc."""

    DECISION = "decision"
    ROTATION = "rotation"
    ACCLAIMED = "acclaimed"
    ELECTED = "elected"


BASIS_WORDS: Final = {
    LeadBasis.DECISION: Sentence("Named in the decision"),
    LeadBasis.ROTATION: Sentence("Preparing by the rotation list"),
    LeadBasis.ACCLAIMED: Sentence("Acclaimed by the members"),
    LeadBasis.ELECTED: Sentence("Elected by the members"),
}


class HandoverState(StrEnum):
    """Where a handover minute stands: drawn up, confirmed by both sides, or withdrawn."""

    DRAWN_UP = "drawn_up"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


HANDOVER_WORDS: Final = {
    HandoverState.DRAWN_UP: Sentence("Waiting to be confirmed"),
    HandoverState.COMPLETED: Sentence("Confirmed by both sides"),
    HandoverState.WITHDRAWN: Sentence("Withdrawn"),
}

HANDOVER_TRANSITIONS: Final[dict[tuple[HandoverState, str], HandoverState]] = {
    (HandoverState.DRAWN_UP, "confirm"): HandoverState.COMPLETED,
    (HandoverState.DRAWN_UP, "withdraw"): HandoverState.WITHDRAWN,
}


class Side(StrEnum):
    """The two sides of a handover «bên giao, bên nhận»."""

    GIVER = "giver"
    RECEIVER = "receiver"


SIDE_WORDS: Final = {Side.GIVER: Sentence("Handing over"), Side.RECEIVER: Sentence("Taking over")}


class ImportKind(StrEnum):
    """What an uploaded workbook holds."""

    UNITS = "units"
    PEOPLE = "people"


class ImportState(StrEnum):
    """Where an upload stands."""

    PREVIEWED = "previewed"
    CONFIRMED = "confirmed"
    ABANDONED = "abandoned"


IMPORT_TRANSITIONS: Final[dict[tuple[ImportState, str], ImportState]] = {
    (ImportState.PREVIEWED, "confirm"): ImportState.CONFIRMED,
    (ImportState.PREVIEWED, "abandon"): ImportState.ABANDONED,
}
