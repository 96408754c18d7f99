//! Whom a campaign is for.

use std::sync::Arc;

use subrosa_messaging::Error;
use subrosa_proto::campaign::CampaignAudience;
use subrosa_proto::limits::BRAND_TOPICS;
use subrosa_proto::saved_segment::{GivenRule, SegmentKind};
use subrosa_proto::segment::Rule;
use subrosa_proto::{AccountId, ConversationId, ErrorCode, Timestamp};
use subrosa_store::{Tx, segments, topics};

use crate::Engage;
use crate::segments::{check_named, rule_of};

/// Contacts in rising order.
pub(super) type Everyone = Arc<[ConversationId]>;

/// The audience as it is kept: a segment, or a rule.
///
/// # Errors
/// `invalid_parameter` with what is wrong.
pub(super) fn given(audience: CampaignAudience) -> Result<CampaignAudience, Error> {
    match audience {
        CampaignAudience { segment: Some(segment), rule: None, text: None } => {
            Ok(CampaignAudience { segment: Some(segment), ..CampaignAudience::default() })
        }
        CampaignAudience { segment: None, rule, text } => {
            let rule = rule_of(GivenRule { rule, text }).map_err(of_audience)?;
            Ok(CampaignAudience { rule: Some(rule), ..CampaignAudience::default() })
        }
        CampaignAudience { segment: Some(_), .. } => Err(wrong("a `segment`, a `rule` or a `text`: one of these")),
    }
}

/// Sees that the audience and the topic are the brand's.
///
/// # Errors
/// `invalid_parameter` with the field.
pub(super) async fn check(
    tx: &mut Tx<'_>,
    brand: AccountId,
    audience: &CampaignAudience,
    topic: &str,
) -> Result<(), Error> {
    match (&audience.segment, &audience.rule) {
        (Some(segment), _) => {
            segments::find(tx, (brand, *segment)).await?.ok_or_else(|| wrong("the brand has no such segment"))?;
        }
        (None, Some(rule)) => check_named(tx, brand, rule, None).await.map_err(of_audience)?,
        (None, None) => return Err(wrong("a `segment`, a `rule` or a `text`")),
    }
    label(tx, brand, topic).await?.map(drop).ok_or_else(|| {
        let detail = "the brand has no topic of this name that it still asks for";
        Error::field(ErrorCode::InvalidParameter, "topic", detail)
    })
}

/// What people call a topic that the brand still writes about.
pub(super) async fn label(tx: &mut Tx<'_>, brand: AccountId, topic: &str) -> Result<Option<String>, Error> {
    let known = topics::list(tx, brand, BRAND_TOPICS).await?;
    Ok(known.into_iter().find(|one| one.name == topic && !one.is_archived).map(|one| one.label))
}

/// The rule by which a campaign is for somebody; nothing where its segment is gone.
pub(super) async fn rule(
    engage: &Engage,
    brand: AccountId,
    audience: &CampaignAudience,
) -> Result<Option<Rule>, Error> {
    Ok(match (&audience.segment, &audience.rule) {
        (Some(segment), _) => {
            let segment = *segment;
            let read = engage.messaging.db().read(async move |tx| segments::find(tx, (brand, segment)).await).await;
            match read.map_err(Error::from)? {
                // A list has the contacts that it has, whatever rule it was once made by.
                Some(kept) if kept.kind == SegmentKind::List => Some(Rule::Segment(segment)),
                found => found.map(|kept| kept.rule),
            }
        }
        (None, rule) => rule.clone(),
    })
}

/// Everyone whom a campaign is for at a moment, in rising order; nothing where its segment is gone.
pub(super) async fn find(
    engage: &Engage,
    brand: AccountId,
    audience: &CampaignAudience,
    at: Timestamp,
) -> Result<Option<Everyone>, Error> {
    let Some(rule) = rule(engage, brand, audience).await? else { return Ok(None) };
    Ok(Some(engage.everyone_as_of(brand, rule, at).await?))
}

fn wrong(detail: &str) -> Error {
    Error::field(ErrorCode::InvalidParameter, "audience", detail)
}

/// The same error, of the audience's field.
fn of_audience(error: Error) -> Error {
    let problem = error.into_problem();
    Error::field(problem.code, "audience", problem.detail.unwrap_or(problem.title))
}
