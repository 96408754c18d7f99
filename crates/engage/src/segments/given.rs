//! Whether a rule that comes from outside can be used.

use subrosa_messaging::Error;
use subrosa_proto::limits::SEGMENT_TEXT_CHARACTERS;
use subrosa_proto::saved_segment::GivenRule;
use subrosa_proto::segment::Rule;
use subrosa_proto::{AccountId, ErrorCode, SegmentId};
use subrosa_segment::{NESTED, check, conditions, parse};
use subrosa_store::{Tx, segments};

/// The rule.
///
/// # Errors
/// `invalid_parameter`, with the place in the rule and what is wrong.
pub(crate) fn rule_of(given: GivenRule) -> Result<Rule, Error> {
    let rule = match (given.rule, given.text) {
        (Some(rule), None) => rule,
        (None, Some(text)) if text.chars().count() <= SEGMENT_TEXT_CHARACTERS => {
            parse(&text).map_err(|wrong| self::wrong(wrong.to_string()))?
        }
        (None, Some(_)) => return Err(wrong(format!("at most {SEGMENT_TEXT_CHARACTERS} characters"))),
        (None, None) | (Some(_), Some(_)) => return Err(wrong("a `rule` or a `text`: one of both")),
    };
    check(&rule).map_err(|problem| wrong(problem.to_string()))?;
    Ok(rule)
}

fn wrong(detail: impl Into<String>) -> Error {
    Error::field(ErrorCode::InvalidParameter, "given", detail)
}

/// The segments that a rule names itself.
pub(super) fn named(rule: &Rule) -> Vec<SegmentId> {
    let named = conditions(rule).into_iter().filter_map(|condition| match condition.rule {
        Rule::Segment(segment) => Some(*segment),
        _ => None,
    });
    named.collect()
}

/// Sees that all segments in a rule are the brand's, that none of them is the one that the rule is of, and that they do not stand too deep in
/// one another.
///
/// # Errors
/// `invalid_parameter` with what is wrong.
pub(crate) async fn check_named(
    tx: &mut Tx<'_>,
    brand: AccountId,
    rule: &Rule,
    own: Option<SegmentId>,
) -> Result<(), Error> {
    let mut at_this_depth = named(rule);
    for _ in 0..NESTED {
        if at_this_depth.is_empty() {
            return Ok(());
        }
        at_this_depth.sort_unstable();
        at_this_depth.dedup();
        let mut deeper = Vec::new();
        for segment in at_this_depth {
            if Some(segment) == own {
                return Err(wrong("a segment can't be in itself"));
            }
            let kept = segments::find(tx, (brand, segment)).await?;
            let kept = kept.ok_or_else(|| wrong(format!("the brand has no segment {segment}")))?;
            deeper.extend(named(&kept.rule));
        }
        at_this_depth = deeper;
    }
    if at_this_depth.is_empty() {
        Ok(())
    } else {
        Err(wrong(format!("segments stand in one another at most {NESTED} deep")))
    }
}
