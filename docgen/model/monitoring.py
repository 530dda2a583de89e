"""How the programme goes: indicators, surveys, SWOT."""

from __future__ import annotations

from docgen.model.basics import Day
from docgen.model.kinds import Level, Participant, Phase, QuestionKind
from docgen.records import Frozen


class Variable(Frozen):
    """A letter of a formula and its meaning."""

    symbol: str
    meaning: str
    amount: float | None = None


class Target(Frozen):
    """What an indicator has to reach in a school year."""

    year: str
    amount: float


class Indicator(Frozen):
    """A figure that shows how the programme goes."""

    code: str
    title: str
    goal: str = ""
    act: str | None = None
    unit: str = ""
    level: Level = "school"
    form: str | None = None
    method: str = ""
    formula: str = ""
    variables: tuple[Variable, ...] = ()
    numerator: float | None = None
    denominator: float | None = None
    targets: tuple[Target, ...] = ()
    before: float | None = None
    after: float | None = None


class Question(Frozen):
    """A question of a survey."""

    id: str
    text: str
    kind: QuestionKind
    options: tuple[str, ...] = ()
    low: int = 1
    high: int = 10
    low_label: str = ""
    high_label: str = ""


class Answers(Frozen):
    """What one respondent answered: question id to answer."""

    respondent: str
    replies: dict[str, str]
    date: Day | None = None
    phase: Phase | None = None


class Band(Frozen):
    """What a sum of marks means from a certain one on."""

    least: float
    title: str


class Survey(Frozen):
    """Questions and answers."""

    id: str
    title: str
    form: str | None = None
    role: Participant | None = None
    phase: Phase = "once"
    instruction: str = ""
    questions: tuple[Question, ...] = ()
    bands: tuple[Band, ...] = ()
    answers: tuple[Answers, ...] = ()


class SwotLine(Frozen):
    """A factor and the share of answers that name it."""

    text: str
    percent: float | None = None
    question: str | None = None


class Swot(Frozen):
    """Strengths, weaknesses, opportunities and threats, of the programme or of one form."""

    form: str | None = None
    strengths: tuple[SwotLine, ...] = ()
    weaknesses: tuple[SwotLine, ...] = ()
    opportunities: tuple[SwotLine, ...] = ()
    threats: tuple[SwotLine, ...] = ()
