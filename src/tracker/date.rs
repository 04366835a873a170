//! [`Date`]: when a document was published, as it says itself; a text in, a stretch of time out.

use std::num::NonZeroU64;

/// A date that may be coarse: the year, the day or the second in which something was published.
///
/// Read are the forms of ISO 8601 that feeds and pages use: `2031`, `2031-05`, `2031-05-02`, and behind
/// the day `T` or a space and a time of day, `08:00`, `08:00:30` or `08:00:30.250`, with `Z` or an offset,
/// `+02:00`, `+0200` or `+02`, behind it. Without an offset it is taken as UTC, and so is a day;
/// fractions of a second are left out. Anything else is no date.
///
/// Dates are ordered by the earliest moment that they may mean, of equally early ones the coarser
/// first. That says little of a day and an hour of it; [`Date::is_before`] says what is sure.
///
/// ```
/// use dixit::tracker::Date;
/// let date = |text| Date::parse(text).unwrap();
/// assert!(date("2031-05-02T01:00+09:00").is_before(date("2031-05-01T20:00Z")));
/// assert!(!date("2031-05-01").is_before(date("2031-05-01T20:00Z")), "it may be later that day");
/// assert!(Date::parse("last week").is_none() && Date::parse("2031-02-29").is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(
    /// In the upper 39 bits the second it begins with, counted from [`BEGINNING`]; below them how many
    /// seconds it has, taken from [`LENGTHS`], so that the numbers are ordered as the dates are.
    NonZeroU64,
);

/// Bits of a length, and the longest: more than a year.
const LENGTH_BITS: u32 = 25;
const LENGTHS: u64 = (1 << LENGTH_BITS) - 1;

