//! Entries as members see them.

use std::collections::HashMap;

use subrosa_proto::AccountId;
use subrosa_proto::account::Profile;
use subrosa_proto::consent::Consent;
use subrosa_store::consents::Entry;
use subrosa_store::{Error, Tx, accounts};

/// The entries, each with who wrote it down.
pub(crate) async fn told(tx: &mut Tx<'_>, entries: Vec<Entry>) -> Result<Vec<Consent>, Error> {
    let mut members: HashMap<AccountId, Profile> = HashMap::new();
    let mut all = Vec::with_capacity(entries.len());
    for entry in entries {
        let recorded_by = match entry.recorded_by {
            None => None,
            Some(member) => {
                if !members.contains_key(&member)
                    && let Some(found) = accounts::find(tx, member).await?
                {
                    members.insert(member, found.profile);
                }
                members.get(&member).cloned()
            }
        };
        all.push(Consent {
            topic: entry.topic,
            channel: entry.channel,
            state: entry.state,
            source: entry.source,
            at: entry.at,
            recorded_at: entry.recorded_at,
            recorded_by,
            text: entry.text,
        });
    }
    Ok(all)
}
