"""Working days, as far as the law fixes them: days off that are moved in a year are not known."""

from __future__ import annotations

from datetime import timedelta

from docgen.model import Day
from docgen.rules.situation import Numbers

_A_DAY = timedelta(days=1)


def works(date: Day, numbers: Numbers) -> bool:
    """Whether a day is neither one of the `weekdays` off nor one of the `holidays`."""
    return (
        date.isoweekday() not in numbers["weekdays"] and f"{date:%m-%d}" not in numbers["holidays"]
    )


def working_days_until(last: Day, notice: Day, numbers: Numbers) -> int:
    """Return how many working days there are after a day, up to the last one and with it.

    A term in days begins on the day after that on which it was announced (ст. 14 ТК РФ).
    """
    after = (notice + _A_DAY * count for count in range(1, (last - notice).days + 1))
    return sum(works(each, numbers) for each in after)