/// How many seconds before the year 0 are counted from: no offset reaches over a day.
const BEGINNING: i64 = 2 * DAY;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Date {
    /// The date that a text says; `None` where it cannot be read. White space around it does not count.
    pub fn parse(text: &str) -> Option<Date> {
        let mut left = Left(text.trim().as_bytes());
        let year = left.number(4)?;
        if left.is_empty() {
            return Date::days(first_of(year), first_of(year + 1));
        }
        let month = left.after(b"-")?.number(2).filter(|month| (1..=12).contains(month))?;
        let first = first_of(year) + (1..month).map(|month| days_of(year, month)).sum::<i64>();
        if left.is_empty() {
            return Date::days(first, first + days_of(year, month));
        }
        let day = left.after(b"-")?.number(2).filter(|day| (1..=days_of(year, month)).contains(day))?;
        let day = first + day - 1;
        if left.is_empty() {
            return Date::days(day, day + 1);
        }
        let hour = left.after(b"Tt ")?.number(2).filter(|hour| *hour < 24)?;
        let minute = left.after(b":")?.number(2).filter(|minute| *minute < 60)?;
        let (mut second, mut length) = (0, MINUTE);
        if left.after(b":").is_some() {
            // The sixtieth is a leap second.
            second = left.number(2).filter(|second| *second <= 60)?;
            length = 1;
            if left.after(b".,").is_some() {
                left.digits()?;
            }
        }
        let offset = left.offset()?;
        Date::new(day * DAY + hour * HOUR + minute * MINUTE + second - offset, length)
    }

    /// Whether this date is over before the other one begins.
    pub fn is_before(self, other: Date) -> bool {
        self.start() + (LENGTHS - (self.0.get() & LENGTHS)) <= other.start()
    }

    /// A number that is ordered as the dates are, and less than the largest.
    pub(crate) fn number(self) -> u64 {
        self.0.get()
    }

    fn start(self) -> u64 {
        self.0.get() >> LENGTH_BITS
    }

    fn days(first: i64, end: i64) -> Option<Date> {
        Date::new(first * DAY, (end - first) * DAY)
    }

    fn new(start: i64, length: i64) -> Option<Date> {
        let start = u64::try_from(start + BEGINNING).ok()?;
        let length = LENGTHS.checked_sub(u64::try_from(length).ok()?)?;
        NonZeroU64::new(start << LENGTH_BITS | length).map(Date)
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && year % 100 != 0 || year % 400 == 0
}

fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The first day of a year, counted from that of the year 0, which is a leap year.
fn first_of(year: i64) -> i64 {
    365 * year + (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400
}

/// What is left to read of a date.
struct Left<'t>(&'t [u8]);

impl Left<'_> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is behind one of these bytes, if one is next.
    fn after(&mut self, any_of: &[u8]) -> Option<&mut Self> {
        let (first, behind) = self.0.split_first()?;
        any_of.contains(first).then(|| {
            self.0 = behind;
            self
        })
    }

    /// A number of so many digits.
    fn number(&mut self, digits: usize) -> Option<i64> {
        let (number, behind) = self.0.split_at_checked(digits)?;
        self.0 = behind;
        let digit = |byte: &u8| byte.is_ascii_digit().then_some(i64::from(byte % 16));
        number.iter().try_fold(0, |sum, byte| Some(sum * 10 + digit(byte)?))
    }

    /// Skips digits, one at least.
    fn digits(&mut self) -> Option<()> {
        let digits = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.0 = &self.0[digits..];
        (digits > 0).then_some(())
    }

    /// The offset from UTC that ends a time, in seconds; 0 where there is none.
    fn offset(mut self) -> Option<i64> {
        if self.is_empty() || self.after(b"Zz").is_some() {
            return self.is_empty().then_some(0);
        }
        let east = self.after(b"+").is_some();
        if !east {
            self.after(b"-")?;
        }
        let hours = self.number(2).filter(|hours| *hours < 24)?;
        let colon = self.after(b":").is_some();
        let minutes = if self.is_empty() && !colon { 0 } else { self.number(2).filter(|n| *n < 60)? };
        let offset = hours * HOUR + minutes * MINUTE;
        self.is_empty().then_some(if east { offset } else { -offset })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap_or_else(|| panic!("{text:?} is a date"))
    }

    #[test]
    fn the_same_moment_in_any_zone_and_form_is_the_same_date() {
        for same in [
            &["2031-05-01T20:00Z", "2031-05-02T05:00+09:00", "2031-05-01 16:00-0400", "2031-05-01t20:00"][..],
            &[
                "2031-05-01T20:00:30Z",
                "2031-05-01T20:00:30.999Z",
                "2031-05-01T22:00:30,5+02",
                " 2031-05-01 20:00:30\n",
            ],
            &["2032-02-29T23:30-01:00", "2032-03-01T00:30Z"],
            &["2031-12-31T23:59:60Z", "2032-01-01T00:00:00Z"],
            &["1999-12-31T23:00-02:30", "2000-01-01T01:30+00:00"],
        ] {
            assert!(same.iter().all(|text| date(text) == date(same[0])), "{same:?}");
        }
    }

    #[test]
    fn dates_are_ordered_by_where_they_begin_and_then_the_coarser_first() {
        let texts = [
            "0000-01-01T00:00+23:59",
            "0000",
            "1999-12-31T23:59:59Z",
            "2000",
            "2000-01",
            "2000-01-01",
            "2000-01-01T00:00",
            "2000-01-01T00:00:00",
            "2000-01-01T00:00:01",
            "2000-02-29",
            "2000-03",
            "2031-05-02T01:00+09:00",
            "2031-05-01T20:00Z",
            "2031-05-02",
            "2031-05-02T08:00",
            "9999-12-31T23:59:59-23:59",
        ];
        assert!(texts.map(date).is_sorted_by(|a, b| a < b));
        assert!(date("9999-12-31T23:59:59-23:59").number() < u64::MAX);
    }

    #[test]
    fn what_is_sure_is_told_from_what_may_be() {
        for (before, after) in [
            ("2031-05-01", "2031-05-02"),
            ("2031-05-01T23:59:59", "2031-05-02"),
            ("2031-05-01", "2031-05-02T00:00"),
            ("2031-04", "2031-05-01"),
            ("2031", "2032-01-01T00:00Z"),
            ("2031-05-01T08:00", "2031-05-01T08:01"),
            ("2032-02", "2032-03-01"),
        ] {
            assert!(
                date(before).is_before(date(after)) && !date(after).is_before(date(before)),
                "{before} {after}"
            );
        }
        for (one, other) in [
            ("2031-05-01", "2031-05-01T08:00"),
            ("2031-05", "2031-05-31T23:59:59"),
            ("2032-02", "2032-02-29"),
            ("2031", "2031-12"),
            ("2031-05-01T08:00", "2031-05-01T08:00:59.9"),
            ("2031-05-01", "2031-05-01"),
        ] {
            assert!(!date(one).is_before(date(other)) && !date(other).is_before(date(one)), "{one} {other}");
        }
    }

    #[test]
    fn nonsense_is_no_date() {
        for text in [
            "",
            " ",
            "last week",
            "203",
            "20310",
            "2031-",
            "2031-00",
            "2031-13",
            "2031-5-2",
            "2031-05-00",
            "2031-05-32",
            "2031-04-31",
            "2031-02-29",
            "2100-02-29",
            "2031-05-02T",
            "2031-05-02T8:00",
            "2031-05-02T24:00",
            "2031-05-02T08:60",
            "2031-05-02T08:00:61",
            "2031-05-02T08:00:",
            "2031-05-02T08:00:30.",
            "2031-05-02T08:00+",
            "2031-05-02T08:00+24:00",
            "2031-05-02T08:00+02:",
            "2031-05-02T08:00+02:60",
            "2031-05-02T08:00ZZ",
            "2031-05-02T08",
            "2031/05/02",
            "20310502",
            "-031-05-02",
            "2031-05-02, noon",
            "２０３１-05-02",
            "2031-05-02T08:00:30 Z",
            "+031",
        ] {
            assert!(Date::parse(text).is_none(), "{text:?}");
        }
        assert!(Date::parse("2000-02-29").is_some() && Date::parse("2032-02-29").is_some());
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_strange(text in "\\PC*", near in "[0-9]{4}(-[0-9]{2}){0,2}[Tt ]?[0-9:.,+Zé-]{0,16}") {
            for text in [text, near] {
                if let Some(date) = Date::parse(&text) {
                    assert!(!date.is_before(date), "{text:?}");
                }
            }
        }
    }
}
