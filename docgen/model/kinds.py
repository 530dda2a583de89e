"""What things can be: the enumerations of the schema."""

from __future__ import annotations

from enum import StrEnum


class SchoolType(StrEnum):
    """What kind of organisation the school is."""

    SCHOOL = "school"
    LYCEUM = "lyceum"
    GYMNASIUM = "gymnasium"
    COLLEGE = "college"
    ADDITIONAL = "additional"
    BOARDING = "boarding"


class BodyKind(StrEnum):
    """What a collegial body of the school is."""

    PEDAGOGICAL_COUNCIL = "pedagogical-council"
    METHODICAL_COUNCIL = "methodical-council"
    GOVERNING_COUNCIL = "governing-council"
    STUDENT_COUNCIL = "student-council"
    PARENT_COUNCIL = "parent-council"
    TRADE_UNION = "trade-union"
    GENERAL_MEETING = "general-meeting"
    MENTOR_COUNCIL = "mentor-council"


class Gender(StrEnum):
    """The gender that words agree with."""

    MALE = "m"
    FEMALE = "f"


class WordGender(StrEnum):
    """The grammatical gender of an expression."""

    MASCULINE = "m"
    FEMININE = "f"
    NEUTER = "n"


class PersonKind(StrEnum):
    """What a person is to the school."""

    STUDENT = "student"
    TEACHER = "teacher"
    HEAD = "head"
    COLLEGE_STUDENT = "college-student"
    EMPLOYER = "employer"
    PARENT = "parent"
    ALUMNUS = "alumnus"
    OTHER = "other"


class ConsentKind(StrEnum):
    """What a person has agreed to in writing."""

    PARTICIPATION = "participation"
    PERSONAL_DATA = "personal-data"
    PUBLICATION = "publication"
    MENTORING = "mentoring"
    PAYMENT = "payment"


class EmploymentKind(StrEnum):
    """Whether a person's work at the school is the main one."""

    MAIN = "main"
    PART_TIME = "part-time"


class Track(StrEnum):
    """Whom the mentoring is for."""

    STUDENTS = "students"
    TEACHERS = "teachers"


class Audience(StrEnum):
    """Which tracks an act or a term belongs to."""

    STUDENTS = "students"
    TEACHERS = "teachers"
    BOTH = "both"


class Requirement(StrEnum):
    """What a pair of a role model has to satisfy."""

    MENTOR_HIGHER_CLASS = "mentor-higher-class"
    MENTEE_YOUNG_SPECIALIST = "mentee-young-specialist"
    SAME_SUBJECT = "same-subject"


class Mode(StrEnum):
    """How mentor and mentee meet."""

    IN_PERSON = "in-person"
    REMOTE = "remote"
    MIXED = "mixed"


class Direction(StrEnum):
    """An area of a mentor's work."""

    STUDY = "study"
    ADDITIONAL = "additional"
    PROJECT = "project"
    CAREER = "career"
    VOLUNTEER = "volunteer"


class RoadmapLayout(StrEnum):
    """Which set of columns a road map is printed with."""

    RESULTS = "results"
    STAGES = "stages"
    CONTENTS = "contents"


class Variety(StrEnum):
    """How the work of a pair is arranged (вид наставничества)."""

    TRADITIONAL = "traditional"
    GROUP = "group"
    REMOTE = "remote"
    REVERSE = "reverse"
    SITUATIONAL = "situational"
    SPEED = "speed"
    SHORT_TERM = "short-term"


class AnnexPlace(StrEnum):
    """Where annexes to an order are printed; `bound` binds documents of their own to it, too."""

    INSIDE = "inside"
    APART = "apart"
    BOUND = "bound"


class PairOrders(StrEnum):
    """By how many orders the pairs are fixed."""

    TOGETHER = "together"
    PER_PAIR = "per-pair"


class PairStatus(StrEnum):
    """Whether a pair works."""

    ACTIVE = "active"
    COMPLETED = "completed"
    TERMINATED = "terminated"


class AwardKind(StrEnum):
    """What is handed over, and to whom."""

    CERTIFICATE = "certificate"
    CERTIFICATE_PAIR = "certificate-pair"
    THANKS_MENTOR = "thanks-mentor"
    THANKS_PARENTS = "thanks-parents"
    THANKS_ENTERPRISE = "thanks-enterprise"


class DocumentStatus(StrEnum):
    """Whether a document is signed."""

    DRAFT = "draft"
    SIGNED = "signed"


class StampKind(StrEnum):
    """What a stamp at the head of a document says."""

    ACCEPTED = "accepted"
    CONSIDERED = "considered"
    APPROVED_BODY = "approved-body"
    AGREED = "agreed"
    OPINION = "opinion"
    APPROVED = "approved"
    APPROVED_BY_ORDER = "approved-by-order"
    ANNEX = "annex"


class ActLevel(StrEnum):
    """Who passed an act."""

    FEDERAL = "federal"
    REGIONAL = "regional"
    MUNICIPAL = "municipal"
    LOCAL = "local"


class ActTopic(StrEnum):
    """What an act is about, where texts have to choose it among others."""

    PAY = "pay"
    MENTORING = "mentoring"


class ActStatus(StrEnum):
    """Whether an act is in force."""

    IN_FORCE = "in-force"
    RECOMMENDATION = "recommendation"
    LAPSED = "lapsed"
    REPLACED = "replaced"
    UNCONFIRMED = "unconfirmed"


class Confidence(StrEnum):
    """How well the requisites of an act are checked."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Level(StrEnum):
    """Where an indicator is counted."""

    SCHOOL = "school"
    MUNICIPALITY = "municipality"
    REGION = "region"


class Participant(StrEnum):
    """A part that somebody plays in the programme."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    CURATOR = "curator"
    PARENT = "parent"


class Phase(StrEnum):
    """When a survey is held."""

    SELECTION = "selection"
    BEFORE = "before"
    AFTER = "after"
    ONCE = "once"


class QuestionKind(StrEnum):
    """How a question is answered."""

    OPEN = "open"
    CLOSED = "closed"
    SCALE = "scale"


class WordKind(StrEnum):
    """What an expression of the dictionary is."""

    POST = "post"
    ORGANISATION = "organisation"
    UNIT = "unit"
    DOCUMENT = "document"
    LAST_NAME = "last-name"
    FIRST_NAME = "first-name"
    MIDDLE_NAME = "middle-name"
    PHRASE = "phrase"
