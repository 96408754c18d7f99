//! Read what rules did.

use std::collections::HashMap;

use subrosa_access::{Actor, ManageRules, Subject, permit};
use subrosa_messaging::{Error, range};
use subrosa_proto::account::Profile;
use subrosa_proto::limits::PAGE_RULE_RUNS;
use subrosa_proto::rule::{RuleRun, RuleRunPage, RuleRunsRequest};
use subrosa_proto::{AccountId, ConversationId, ErrorCode};
use subrosa_store::rule_runs::{self, Run};
use subrosa_store::{Tx, conversations};

use crate::Engage;

/// For how long the log of rules is kept: 30 days.
pub(super) const KEPT_SECONDS: i64 = 30 * 24 * 60 * 60;
const DEFAULT_LIMIT: u32 = 50;

impl Engage {
    /// A page of what the brand's rules did in the last 30 days, the newest first.
    ///
    /// # Errors
    /// `invalid_parameter`, `forbidden`.
    pub async fn rule_runs(&self, actor: &Actor, request: RuleRunsRequest) -> Result<RuleRunPage, Error> {
        let brand = permit::<ManageRules>(actor, &Subject::Own)?.account()?;
        let limit = range::check("limit", request.limit.unwrap_or(DEFAULT_LIMIT), 1..=PAGE_RULE_RUNS)?;
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let before = match request.after.as_deref() {
            None => i64::MAX,
            Some(after) => Some(after)
                .filter(|after| is_number(after))
                .and_then(|after| after.parse().ok())
                .ok_or_else(|| Error::field(ErrorCode::InvalidParameter, "after", "not a page's next"))?,
        };
        self.messaging.db().read(async move |tx| read(tx, brand, &request, before, limit).await).await
    }
}

async fn read(
    tx: &mut Tx<'_>,
    brand: AccountId,
    request: &RuleRunsRequest,
    before: i64,
    limit: u32,
) -> Result<RuleRunPage, Error> {
    // One more than the page holds, so that it is known whether there is another.
    let mut found = match request.rule {
        None => rule_runs::newest(tx, brand, before, limit + 1).await?,
        Some(rule) => {
            let mut both = rule_runs::newest_of(tx, (brand, rule), true, before, limit + 1).await?;
            both.extend(rule_runs::newest_of(tx, (brand, rule), false, before, limit + 1).await?);
            both.sort_unstable_by_key(|run| std::cmp::Reverse(run.id));
            both
        }
    };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_last = found.len() <= limit;
    found.truncate(limit);
    let next = found.last().filter(|_| !is_last).map(|last| last.id.to_string());
    let customers = customers(tx, brand, found.iter().map(|run| run.conversation)).await?;
    let runs = found.into_iter().map(|run: Run| RuleRun {
        at: run.at,
        rule: run.rule,
        name: run.details.name,
        conversation: run.conversation,
        ticket: run.ticket,
        customer: customers.get(&run.conversation).cloned(),
        undone: run.details.undone,
        deeds: run.details.deeds,
    });
    Ok(RuleRunPage { runs: runs.collect(), next })
}

/// The customers of a brand's conversations.
pub(super) async fn customers(
    tx: &mut Tx<'_>,
    brand: AccountId,
    wanted: impl Iterator<Item = ConversationId>,
) -> Result<HashMap<ConversationId, Profile>, Error> {
    let mut wanted: Vec<ConversationId> = wanted.collect();
    wanted.sort_unstable();
    wanted.dedup();
    let states = conversations::find_many(tx, &wanted).await?;
    let customers = states.into_iter().flatten().filter_map(|state| {
        let customer = state.members.iter().find(|member| member.profile.id != brand)?;
        Some((state.id, customer.profile.clone()))
    });
    Ok(customers.collect())
}
