//! The conditions of a rule, and where they stand in it.

use subrosa_proto::segment::Rule;

use crate::text::print;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    #[test]
    fn conditions_stand_where_they_are_joined() {
        let rule = parse("consent a and not (consent b or everyone and not consent c)").expect("a rule");
        let all = conditions(&rule);
        let places: Vec<&str> = all.iter().map(|one| one.place.as_str()).collect();
        assert_eq!(places, ["all.0", "all.1.not.any.0", "all.1.not.any.1.all.1.not"]);
        assert_eq!(all[2].text(), "consent c");
    }
}
