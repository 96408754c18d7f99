//! Which form of a word goes with a number, in each language (the cardinal rules of Unicode's CLDR, for whole numbers below a million).

use subrosa_proto::wait::WaitLanguage;

/// The forms of a phrase; `{n}` is the number.
#[derive(Debug)]
pub(super) enum Plural {
    /// One, and any other number.
    Two([&'static str; 2]),
    /// One, two, few, many, any other: Arabic.
    Five([&'static str; 5]),
}

impl Plural {
    pub(super) const fn of(&self, language: WaitLanguage, number: i64) -> &'static str {
        match self {
            Self::Two([one, other]) => {
                let is_one = number == 1 || (matches!(language, WaitLanguage::Fr) && number == 0);
                if is_one { one } else { other }
            }
            Self::Five([one, two, few, many, other]) => match (number, number % 100) {
                (1, _) => one,
                (2, _) => two,
                (_, 3..=10) => few,
                (_, 11..=99) => many,
                _ => other,
            },
        }
    }
}
