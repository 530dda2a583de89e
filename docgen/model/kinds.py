"""What things can be: the values that the schema lists. They stay the texts that a person typed."""

from __future__ import annotations

from typing import Literal

# What kind of organisation the school is.
SchoolType = Literal["school", "lyceum", "gymnasium", "college", "additional", "boarding"]
# What a collegial body of the school is.
BodyKind = Literal[
    "pedagogical-council",
    "methodical-council",
    "governing-council",
    "student-council",
    "parent-council",
    "trade-union",
    "general-meeting",
    "mentor-council",
]
# The gender that words agree with.
Gender = Literal["m", "f"]
# The grammatical gender of an expression.
WordGender = Literal["m", "f", "n"]
# What a person is to the school.
PersonKind = Literal[
    "student", "teacher", "head", "college-student", "employer", "parent", "alumnus", "other"
]
# What a person has agreed to in writing.
ConsentKind = Literal["participation", "personal-data", "publication", "mentoring", "payment"]
# Whether a person's work at the school is the main one.
EmploymentKind = Literal["main", "part-time"]
# Whom the mentoring is for.
Track = Literal["students", "teachers"]
# Which tracks an act or a term belongs to.
Audience = Literal["students", "teachers", "both"]
# What a pair of a role model has to satisfy.
Requirement = Literal["mentor-higher-class", "mentee-young-specialist", "same-subject"]
# How mentor and mentee meet.
Mode = Literal["in-person", "remote", "mixed"]
# An area of a mentor's work.
Direction = Literal["study", "additional", "project", "career", "volunteer"]
# Which set of columns a road map is printed with.
RoadmapLayout = Literal["results", "stages", "contents"]
# How the work of a pair is arranged (вид наставничества).
Variety = Literal["traditional", "group", "remote", "reverse", "situational", "speed", "short-term"]
# Where annexes to an order are printed; `bound` binds documents of their own to it, too.
AnnexPlace = Literal["inside", "apart", "bound"]
# By how many orders the pairs are fixed.
PairOrders = Literal["together", "per-pair"]
# Whether a pair works.
PairStatus = Literal["active", "completed", "terminated"]
# What is handed over, and to whom.
AwardKind = Literal[
    "certificate", "certificate-pair", "thanks-mentor", "thanks-parents", "thanks-enterprise"
]
# Whether a document is signed.
DocumentStatus = Literal["draft", "signed"]
# What a stamp at the head of a document says.
StampKind = Literal[
    "accepted",
    "considered",
    "approved-body",
    "agreed",
    "opinion",
    "approved",
    "approved-by-order",
    "annex",
]
# Who passed an act.
ActLevel = Literal["federal", "regional", "municipal", "local"]
# What an act is about, where texts have to choose it among others.
ActTopic = Literal["pay", "mentoring"]
# Whether an act is in force.
ActStatus = Literal["in-force", "recommendation", "lapsed", "replaced", "unconfirmed"]
# How well the requisites of an act are checked.
Confidence = Literal["high", "medium", "low"]
# Where an indicator is counted.
Level = Literal["school", "municipality", "region"]
# A part that somebody plays in the programme.
Participant = Literal["mentor", "mentee", "curator", "parent"]
# When a survey is held.
Phase = Literal["selection", "before", "after", "once"]
# How a question is answered.
QuestionKind = Literal["open", "closed", "scale"]
# What an expression of the dictionary is.
WordKind = Literal[
    "post", "organisation", "unit", "document", "last-name", "first-name", "middle-name", "phrase"
]
