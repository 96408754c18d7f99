//! Whether a condition holds.

use std::cmp::Ordering;

use super::run::Run;
use crate::flow::{Compare, Comparison, Condition, Literal};
use crate::template::Escape;
use crate::value::Scalar;
use crate::words::fold;

impl Run<'_> {
    pub(super) fn holds(&self, condition: &Condition) -> bool {
        match condition {
            Condition::All(parts) => parts.iter().all(|part| self.holds(part)),
            Condition::Any(parts) => parts.iter().any(|part| self.holds(part)),
            Condition::Not(part) => !self.holds(part),
            Condition::Open(open) => self.facts.open == *open,
            Condition::Compare(compare) => holds(compare, self.read(&compare.value).as_ref()),
        }
    }

    /// The value at a path.
    pub(super) fn read(&self, path: &str) -> Option<Scalar> {
        self.scope(Escape::None).get(path)
    }
}

fn holds(compare: &Compare, value: Option<&Scalar>) -> bool {
    let one = match &compare.to {
        Some(Literal::One(one)) => Some(one),
        Some(Literal::Many(_)) | None => None,
    };
    let ordered =
        |fits: fn(Ordering) -> bool| value.zip(one).and_then(|(value, one)| order(value, one)).is_some_and(fits);
    match compare.is {
        Comparison::Set => value.is_some(),
        Comparison::NotSet => value.is_none(),
        Comparison::Equal => ordered(Ordering::is_eq),
        Comparison::NotEqual => !ordered(Ordering::is_eq),
        Comparison::OneOf => match &compare.to {
            Some(Literal::Many(many)) => {
                many.iter().any(|one| value.and_then(|value| order(value, one)).is_some_and(Ordering::is_eq))
            }
            Some(Literal::One(_)) | None => false,
        },
        Comparison::Contains => {
            value.zip(one).is_some_and(|(value, one)| fold(&value.to_string()).contains(&fold(&one.to_string())))
        }
        Comparison::LessThan => ordered(Ordering::is_lt),
        Comparison::AtMost => ordered(Ordering::is_le),
        Comparison::MoreThan => ordered(Ordering::is_gt),
        Comparison::AtLeast => ordered(Ordering::is_ge),
    }
}

/// The order of two values of one kind. A text that is a number is compared with numbers as one: shops write them either way.
fn order(one: &Scalar, other: &Scalar) -> Option<Ordering> {
    match (one, other) {
        (Scalar::Number(one), Scalar::Number(other)) => Some(one.cmp(other)),
        (Scalar::Text(one), Scalar::Number(other)) => Some(one.trim().parse::<crate::Number>().ok()?.cmp(other)),
        (Scalar::Number(one), Scalar::Text(other)) => Some(one.cmp(&other.trim().parse().ok()?)),
        (Scalar::Text(one), Scalar::Text(other)) => Some(fold(one).cmp(&fold(other))),
        (Scalar::YesNo(one), Scalar::YesNo(other)) => Some(one.cmp(other)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: Option<&Scalar>, is: Comparison, to: Option<Literal>) -> bool {
        holds(&Compare { value: "x".to_owned(), is, to }, value)
    }

    fn number(text: &str) -> Scalar {
        Scalar::Number(text.parse().expect("a number"))
    }

    #[test]
    fn values_compare_by_their_kind() {
        let one = |value: Scalar| Some(Literal::One(value));
        assert!(check(Some(&Scalar::text("Shipped")), Comparison::Equal, one(Scalar::text("SHIPPED"))));
        assert!(check(Some(&Scalar::text("12")), Comparison::AtLeast, one(number("9.5"))));
        assert!(check(Some(&Scalar::text("2026-12-24")), Comparison::LessThan, one(Scalar::text("2027-01-01"))));
        assert!(!check(Some(&Scalar::text("many")), Comparison::MoreThan, one(number("1"))));
        assert!(check(Some(&Scalar::text("on its way")), Comparison::Contains, one(Scalar::text("WAY"))));
        let list = Some(Literal::Many(vec![Scalar::text("new"), Scalar::text("paid")]));
        assert!(check(Some(&Scalar::text("paid")), Comparison::OneOf, list.clone()));
        assert!(!check(Some(&Scalar::text("sent")), Comparison::OneOf, list));
    }

    #[test]
    fn what_is_not_there_is_only_that() {
        let one = Some(Literal::One(number("0")));
        for is in [Comparison::Equal, Comparison::AtMost, Comparison::MoreThan, Comparison::Contains, Comparison::Set] {
            assert!(!check(None, is, one.clone()), "{is:?}");
        }
        assert!(check(None, Comparison::NotSet, None) && check(None, Comparison::NotEqual, one));
    }
}
