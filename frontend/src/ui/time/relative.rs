//! How long ago something was, in the unit people would choose.

const MINUTE: f64 = 60_000.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// How long ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ago {
    /// Less than a minute; also what a clock that is behind thinks lies ahead.
    Now,
    /// 1 to 59.
    Minutes(u8),
    /// 1 to 23.
    Hours(u8),
    /// 1 to 7.
    Days(u8),
    /// More than seven days: say the day instead.
    Long,
}

impl Ago {
    /// "now", "12 m", "3 h", "2 d".
    pub fn short(self) -> String {
        match self {
            Self::Now => "now".to_owned(),
            Self::Minutes(count) => format!("{count} m"),
            Self::Hours(count) => format!("{count} h"),
            Self::Days(count) => format!("{count} d"),
            Self::Long => String::new(),
        }
    }
}

/// How long before `now` the moment `then` was; both in milliseconds since 1970.
pub fn ago(now: f64, then: f64) -> Ago {
    let passed = now - then;
    if passed < MINUTE {
        Ago::Now
    } else if passed < HOUR {
        Ago::Minutes((passed / MINUTE) as u8)
    } else if passed < DAY {
        Ago::Hours((passed / HOUR) as u8)
    } else if passed < 8.0 * DAY {
        Ago::Days((passed / DAY) as u8)
    } else {
        Ago::Long
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chooses_the_unit() {
        let now = 1_800_000_000_000.0;
        for (passed, expected) in [
            (-5.0 * MINUTE, Ago::Now),
            (59_000.0, Ago::Now),
            (MINUTE, Ago::Minutes(1)),
            (59.9 * MINUTE, Ago::Minutes(59)),
            (HOUR, Ago::Hours(1)),
            (23.9 * HOUR, Ago::Hours(23)),
            (DAY, Ago::Days(1)),
            (7.9 * DAY, Ago::Days(7)),
            (8.0 * DAY, Ago::Long),
        ] {
            assert_eq!(ago(now, now - passed), expected, "{passed} ms");
        }
    }
}
