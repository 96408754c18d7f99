//! Read the audit log.

use std::collections::{BTreeSet, HashMap};

use subrosa_access::{Actor, ReadAudit, Subject, permit};
use subrosa_messaging::{Error, range};
use subrosa_proto::account::Profile;
use subrosa_proto::audit::{AuditEntry, AuditPage, AuditRequest};
use subrosa_proto::limits::PAGE_AUDIT;
use subrosa_proto::{AccountId, ConversationId, ErrorCode};
use subrosa_store::audit::{self, Entry};
use subrosa_store::{Tx, accounts, conversations};

use crate::Engage;

const DEFAULT_LIMIT: u32 = 50;

impl Engage {
    /// A page of the brand's log, the newest entry first.
    ///
    /// # Errors
    /// `invalid_parameter`, `forbidden`.
    pub async fn audit(&self, actor: &Actor, request: AuditRequest) -> Result<AuditPage, Error> {
        let brand = permit::<ReadAudit>(actor, &Subject::Own)?.account()?;
        let wrong = |field, detail| Error::field(ErrorCode::InvalidParameter, field, detail);
        let limit = range::check("limit", request.limit.unwrap_or(DEFAULT_LIMIT), 1..=PAGE_AUDIT)?;
        if request.member.is_some() && request.conversation.is_some() {
            return Err(wrong("conversation", "not together with `member`"));
        }
        let is_number = |text: &String| text.bytes().all(|byte| byte.is_ascii_digit());
        let before = match &request.after {
            None => i64::MAX,
            Some(after) => {
                let number = Some(after).filter(|after| is_number(after)).and_then(|after| after.parse().ok());
                number.ok_or_else(|| wrong("after", "not a page's next"))?
            }
        };
        self.messaging.db().read(async move |tx| read(tx, brand, &request, before, limit).await).await
    }
}

async fn read(
    tx: &mut Tx<'_>,
    brand: AccountId,
    request: &AuditRequest,
    before: i64,
    limit: u32,
) -> Result<AuditPage, Error> {
    // One more than the page holds, so that it is known whether there is another.
    let mut found = match (request.member, request.conversation) {
        (Some(member), _) => audit::newest_of(tx, (brand, member), before, limit + 1).await?,
        (None, Some(conversation)) => audit::newest_about(tx, (brand, conversation), before, limit + 1).await?,
        (None, None) => audit::newest(tx, brand, before, limit + 1).await?,
    };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_last = found.len() <= limit;
    found.truncate(limit);
    let next = found.last().filter(|_| !is_last).map(|last| last.id.to_string());
    let customers = customers(tx, brand, &found).await?;
    let mut members: HashMap<AccountId, Profile> = HashMap::new();
    for member in found.iter().filter_map(|entry| entry.member).collect::<BTreeSet<_>>() {
        if let Some(found) = accounts::find(tx, member).await? {
            members.insert(member, found.profile);
        }
    }
    let entries = found.into_iter().map(|entry| AuditEntry {
        at: entry.at,
        member: entry.member.and_then(|member| members.get(&member).cloned()),
        deed: entry.deed,
        conversation: entry.conversation,
        customer: entry.conversation.and_then(|conversation| customers.get(&conversation).cloned()),
        about: entry.about,
    });
    Ok(AuditPage { entries: entries.collect(), next })
}

/// The customers of the conversations that entries are about.
async fn customers(
    tx: &mut Tx<'_>,
    brand: AccountId,
    found: &[Entry],
) -> Result<HashMap<ConversationId, Profile>, Error> {
    let mut wanted: Vec<ConversationId> = found.iter().filter_map(|entry| entry.conversation).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let states = conversations::find_many(tx, &wanted).await?;
    let customers = states.into_iter().flatten().filter_map(|state| {
        let customer = state.members.iter().find(|member| member.profile.id != brand)?;
        Some((state.id, customer.profile.clone()))
    });
    Ok(customers.collect())
}
