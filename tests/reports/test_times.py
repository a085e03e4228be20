"""Times of pages: absolute ones, relative ones, and the two at the end of a headline."""

from __future__ import annotations

import time

import pytest

from casus.reports.layout import ago, times

ABSOLUTE = [
    # the clock before the day, the zone after it; not the 20th of July 2023
    ("All News 19:20 July 23, 2019 (KST)", "2019-07-23T19:20:00+09:00"),
    # as the page writes it, what it means
    ("Published October 19, 2024 | 02:50 PM", "2024-10-19T14:50:00"),  # twelve hours, no zone
    ("06-12-2024 17:52 GMT", "2024-12-06T17:52:00+00:00"),  # numbers are day first
    ("12/25/2024", "2024-12-25"),  # unless only month first is a date
    ("Published on: 29/11/2024 - 06:41 (GMT+1)", "2024-11-29T06:41:00+01:00"),
    ("28/02/2020 - 15:05 CET", "2020-02-28T15:05:00+01:00"),
    ("25.7.2017 13:20 (EEST)", "2017-07-25T13:20:00+03:00"),
    ("Friday August 29 2014 | No 48,211", "2014-08-29"),  # an issue's number is no clock
    ("25 July 2025, 09:15 (UTC+7)", "2025-07-25T09:15:00+07:00"),
    ("07 APR 98 18:40 GMT", "1998-04-07T18:40:00+00:00"),  # two digits, the last century
    ("6 Aug 2023 2305 GMT", "2023-08-06T23:05:00+00:00"),  # a clock without its colon
    ("6 Aug 2023 at 9.45pm BST", "2023-08-06T21:45:00+01:00"),
    ("6 Aug 2023, 17:05 Baku time (GMT+4)", "2023-08-06T17:05:00+04:00"),
    ("6 Aug 2023, 17:05 Baku (UTC+04:00)", "2023-08-06T17:05:00+04:00"),  # the zone of a city
    ("April 19, 2012 19:44 IST", "2012-04-19T19:44:00+05:30"),
    ("Date: Apr - 08 - 2025, 11:32 GMT", "2025-04-08T11:32:00+00:00"),
    ("March 14, 2025 5:08 AM ET", "2025-03-14T05:08:00-04:00"),  # summer time by the day
    ("March 8, 2025 5:08 AM ET", "2025-03-08T05:08:00-05:00"),
    ("April 3, 1999 5:08 AM PT", "1999-04-03T05:08:00-08:00"),  # summer time began in April then
    ("31.07.2005  16:05 (Tashkent time, GMT+5)", "2005-07-31T16:05:00+05:00"),
    ("First published 01:12 BST 23 Aug 08. Last updated 09:40 BST 23 Aug 08", "2008-08-23T01:12:00+01:00"),
    ("Published On 7 Oct 20237 Oct 2023", "2023-10-07"),  # run together
    ("9:05 a.m. EST, Jan 5, 2021", "2021-01-05T09:05:00-05:00"),  # the clock stands first
    ("2020-02-28 15:05:00 +01:00", "2020-02-28T15:05:00+01:00"),
    ("2024-10-19T14:50:00Z", "2024-10-19T14:50:00+00:00"),
    ("Nov 20 20194:29 AM ESTUpdated", "2019-11-20T04:29:00-05:00"),  # elements that ran together
    ("2023.08.06 21:12", "2023-08-06T21:12:00"),
    ("06.08.2023 [21:45]", "2023-08-06T21:45:00"),
    ("19th Oct, 2024)", "2024-10-19"),
    ("08-08-2023 | Tuesday | 18:05 CAT", "2023-08-08T18:05:00+02:00"),  # the weekday in between
    ("AP-NY-12-29-98 1714EST", "1998-12-29T17:14:00-05:00"),
]


@pytest.mark.parametrize(("line", "iso"), ABSOLUTE)
def test_absolute(line: str, iso: str) -> None:
    assert [moment.iso for moment in times.moments(line)][:1] == [iso]


MONTH_FIRST = [
    # a header that ends with the body's first paragraph, whether its dates of numbers have the month first
    (["05/10/25 19:52 UTC", "ISLAMABAD, May 10 (Reuters) - A ceasefire took effect."], True),
    (["05/10/25 19:52 UTC", "ISLAMABAD, Oct 5 (Reuters) - A ceasefire took effect."], False),
    (["Saturday 05/10/2025", "A ceasefire took effect."], True),  # the fifth of October was a Sunday
    (["05/10/2025", "Printed 10/22/2025", "A ceasefire took effect."], True),
    (["05/10/2025", "Printed 22/10/2025", "A ceasefire took effect."], False),
    (["05/10/2025 18:05 EDT", "A ceasefire took effect."], True),
    (["05/10/2025", "Updated 05/11/2025", "A ceasefire took effect."], True),  # a day later, not a month
    (["05/10/2025", "Updated 06/10/2025", "A ceasefire took effect."], False),
    (["05/10/2025", "A ceasefire took effect on Saturday."], True),
    (["05.10.2025", "A ceasefire took effect on Saturday."], False),  # dots: the day first
    (["05/10/2025", "A ceasefire took effect."], False),
    (["AP-NY-05-10-98 1714EST", "A ceasefire took effect."], True),
    (["", ""], False),
]


@pytest.mark.parametrize(("header", "month_first"), MONTH_FIRST)
def test_order_of_day_and_month(header: list[str], month_first: bool) -> None:
    assert times.month_first_of(header) == month_first


