"""Words of time -> an interval of days, by the annotation guide's section 4: absolute dates, and relative ones by an anchor.

`read_when` is a small grammar over the words of one expression. What it cannot read is None, never a guess. It is one module
because the rules share their vocabulary: months, weekdays, numbers, units.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.knowledge.numbers import SMALL

if TYPE_CHECKING:
    from collections.abc import Callable

Interval = tuple[date | None, date | None]

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1,
    )
    for name in names.split()
}  # fmt: skip
_DAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_NUMBERS = {word: number for number, word in enumerate(SMALL)} | {
    "a": 1, "an": 1, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100,
    "couple": 2, "few": 3, "several": 3, "half-dozen": 6, "dozen": 12,
}  # fmt: skip
_DECADES = {
    word: number
    for number, word in zip(
        range(20, 100, 10),
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"],
        strict=True,
    )
}
_UNITS = {
    "day": "day",
    "night": "day",
    "week": "week",
    "fortnight": "fortnight",
    "month": "month",
    "year": "year",
    "decade": "decade",
    "century": "century",
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[0-9]\d{2}|20\d{2})"
_WEEKDAY = "(?P<weekday>" + "|".join(sorted(_DAYS, key=len, reverse=True)) + r")s?\.?"
_COUNT = r"(?P<count>\d+|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")(?:\s+(?:a|of|or so|dozen))?"
_UNIT = r"(?P<unit>" + "|".join(_UNITS) + r")s?"
_SEASON = "(?P<season>" + "|".join(_SEASONS) + ")"
_PART = r"(?:(?:early|late|mid|the|in|on|at|dawn|noon|midday|midnight|morning|afternoon|evening|night|nightfall|o'clock|before|of|day)[\s,-]+)*"
_DAYTIME = r"(?:[\s,]+(?:at |in the |around |before |by )?(?:early |late )?(?:dawn|noon|midday|midnight|morning|afternoon|evening|night|nightfall))?"


# A time of day: alone it is the publication day's, before a day it adds nothing.
_HOUR = (
    r"(?:(?:shortly |just |soon |early |late )*(?:at|by|before|after|around|about|towards?|in|during|until|the|through)? ?(?:the )?(?:early |late )?"
    r"(?:small hours|early hours|hours|dawn|daybreak|daylight|first light|sunrise|noon|midday|lunchtime|dusk|sunset|nightfall|dark|midnight|mid-?morning|"
    r"morning|afternoon|evening)|(?:(?:at|by|before|around|about|just after) )?(?:\d{1,2}[:.h]\d{2}(?: ?(?:[ap]\.?m\.?|gmt|hours))?|\d{1,2} ?[ap]\.?m\.?)|"
    r"(?:at|by|before|around|about) (?:" + "|".join(SMALL[1:13]) + r")(?: o'clock)?)"
)


class _Setting:
    """The day the words are counted from, and which way."""

    def __init__(self, published: date | None, tense: str, anchor: date | None) -> None:
        self.published = published
        self.future = tense == "future"
        self.anchor = anchor

    @property
    def day(self) -> date:
        """The day of publication; raises _NoAnchor without one."""
        if self.published is None:
            raise _NoAnchorError
        return self.published

    @property
    def other(self) -> date:
        """The day that "later" and "the following" count from."""
        if self.anchor is None:
            raise _NoAnchorError
        return self.anchor


class _NoAnchorError(Exception):
    """Relative words without a day to count from."""


def read_when(
    words: str,
    published: date | None,
    *,
    tense: str = "past",
    before: str = "",
    anchor: date | None = None,
) -> Interval | None:
    """Read an expression of time as (first day, last day), either may be open; None if it is none that can be read.

    `published` anchors "Monday" and "last week"; `anchor` anchors "two days later"; `before` holds the words that stand
    before the expression, whose last may be "since", "until", "by" or "before"; `tense` is "past" or "future".
    """
    text = re.sub(r"\s+", " ", words.strip().strip(",.;:()").lower().replace("\u2019", "'").replace("\u2013", "-"))
    setting = _Setting(published, tense, anchor)
    last = re.search(r"(since|until|till|by|before|after|from)\s*$", before.lower())
    if last and not re.match(r"(?:since|until|till|by|before|after|from|between)\b", text):
        text = f"{last.group(1)} {text}"
    try:
        return _read(text, setting)
    except (ValueError, OverflowError, _NoAnchorError):
        return None


def _read(text: str, setting: _Setting) -> Interval | None:
    if re.fullmatch(_HOUR, text):
        return setting.day, setting.day
    text = re.sub(rf"^{_HOUR} (?:on |of )?(?=\w)", "", text)
    for pattern, rule in _BOUNDS:
        match = re.fullmatch(pattern, text)
        if match:
            return rule(match, setting)
    text = re.sub(
        r"^(?:(?:on|in|at|during|throughout|for|around|about|as early as|as recently as|only|just|back in|over|the night of|the morning of|the day of) )+",
        "",
        text,
    )
    for pattern, rule in _RULES:
        match = re.fullmatch(pattern, text)
        if match:
            found = rule(match, setting)
            if found is not None:
                return found
    return None


# ------------------------------------------------------------------------------------------------- words that bound


def _since(match: re.Match[str], setting: _Setting) -> Interval | None:
    inner = _read(match["rest"], setting)
    return (inner[0], None) if inner else None


def _until(match: re.Match[str], setting: _Setting) -> Interval | None:
    inner = _read(match["rest"], setting)
    return (None, inner[1]) if inner else None


def _before(match: re.Match[str], setting: _Setting) -> Interval | None:
    inner = _read(match["rest"], setting)
    return (None, inner[0] - timedelta(days=1)) if inner and inner[0] else None


def _after(match: re.Match[str], setting: _Setting) -> Interval | None:
    inner = _read(match["rest"], setting)
    return (inner[1], None) if inner else None


def _between(match: re.Match[str], setting: _Setting) -> Interval | None:
    first, second = match["first"], match["second"]
    if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", first):
        first = f"{first} {' '.join(second.split()[1:])}"
    elif re.fullmatch(r"\d{1,2}", second):
        second = f"{first.split()[0]} {second}"
    one, two = _read(first, setting), _read(second, setting)
    if (
        one
        and two
        and one[0]
        and two[0]
        and one[0] > two[0]
        and not re.search(r"\d{4}", first)
        and one[0].year == two[0].year
    ):
        one = (one[0].replace(year=one[0].year - 1), one[1])
    return (one[0], two[1]) if one and two else None


_BOUNDS: tuple[tuple[str, Callable[[re.Match[str], _Setting], Interval | None]], ...] = (
    (r"(?:between|from) (?P<first>.+?) (?:and|to|until|through|till) (?P<second>.+)", _between),
    (r"(?:ever since|since|from|starting|beginning|as of) (?P<rest>.+)", _since),
    (r"(?:until|till|up to|through|by) (?P<rest>.+)", _until),
    (r"(?:before|prior to) (?P<rest>.+)", _before),
    (r"after (?P<rest>.+)", _after),
)

# ------------------------------------------------------------------------------------------------------------ rules


def _span(year: int, month: int = 0, day: int = 0) -> Interval:
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def _full(match: re.Match[str], setting: _Setting) -> Interval:
    groups = match.groupdict()
    month = _MONTHS[groups["month"]]
    day = int(groups.get("day") or 0)
    if groups.get("year"):
        return _span(int(groups["year"]), month, day)
    return _nearest(setting, month, day)


def _nearest(setting: _Setting, month: int, day: int = 0) -> Interval:
    """Give a month or day without a year the nearest year that the tense allows."""
    today = setting.day
    found = [
        _span(year, month, day)
        for year in (today.year - 1, today.year, today.year + 1)
        if not (day == 29 and month == 2 and not calendar.isleap(year))
    ]
    if setting.future:
        return next((item for item in found if item[1] and item[1] >= today), found[-1])
    return next(item for item in reversed(found) if item[0] and item[0] <= today)


def _iso(match: re.Match[str], _setting: _Setting) -> Interval:
    return _span(*(int(part) for part in match.groups() if part))


def _same_month(match: re.Match[str], setting: _Setting) -> Interval:
    month = _MONTHS[match["month"]]
    days = int(match["first"]), int(match["second"])
    if match["year"]:
        return date(int(match["year"]), month, days[0]), date(int(match["year"]), month, days[1])
    start = _nearest(setting, month, days[0])[0]
    return start, start.replace(day=days[1]) if start else None


def _weekday(match: re.Match[str], setting: _Setting) -> Interval:
    wanted, today = _DAYS[match["weekday"]], setting.day
    how = match.groupdict().get("how") or ""
    if "next" in how or "coming" in how or (setting.future and "last" not in how):
        ahead = (wanted - today.weekday()) % 7
        found = today + timedelta(days=ahead + (7 if "next" in how and ahead == 0 else 0))
    else:
        back = (today.weekday() - wanted) % 7
        found = today - timedelta(days=back or (7 if "last" in how or "previous" in how else 0))
    return found, found


def _weekday_last_week(match: re.Match[str], setting: _Setting) -> Interval:
    monday = setting.day - timedelta(days=setting.day.weekday())
    shift = {"last": -7, "this": 0, "next": 7}[match["which"]]
    found = monday + timedelta(days=shift + _DAYS[match["weekday"]])
    return found, found


def _offset(days: int) -> Callable[[re.Match[str], _Setting], Interval]:
    def rule(_match: re.Match[str], setting: _Setting) -> Interval:
        found = setting.day + timedelta(days=days)
        return found, found

    return rule


def _overnight(_match: re.Match[str], setting: _Setting) -> Interval:
    return setting.day - timedelta(days=1), setting.day


def _shift(day: date, unit: str, count: int) -> date:
    """Move a day by a number of units, to the last day of a shorter month where it must."""
    if unit in {"day", "week", "fortnight"}:
        return day + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    months = count * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _whole(day: date, unit: str) -> Interval:
    """Return the week (from Monday), month, year, decade or century that a day lies in."""
    if unit == "day":
        return day, day
    if unit in {"week", "fortnight"}:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        return _span(day.year, day.month)
    if unit == "year":
        return _span(day.year)
    years = 10 if unit == "decade" else 100
    first = day.year - day.year % years
    return date(first, 1, 1), date(first + years - 1, 12, 31)


def _unit(match: re.Match[str]) -> str:
    return _UNITS[match["unit"]]


def _count(match: re.Match[str]) -> int:
    words = match["count"]
    number = int(words) if words.isdigit() else _NUMBERS[words]
    return number * 12 if "dozen" in match.group() and words not in {"dozen", "half-dozen"} else number


def _ago(match: re.Match[str], setting: _Setting) -> Interval:
    unit, count = _unit(match), _count(match)
    found = _shift(setting.day, unit, -count)
    return _whole(found, unit) if unit not in {"day", "week"} or (unit == "week" and count > 4) else (found, found)


def _hence(match: re.Match[str], setting: _Setting) -> Interval:
    found = _shift(setting.day, _unit(match), _count(match))
    return _whole(found, _unit(match)) if _unit(match) not in {"day", "week"} else (found, found)


def _later(match: re.Match[str], setting: _Setting) -> Interval:
    found = _shift(setting.other, _unit(match), _count(match))
    return _whole(found, _unit(match)) if _unit(match) not in {"day", "week"} else (found, found)


def _earlier(match: re.Match[str], setting: _Setting) -> Interval:
    found = _shift(setting.other, _unit(match), -_count(match))
    return _whole(found, _unit(match)) if _unit(match) not in {"day", "week"} else (found, found)


def _next_unit(match: re.Match[str], setting: _Setting) -> Interval:
    return _whole(_shift(setting.other, _unit(match), 1), _unit(match))


def _that_unit(match: re.Match[str], setting: _Setting) -> Interval:
    return _whole(setting.other, _unit(match))


def _before_unit(match: re.Match[str], setting: _Setting) -> Interval:
    return _whole(_shift(setting.other, _unit(match), -1), _unit(match))


def _following_month(match: re.Match[str], setting: _Setting) -> Interval:
    month = _MONTHS[match["month"]]
    year = setting.other.year + (1 if month <= setting.other.month else 0)
    return _span(year, month)


def _that_month(match: re.Match[str], setting: _Setting) -> Interval:
    return _span(setting.other.year, _MONTHS[match["month"]])


def _relative_unit(match: re.Match[str], setting: _Setting) -> Interval:
    unit = _unit(match)
    shift = -1 if match["which"] in {"last", "previous"} else 1 if match["which"] in {"next", "coming"} else 0
    start, end = _whole(_shift(setting.day, unit, shift), unit)
    if not shift and not setting.future and end and end > setting.day:
        end = setting.day  # what happened "this week" happened by the day it was printed
    return start, end


def _earlier_this(match: re.Match[str], setting: _Setting) -> Interval:
    start, _ = _whole(setting.day, _unit(match))
    assert start is not None
    return start, max(start, setting.day - timedelta(days=1))


def _later_this(match: re.Match[str], setting: _Setting) -> Interval:
    return setting.day + timedelta(days=1), _whole(setting.day, _unit(match))[1]


def _past_span(match: re.Match[str], setting: _Setting) -> Interval:
    unit = _unit(match)
    count = _count(match) if match.groupdict().get("count") else 1
    return _shift(setting.day, unit, -count), setting.day


def _recent(match: re.Match[str], setting: _Setting) -> Interval:
    unit = _unit(match)
    return _shift(setting.day, unit, {"day": -7, "week": -4, "month": -4, "year": -4}.get(unit, -2)), setting.day


def _decade(match: re.Match[str], _setting: _Setting) -> Interval:
    words = match["decade"]
    if words in _DECADES:
        start = 1900 + _DECADES[words]
    else:
        digits = re.sub(r"\D", "", words)
        start = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return _thirds(date(start, 1, 1), date(start + 9, 12, 31), match["part"], (start, 3, 4, 3))


def _thirds(start: date, end: date, part: str | None, years: tuple[int, int, int, int]) -> Interval:
    first, early, middle, _ = years
    if not part:
        return start, end
    if part.startswith("early"):
        return start, date(first + early, 12, 31)
    if part.startswith("mid"):
        return date(first + early + 1, 1, 1), date(first + early + middle - 1, 12, 31)
    return date(first + early + middle, 1, 1), end


def _part_of_year(match: re.Match[str], setting: _Setting) -> Interval:
    year = int(match["year"]) if match.groupdict().get("year") else setting.day.year
    months = {
        "early": (1, 4),
        "beginning": (1, 3),
        "start": (1, 3),
        "mid": (5, 8),
        "middle": (5, 8),
        "late": (9, 12),
        "end": (10, 12),
    }[match["part"]]
    return date(year, months[0], 1), _span(year, months[1])[1]


def _part_of_month(match: re.Match[str], setting: _Setting) -> Interval | None:
    start, end = _full(match, setting)
    assert start is not None
    days = {"early": (1, 10), "beginning": (1, 10), "start": (1, 10), "mid": (11, 20), "middle": (11, 20)}.get(
        match["part"]
    )
    return (start.replace(day=days[0]), start.replace(day=days[1])) if days else (start.replace(day=21), end)


def _season(match: re.Match[str], setting: _Setting) -> Interval:
    month = _SEASONS[match["season"]]
    which = match.groupdict().get("which")
    if match.groupdict().get("year"):
        year = int(match["year"])
    else:
        today = setting.day
        year = (
            today.year
            - (month > today.month and not setting.future)
            - (which == "last" and month + 2 >= today.month and month <= today.month)
        )
        year += which == "next" and month <= today.month
    end = date(year + (month == 12), (month + 1) % 12 + 1, 1)
    return date(year, month, 1), _span(end.year, end.month)[1]


_FEASTS = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "old year's night": (12, 31), "christmas eve": (12, 24),
    "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26), "may day": (5, 1), "valentine's day": (2, 14),
    "halloween": (10, 31), "nowruz": (3, 21), "navruz": (3, 21),
}  # fmt: skip
_FROM_EASTER = {
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "easter sunday": 0,
    "easter": 0,
    "easter monday": 1,
}


def _feast(match: re.Match[str], setting: _Setting) -> Interval:
    name, year = match["feast"], int(match["year"] or 0)
    eve = timedelta(days=bool(match["eve"]))
    if name in _FEASTS:
        month, day = _FEASTS[name]
        start = date(year, month, day) if year else _nearest(setting, month, day)[0]
        assert start is not None
        return start - eve, start - eve
    days = [
        _easter(y) + timedelta(days=_FROM_EASTER[name])
        for y in ([year] if year else range(setting.day.year - 1, setting.day.year + 2))
    ]
    if not year:
        ahead, back = [d for d in days if d >= setting.day], [d for d in days if d <= setting.day]
        days = ahead[:1] if setting.future else back[-1:]
    return days[0] - eve, days[0] - eve


def _easter(year: int) -> date:
    """Return Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return date(year, month, day + 1)


