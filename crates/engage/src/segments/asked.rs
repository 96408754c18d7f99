//! What is asked of a brand's contacts at one moment.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use subrosa_messaging::Error;
use subrosa_proto::contact::{AttributeKind, AttributeValue};
use subrosa_proto::limits::BRAND_ATTRIBUTES;
use subrosa_proto::saved_segment::SegmentKind;
use subrosa_proto::segment::Rule;
use subrosa_proto::{AccountId, SegmentId, Timestamp};
use subrosa_segment::{Clock, NESTED, conditions};
use subrosa_store::{Tx, attributes, segments};

use super::clock;
use super::given::named;
use crate::attributes::value;

/// The brand, the moment, what its attributes are, and the segments that stand in the rules.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) brand: AccountId,
    pub(super) clock: Clock,
    pub(super) kinds: HashMap<String, AttributeKind>,
    pub(super) segments: BTreeMap<SegmentId, Rule>,
    /// Those of them that are lists, whatever their rule once was.
    pub(super) lists: BTreeSet<SegmentId>,
}

impl Asked {
    /// What some rules ask, now.
    pub(super) async fn by(tx: &mut Tx<'_>, brand: AccountId, rules: &[&Rule], now: Timestamp) -> Result<Self, Error> {
        let known = attributes::list(tx, brand, BRAND_ATTRIBUTES).await?;
        let kinds = known.into_iter().map(|attribute| (attribute.name, attribute.kind)).collect();
        let (mut inside, mut lists) = (BTreeMap::new(), BTreeSet::new());
        let mut at_this_depth: Vec<SegmentId> = rules.iter().flat_map(|rule| named(rule)).collect();
        for _ in 0..NESTED {
            let mut deeper = Vec::new();
            for segment in at_this_depth {
                if inside.contains_key(&segment) {
                    continue;
                }
                let Some(kept) = segments::find(tx, (brand, segment)).await? else { continue };
                if kept.kind == SegmentKind::List {
                    lists.insert(segment);
                } else {
                    deeper.extend(named(&kept.rule));
                    inside.insert(segment, kept.rule);
                }
            }
            at_this_depth = deeper;
        }
        Ok(Self { brand, clock: clock(tx, brand, now).await?, kinds, segments: inside, lists })
    }

    /// What a value of an attribute is that is kept so; nothing for an attribute that the brand has not.
    pub(super) fn read(&self, attribute: &str, kept: &str) -> Option<AttributeValue> {
        value::read(*self.kinds.get(attribute)?, kept)
    }

    /// Whether one of the conditions, of a rule or of a segment that stands in it, is of a kind.
    pub(super) fn has(&self, rule: &Rule, wanted: impl Fn(&Rule) -> bool) -> bool {
        let of = |rule: &Rule| conditions(rule).iter().any(|condition| wanted(condition.rule));
        of(rule) || self.segments.values().any(of)
    }
}
