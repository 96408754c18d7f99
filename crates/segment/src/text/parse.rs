//! From a text to a rule.

use subrosa_proto::segment::Rule;

use super::words::Words;
use super::{Unreadable, condition};
use crate::check::DEPTH;

/// Reads a rule. Whether it may be kept is for [`crate::check`] to say.
///
/// # Errors
/// The first place that can't be read.
pub fn parse(text: &str) -> Result<Rule, Unreadable> {
    let mut words = Words::of(text)?;
    let rule = either(&mut words, 2 * DEPTH)?;
    if !words.is_over() {
        return Err(words.wrong("`and`, `or`, or the end"));
    }
    Ok(rule)
}

fn either(words: &mut Words, depth: usize) -> Result<Rule, Unreadable> {
    joined(words, "or", Rule::Any, |words| joined(words, "and", Rule::All, |words| negated(words, depth)))
}

fn joined(
    words: &mut Words,
    by: &str,
    join: fn(Vec<Rule>) -> Rule,
    mut part: impl FnMut(&mut Words) -> Result<Rule, Unreadable>,
) -> Result<Rule, Unreadable> {
    let first = part(words)?;
    let mut parts = vec![first];
    while words.has(by) {
        parts.push(part(words)?);
    }
    Ok(if parts.len() == 1 { parts.remove(0) } else { join(parts) })
}

fn negated(words: &mut Words, depth: usize) -> Result<Rule, Unreadable> {
    let Some(deeper) = depth.checked_sub(1) else {
        return Err(words.wrong("a rule that is less deep"));
    };
    if words.has("not") {
        Ok(Rule::Not(Box::new(negated(words, deeper)?)))
    } else if words.has_sign("(") {
        let rule = either(words, deeper)?;
        words.sign(")")?;
        Ok(rule)
    } else {
        condition::read(words)
    }
}