_FIRST = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_ORDINALS = {word: number for number, word in enumerate(_FIRST, 1)} | {"thirtieth": 30, "thirty-first": 31}
_ORDINALS |= {f"twenty-{word}": 20 + number for number, word in enumerate(_FIRST[:9], 1)}
_ORDINAL = (
    r"(?:(?P<digits>\d{1,2})(?:st|nd|rd|th)|(?P<ordinal>" + "|".join(sorted(_ORDINALS, key=len, reverse=True)) + "))"
)


def _day_of_month(match: re.Match[str], setting: _Setting) -> Interval | None:
    """Read "the 14th", "the twentieth of October": of a month that is named, else of the nearest that the tense allows."""
    day = int(match["digits"]) if match["digits"] else _ORDINALS[match["ordinal"]]
    groups = match.groupdict()
    if groups.get("month"):
        month = _MONTHS[groups["month"]]
        return _span(int(groups["year"]), month, day) if groups.get("year") else _nearest(setting, month, day)
    first = setting.day.replace(day=1)
    for shift in (0, 1, 2) if setting.future else (0, -1, -2):
        start = _shift(first, "month", shift)
        if day <= calendar.monthrange(start.year, start.month)[1]:
            found = start.replace(day=day)
            if (found >= setting.day) if setting.future else (found <= setting.day):
                return found, found
    return None


