//! Everyone who is in, once it is known of whom each condition holds: lists of contacts in rising order, joined as the rule joins them.

use std::sync::Arc;

use subrosa_proto::ConversationId;
use subrosa_proto::segment::Rule;

use crate::text::print;

/// Contacts in rising order, each once.
pub type Contacts = Arc<[ConversationId]>;

/// A condition of a rule, and where it stands in it: `all.0.not`.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition<'r> {
    pub place: String,
    pub rule: &'r Rule,
}

impl Condition<'_> {
    /// As people write it.
    #[must_use]
    pub fn text(&self) -> String {
        print(self.rule)
    }
}

/// The conditions of a rule that stand for themselves, in their order; not those that join others.
#[must_use]
pub fn conditions(rule: &Rule) -> Vec<Condition<'_>> {
    let mut found = Vec::new();
    collect(String::new(), rule, &mut found);
    found
}

fn collect<'r>(place: String, rule: &'r Rule, found: &mut Vec<Condition<'r>>) {
    let within = |part: &str| if place.is_empty() { part.to_owned() } else { format!("{place}.{part}") };
    match rule {
        Rule::All(parts) | Rule::Any(parts) => {
            let name = if matches!(rule, Rule::All(_)) { "all" } else { "any" };
            for (index, part) in parts.iter().enumerate() {
                collect(within(&format!("{name}.{index}")), part, found);
            }
        }
        Rule::Not(part) => collect(within("not"), part, found),
        _ => found.push(Condition { place, rule }),
    }
}

/// Everyone of all of whom a rule holds. `of` gives those of whom its conditions do, in the order of [`conditions`].
pub fn combine(rule: &Rule, all: &Contacts, of: &mut impl Iterator<Item = Contacts>) -> Contacts {
    match rule {
        Rule::All(parts) => {
            let mut left = Arc::clone(all);
            for part in parts {
                let other = combine(part, all, of);
                left = both(&left, &other);
            }
            left
        }
        Rule::Any(parts) => {
            let mut found: Contacts = Arc::new([]);
            for part in parts {
                let other = combine(part, all, of);
                found = either(&found, &other);
            }
            found
        }
        Rule::Not(part) => without(all, &combine(part, all, of)),
        _ => both(all, &of.next().unwrap_or_else(|| Arc::new([]))),
    }
}

/// Those who are in both.
#[must_use]
pub fn both(one: &Contacts, other: &Contacts) -> Contacts {
    if Arc::ptr_eq(one, other) {
        return Arc::clone(one);
    }
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let mut found = Vec::with_capacity(short.len());
    // A few among many are looked for one by one.
    if short.len() < long.len() / 32 {
        found.extend(short.iter().filter(|contact| long.binary_search(contact).is_ok()));
        return found.into();
    }
    let mut place = 0;
    for contact in short.iter() {
        while long.get(place).is_some_and(|next| next < contact) {
            place += 1;
        }
        if long.get(place) == Some(contact) {
            found.push(*contact);
        }
    }
    found.into()
}

/// Those who are in one at least.
#[must_use]
pub fn either(one: &Contacts, other: &Contacts) -> Contacts {
    if one.is_empty() {
        return Arc::clone(other);
    }
    let mut found = Vec::with_capacity(one.len() + other.len());
    let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
    while let (Some(next), Some(second)) = (left.peek(), right.peek()) {
        let least = **next.min(second);
        left.next_if(|contact| **contact == least);
        right.next_if(|contact| **contact == least);
        found.push(least);
    }
    found.extend(left.chain(right));
    found.into()
}

/// Those who are in the first alone.
#[must_use]
pub fn without(one: &Contacts, other: &Contacts) -> Contacts {
    let mut found = Vec::with_capacity(one.len());
    let mut others = other.iter().peekable();
    for contact in one.iter() {
        while others.next_if(|other| *other < contact).is_some() {}
        if others.peek() != Some(&contact) {
            found.push(*contact);
        }
    }
    found.into()
}

/// Puts a list in order, each once.
#[must_use]
pub fn sorted(mut contacts: Vec<ConversationId>) -> Contacts {
    contacts.sort_unstable();
    contacts.dedup();
    contacts.into()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::parse;

    fn contacts(numbers: impl IntoIterator<Item = i64>) -> Contacts {
        sorted(numbers.into_iter().map(ConversationId::new).collect())
    }

    fn set(contacts: &Contacts) -> BTreeSet<ConversationId> {
        contacts.iter().copied().collect()
    }

    proptest! {
        #[test]
        fn lists_are_joined_as_sets_are(one in vec(0..200_i64, 0..150), other in vec(0..200_i64, 0..150), few in vec(0..200_i64, 0..3)) {
            let (one, other, few) = (contacts(one), contacts(other), contacts(few));
            for (one, other) in [(&one, &other), (&few, &other), (&one, &few)] {
                let (left, right) = (set(one), set(other));
                prop_assert_eq!(set(&both(one, other)), left.intersection(&right).copied().collect());
                prop_assert_eq!(set(&either(one, other)), left.union(&right).copied().collect());
                prop_assert_eq!(set(&without(one, other)), left.difference(&right).copied().collect());
                prop_assert!(either(one, other).is_sorted_by(|one, next| one < next));
            }
        }
    }

    #[test]
    fn conditions_are_joined_where_they_stand() {
        let rule = parse("consent a and not (consent b or everyone and not consent c)").expect("a rule");
        let all = conditions(&rule);
        let places: Vec<&str> = all.iter().map(|one| one.place.as_str()).collect();
        assert_eq!(places, ["all.0", "all.1.not.any.0", "all.1.not.any.1.all.1.not"]);
        assert_eq!(all[2].text(), "consent c");
        let of = [contacts([1, 2, 3, 4, 99]), contacts([2]), contacts([1, 4])];
        assert_eq!(combine(&rule, &contacts(1..6), &mut of.into_iter()), contacts([1, 4]));
        let nobody = parse("nobody").expect("a rule");
        assert!(combine(&nobody, &contacts(1..6), &mut std::iter::empty()).is_empty());
    }
}
