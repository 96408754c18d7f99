//! Have no campaign write to many: each is added or refused alone.

use std::collections::HashSet;

use subrosa_access::{Actor, ManageCampaigns, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::SUPPRESSIONS_AT_ONCE;
use subrosa_proto::suppression::{
    AddSuppressions, NewSuppression, SuppressionAdded, SuppressionLine, SuppressionsAdded,
};
use subrosa_proto::{AccountId, SuppressionId, Timestamp};
use subrosa_store::Tx;
use subrosa_store::suppressions::{self, Suppressed};

use super::table::of_table;
use super::whom::{Meant, NOBODY, meant, resolve};
use super::written::{Written, noted};
use super::wrong;
use crate::Engage;

impl Engage {
    /// Adds those of whom it can be said who they are, and says of each what became of it.
    ///
    /// # Errors
    /// `invalid_parameter` where there is nobody, or too many; `forbidden`.
    pub async fn add_suppressions(&self, actor: &Actor, many: AddSuppressions) -> Result<SuppressionsAdded, Error> {
        let permit = permit::<ManageCampaigns>(actor, &Subject::Own)?;
        let (brand, by, now) = (permit.account()?, permit.person()?, self.messaging.now());
        let (field, written) = match many {
            AddSuppressions { entries, csv: None, .. } => ("entries", of_list(entries)),
            AddSuppressions { entries, csv: Some(csv), reason } if entries.is_empty() => {
                ("csv", of_table(&csv, reason))
            }
            AddSuppressions { .. } => return Err(wrong("entries", "`entries` or `csv`: one of these")),
        };
        if written.is_empty() || written.len() > SUPPRESSIONS_AT_ONCE {
            return Err(wrong(field, format!("1 to {SUPPRESSIONS_AT_ONCE} entries")));
        }
        let (engage, deed) = (self.clone(), self.deed(actor, brand, AuditDeed::SuppressionsAdded));
        let done = self.messaging.db().write(async move |tx| {
            let done = add(tx, &engage, (brand, by), &written, now).await?;
            if done.added > 0 {
                deed.clone().about(done.added.to_string()).note(tx).await?;
            }
            Ok::<_, Error>(done)
        });
        done.await
    }
}

fn of_list(entries: Vec<NewSuppression>) -> Vec<Written> {
    let written = entries.into_iter().map(|new| {
        let note = new.note.trim().to_owned();
        let said = meant(&new).map_err(|(field, what)| format!("`{field}`: {what}"));
        said.and_then(|meant| noted(meant, new.reason, note))
    });
    (1..).zip(written).map(|(place, said)| Written { place, said }).collect()
}

async fn add(
    tx: &mut Tx<'_>,
    engage: &Engage,
    (brand, by): (AccountId, AccountId),
    written: &[Written],
    now: Timestamp,
) -> Result<SuppressionsAdded, Error> {
    let all: Vec<Meant> = written.iter().filter_map(|one| Some(one.said.as_ref().ok()?.0.clone())).collect();
    let whom = resolve(tx, brand, &all).await?;
    let found: Vec<_> = whom.iter().flatten().cloned().collect();
    let mut before = suppressions::of(tx, brand, &found).await?.into_iter();
    let (mut whom, mut seen) = (whom.into_iter(), HashSet::new());
    let (mut entries, mut lines) = (Vec::new(), Vec::with_capacity(written.len()));
    for Written { place, said } in written {
        let (became, why) = match said {
            Err(why) => (SuppressionAdded::Refused, Some(why.clone())),
            Ok((_, reason, note)) => match whom.next().flatten() {
                None => (SuppressionAdded::Refused, Some(NOBODY.to_owned())),
                Some(whom) => {
                    let is_known = before.next().flatten().is_some_and(|one| one.added_by.is_some());
                    if is_known || !seen.insert(whom.clone()) {
                        (SuppressionAdded::Known, None)
                    } else {
                        let (id, note) = (SuppressionId::new(engage.messaging.next_id()), note.clone());
                        let (reason, added_by) = (*reason, Some(by));
                        entries.push(Suppressed { id, whom, reason, note, added_at: now, added_by });
                        (SuppressionAdded::Added, None)
                    }
                }
            },
        };
        lines.push(SuppressionLine { place: *place, became, why });
    }
    suppressions::insert_many(tx, brand, &entries).await?;
    let count = |wanted| lines.iter().filter(|line| line.became == wanted).count() as u64;
    Ok(SuppressionsAdded {
        added: count(SuppressionAdded::Added),
        known: count(SuppressionAdded::Known),
        refused: count(SuppressionAdded::Refused),
        lines,
    })
}