def _days_of_month(match: re.Match[str], setting: _Setting) -> Interval | None:
    """Read "the last week of December", "the first days of May 1999"."""
    start, end = _full(match, setting)
    if start is None or end is None:
        return None
    if match["which"] in {"last", "final", "closing", "dying"}:
        return end - timedelta(days=6), end
    number = {"first": 0, "opening": 0, "second": 1, "third": 2, "fourth": 3}[match["which"]]
    return start + timedelta(days=7 * number), start + timedelta(days=7 * number + 6)


def _month_of_other_year(match: re.Match[str], setting: _Setting) -> Interval:
    groups = match.groupdict()
    year = setting.day.year + {"last": -1, "this": 0, "next": 1}[groups["which"]]
    return _span(year, _MONTHS[groups["month"]], int(groups.get("day") or 0))


def _same_day(_match: re.Match[str], setting: _Setting) -> Interval:
    return setting.other, setting.other


def _next_day(_match: re.Match[str], setting: _Setting) -> Interval:
    found = setting.other + timedelta(days=1)
    return found, found


def _ago_today(match: re.Match[str], setting: _Setting) -> Interval:
    found = _shift(setting.day, _unit(match), -_count(match))
    return _whole(found, match["on"].split()[1]) if match["on"] != "today" else (found, found)