def test_the_address_of_a_page_settles_its_dates() -> None:
    header = ["05/10/2025", "A ceasefire took effect."]
    assert times.month_first_of(header, (), ["https://example.org/2025/05/10/truce"])
    assert times.moments("05/10/2025", month_first=True)[0].iso == "2025-05-10"


@pytest.mark.parametrize(
    "line", ["1950-53", "31 February 2024", "99/99/9999", "Su-35", "4.1 million", "", "+49 30 0000 0000"]
)
def test_what_is_no_date(line: str) -> None:
    assert times.moments(line) == []


RELATIVE = [
    # the time as written, counted back from 2024-10-19T14:50:00
    ("48 seconds ago", "2024-10-19T14:49:12"),
    ("1 minute ago", "2024-10-19T14:49:00"),
    ("less than a minute ago", "2024-10-19T14:50:00"),
    ("12m", "2024-10-19T14:38:00"),
    ("3 hrs ago", "2024-10-19T11:50:00"),
    ("an hour ago", "2024-10-19T13:50:00"),
    ("half an hour ago", "2024-10-19T14:20:00"),
    ("two hours ago", "2024-10-19T12:50:00"),
    ("1h 20m ago", "2024-10-19T13:30:00"),
    ("just now", "2024-10-19T14:50:00"),
    ("yesterday", "2024-10-18"),  # a day gives a date
    ("2 days ago", "2024-10-17"),
    ("yesterday, 18:30", "2024-10-18T18:30:00"),
    ("13:05", "2024-10-19T13:05:00"),
    ("15:05", None),  # later than the article itself: of which day?
    ("26/11/2023", "2023-11-26"),
    ("6 May", "2024-05-06"),  # the last one that was
    ("Oct 20", "2023-10-20"),
    ("999999 years ago", None),
    ("soon", None),
]


@pytest.mark.parametrize(("written", "iso"), RELATIVE)
def test_relative(written: str, iso: str | None) -> None:
    assert ago.resolve(written, "2024-10-19T14:50:00") == iso


def test_relative_without_enough_to_count_from() -> None:
    assert ago.resolve("3 hrs ago", "2024-10-19") is None  # the hour of publication is not known
    assert ago.resolve("yesterday", "2024-10-19") == "2024-10-18"
    assert ago.resolve("yesterday", None) is None
    assert ago.resolve("3 hrs ago", "2015-03-26T11:37:00+00:00") == "2015-03-26T08:37:00+00:00"  # the offset stays


HEADLINES = [
    # a line, its headline, its time
    ("existential' vote48 seconds ago", "existential' vote", "48 seconds ago"),  # run together
    ("Gold hits record for sixth dayyesterday", "Gold hits record for sixth day", "yesterday"),
    ("PH chess prodigy, 11, draws with grandmaster2h", "PH chess prodigy, 11, draws with grandmaster", "2h"),
    ("Turnout was higher than in 20245 minutes ago", "Turnout was higher than in 2024", "5 minutes ago"),
    ("Oil up (2 hours ago)", "Oil up", "2 hours ago"),
    ("Oil jumps · 3h", "Oil jumps", "3h"),
    ("Deal done – 2 hours ago", "Deal done", "2 hours ago"),
    ("The frigate that came home as scrap 6d", "The frigate that came home as scrap", "6d"),
    ("Crews arrived in Jizan last week", "Crews arrived in Jizan last week", None),  # of the sentence
    ("Britain gives Ukraine $12m", "Britain gives Ukraine $12m", None),  # money
    ("A century ago in Locarno", "A century ago in Locarno", None),
    ("3 hrs ago", "", "3 hrs ago"),
    ("", "", None),
]


@pytest.mark.parametrize(("line", "headline", "when"), HEADLINES)
def test_time_at_the_end_of_a_headline(line: str, headline: str, when: str | None) -> None:
    assert ago.cut_end(line) == (headline, when)


@pytest.mark.parametrize(
    ("line", "truth"),
    [
        ("Doctors suspend strike - 6 May", ("Doctors suspend strike", "6 May")),
        ("What the umbrella is for (Jul 28, 2024)", ("What the umbrella is for", "Jul 28, 2024")),
        ("The men of 6 May", ("The men of 6 May", None)),
        ("Kenya votes (in May)", ("Kenya votes (in May)", None)),
    ],
)
def test_day_at_the_end_of_a_headline(line: str, truth: tuple[str, str | None]) -> None:
    assert ago.cut_day(line) == truth


def test_year_of_the_page_is_lent_to_a_date_without_one() -> None:
    assert times.with_year("Posted Nov 18, 8:19 PM", "2019") == "Posted Nov 18 2019, 8:19 PM"
    assert times.with_year("Nov 18, 2018", "2019") == "Nov 18, 2018"


def test_metadata_that_only_dateparser_knows() -> None:
    assert times.parse("Sat Oct 19 14:50:00 2024") == "2024-10-19T14:50:00"
    assert times.parse("the other day") is None
    assert times.parse("1" * 1000) is None
    assert times.parse(None) is None


@pytest.mark.parametrize("unit", ["1", "12/", "a ", "12:12 ", "Jan ", "+", "(", "5 minutes ", "2024-10-", "· "])
def test_hostile_lines_are_read_at_once(unit: str) -> None:
    line = unit * (5_000_000 // len(unit))
    start = time.process_time()
    times.moments(line)
    ago.cut_end(line)
    ago.cut_start(line)
    assert time.process_time() - start < 1.0