def _nth_day(match: re.Match[str], setting: _Setting) -> Interval:
    """Read "a third day", "its fifth week": it began so long ago, and goes on."""
    number = int(match["digits"]) if match["digits"] else _ORDINALS[match["ordinal"]]
    return _shift(setting.day, _unit(match), 1 - number), None


def _following_season(match: re.Match[str], setting: _Setting) -> Interval:
    month = _SEASONS[match["season"]]
    year = setting.other.year + (month <= setting.other.month)
    return date(year, month, 1), _shift(date(year, month, 1), "month", 3) - timedelta(days=1)


def _fraction(match: re.Match[str], setting: _Setting) -> Interval:
    year = int(match["year"]) if match["year"] else setting.day.year
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0, "final": 0}[match["which"]]
    size = 6 if match["size"] == "half" else 3
    number = number or 12 // size
    return date(year, size * (number - 1) + 1, 1), _span(year, size * number)[1]


def _weekend(match: re.Match[str], setting: _Setting) -> Interval:
    today = setting.day
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    if setting.future or match["which"] in {"next", "coming"}:
        saturday = today + timedelta(days=(5 - today.weekday()) % 7)
    return saturday, saturday + timedelta(days=1)


def _year_month_unknown(match: re.Match[str], setting: _Setting) -> Interval:
    year = setting.day.year + {"last": -1, "this": 0, "next": 1}[match["which"]]
    return _span(year, _MONTHS[match["month"]])


def _last_month_name(match: re.Match[str], setting: _Setting) -> Interval:
    month, today = _MONTHS[match["month"]], setting.day
    if match["which"] == "next":
        return _span(today.year + (month <= today.month), month)
    return _span(today.year - (month >= today.month), month) if match["which"] == "last" else _nearest(setting, month)


def _year_range(match: re.Match[str], _setting: _Setting) -> Interval:
    first = int(match["first"])
    second = int(match["second"]) if len(match["second"]) == 4 else first // 100 * 100 + int(match["second"])
    return (date(first, 1, 1), date(second, 12, 31)) if second >= first else (date(first, 1, 1), date(first, 12, 31))


def _century(_match: re.Match[str], _setting: _Setting) -> Interval:
    return date(1999, 1, 1), date(2001, 12, 31)


_RULES: tuple[tuple[str, Callable[[re.Match[str], _Setting], Interval | None]], ...] = (
    (r"(\d{4})-(\d{2})-(\d{2})", _iso),
    (rf"(?:{_WEEKDAY},? )?(?:the )?{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?{_DAYTIME}", _full),
    (rf"(?:{_WEEKDAY},? )?{_MONTH} (?:the )?{_DAY}(?:,? {_YEAR})?{_DAYTIME}", _full),
    (rf"{_MONTH} (?P<first>\d{{1,2}}) ?(?:-|to|and) ?(?P<second>\d{{1,2}})(?:,? {_YEAR})?", _same_month),
    (rf"(?P<first>\d{{1,2}}) ?(?:-|to|and) ?(?P<second>\d{{1,2}}) {_MONTH}(?:,? {_YEAR})?", _same_month),
    (rf"(?:{_WEEKDAY},? )?(?:(?:the )?{_DAY} )?(?:of )?{_MONTH} (?:of )?(?P<which>last|this|next) year", _month_of_other_year),
    (rf"(?:{_WEEKDAY},? )?{_MONTH} (?:the )?{_DAY},? (?P<which>last|this|next) year", _month_of_other_year),
    (rf"{_MONTH} (?P<which>last|next)", _last_month_name),
    (rf"(?:{_WEEKDAY},? )?the {_ORDINAL}(?: of {_MONTH}(?:,? {_YEAR})?)?", _day_of_month),
    (rf"the (?P<which>first|opening|second|third|fourth|last|final|closing|dying) (?:days|week) of {_MONTH}(?:,? (?:of )?{_YEAR})?", _days_of_month),
    (rf"(?:the )?(?P<eve>eve of )?(?P<feast>{'|'.join([*_FEASTS, *_FROM_EASTER])})(?:,? {_YEAR})?", _feast),
    (rf"{_COUNT} {_UNIT} ago (?P<on>today|this week|this month)", _ago_today),
    (r"(?:within|in) (?:hours|minutes|the hour|moments)|(?:some |a few |several )?(?:hours|minutes|moments) (?:later|afterwards?|earlier|before)|(?:the same|that) (?:night|morning|afternoon|evening)", _same_day),
    (r"(?:by )?(?:the (?:next|following) (?:morning|afternoon|evening|night)|the (?:morning|day) after)", _next_day),
    (rf"(?:(?:a|the|its|their|for a) )*{_ORDINAL} (?:straight |consecutive |successive )?(?P<unit>day|night|week)(?: {_WEEKDAY})?", _nth_day),
    (rf"(?:{_MONTH} of )?the (?:following|next) {_SEASON}", _following_season),
    (rf"{_MONTH} of the (?:following|next) year", lambda m, s: _span(s.other.year + 1, _MONTHS[m["month"]])),
    (r"(?:ever )?since|since then|from then on", lambda _m, s: (s.other, None)),
    (rf"the (?:month of )?{_MONTH} (?:of )?{_YEAR}", _full),
    (rf"(?P<which>last|this|next) year's {_MONTH}|{_MONTH.replace('month', 'm2')} of (?P<w2>last|this|next) year", lambda m, s: _year_month_unknown(m, s) if m["month"] else _span(s.day.year + {"last": -1, "this": 0, "next": 1}[m["w2"]], _MONTHS[m["m2"]])),
    (rf"(?:the )?(?P<part>early|late|mid|beginning|start|middle|end)(?:[- ]| of )(?:the )?{_MONTH}(?:,? (?:of )?{_YEAR})?", _part_of_month),
    (rf"{_MONTH}(?:,? (?:of )?{_YEAR})?", _full),
    (rf"(?P<which>last|next|this) {_MONTH}", _last_month_name),
    (rf"(?:the following|the next) {_MONTH}", _following_month),
    (rf"that {_MONTH}", _that_month),
    (_YEAR, lambda m, _s: _span(int(m["year"]))),
    (rf"(?:the year|calendar year|fiscal year|the) {_YEAR}", lambda m, _s: _span(int(m["year"]))),
    (r"(?P<first>1\d{3}|20\d{2}) ?(?:-|to|/) ?(?P<second>\d{4}|\d{2})", _year_range),
    (r"(?P<first>1\d{3}|20\d{2}) and (?P<second>\d{4})", _year_range),
    (rf"(?:the )?(?P<part>early|late|mid|beginning|start|middle|end)(?:[- ]| of | in )(?:the )?(?:year )?{_YEAR}", _part_of_year),
    (r"(?:the )?(?P<part>end|middle|start|beginning) of (?:the|this) year", _part_of_year),
    (r"(?:the )?(?:(?P<part>early|late|mid|middle|end|beginning)(?:[- ]| of )(?:the )?)?(?P<decade>(?:1\d|20)\d0'?s|'?\d0s|" + "|".join(_DECADES) + ")(?: of the (?:20th|last) century)?", _decade),
    (rf"(?:the )?(?:(?P<which>last|this|next) )?(?:early |late |mid-?)?{_SEASON}(?: of|,)? ?(?:{_YEAR})?", _season),
    (rf"(?:the )?(?P<which>first|second|third|fourth|last|final) (?P<size>half|quarter)(?: of (?:{_YEAR}|the year|this year))?", _fraction),
    (rf"{_PART}(?:(?P<how>last|next|this|this past|this coming|the previous|coming|past) )?(?:early |late )?{_WEEKDAY}{_DAYTIME}", _weekday),
    (rf"{_WEEKDAY} (?:of )?(?P<which>last|this|next) week|(?P<w2>last|this|next) week's {_WEEKDAY.replace('weekday', 'd2')}", lambda m, s: _weekday_last_week(m, s) if m["weekday"] else None),
    (r"(?:early |late |later |earlier )?(?:today|this (?:morning|afternoon|evening)|tonight|earlier in the day|now|at (?:dawn|noon|midnight)|this day)", _offset(0)),
    (r"(?:the )?(?:early |late )?(?:yesterday|last night|last evening|yesterday's)(?: (?:morning|afternoon|evening|night))?|the (?:day|night) before publication", _offset(-1)),
    (r"overnight|the night|during the night", _overnight),
    (r"(?:early )?tomorrow(?: (?:morning|afternoon|evening|night))?", _offset(1)),
    (r"(?:the )?day before yesterday", _offset(-2)),
    (r"(?:the )?day after tomorrow", _offset(2)),
    (rf"(?:earlier|previously|already) (?:in the|this) {_UNIT}", _earlier_this),
    (rf"later (?:in the|this) {_UNIT}", _later_this),
    (rf"(?:some|about|around|nearly|almost|more than|over|at least)? ?{_COUNT} {_UNIT} (?:ago|earlier than now)", _ago),
    (rf"(?:within |in )?{_COUNT} {_UNIT} (?:from now|hence|time)", _hence),
    (rf"(?:some |about |just |only )?{_COUNT} {_UNIT} (?:later|after(?:wards?)?)", _later),
    (rf"(?:some |about |just |only )?{_COUNT} {_UNIT} (?:earlier|before|previously)", _earlier),
    (rf"(?:the|that) (?:next|following) {_UNIT}|the {_UNIT.replace('unit', 'u2')} after", lambda m, s: _next_unit(m, s) if m["unit"] else _whole(_shift(s.other, _UNITS[m["u2"]], 1), _UNITS[m["u2"]])),
    (rf"(?:the|that) (?:same|very) {_UNIT}|that {_UNIT.replace('unit', 'u2')}", lambda m, s: _whole(s.other, _UNITS[m["unit"] or m["u2"]])),
    (rf"(?:the )(?:previous|preceding) {_UNIT}|the {_UNIT.replace('unit', 'u2')} before", lambda m, s: _whole(_shift(s.other, _UNITS[m["unit"] or m["u2"]], -1), _UNITS[m["unit"] or m["u2"]])),
    (rf"(?:over |in |during |for )?the (?:last|past|previous) (?:{_COUNT} )?{_UNIT}", _past_span),
    (rf"(?:last|past) {_COUNT} {_UNIT}", _past_span),
    (rf"(?P<which>last|this|next|previous|coming|current) {_UNIT}|the (?P<w2>current|coming) {_UNIT.replace('unit', 'u2')}", lambda m, s: _relative_unit(m, s) if m["unit"] else _whole(_shift(s.day, _UNITS[m["u2"]], int(m["w2"] == "coming")), _UNITS[m["u2"]])),
    (rf"(?:in )?recent {_UNIT}", _recent),
    (r"(?:the |this )?(?:(?P<which>last|next|past|coming) )?weekend", _weekend),
    (r"the turn of the (?:century|millennium)", _century),
    (rf"{_COUNT} (?:consecutive |straight |successive )?{_UNIT}", lambda m, s: _past_span(m, s) if m["count"] not in {"a", "an"} and not s.future else None),
)  # fmt: skip
