//! The suppression list as CSV, with the columns by which it is added to.

use subrosa_access::Actor;
use subrosa_messaging::Error;
use subrosa_proto::account::Profile;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::contact::IdentityKind;
use subrosa_proto::suppression::{Suppression, SuppressionReason};
use subrosa_proto::{AccountId, SuppressionId, Timestamp};
use subrosa_sheet::{Table, text};
use subrosa_store::suppressions;

use super::reader;
use super::told::told;
use crate::Engage;

/// Entries of one page.
const PAGE: u32 = 500;

const COLUMNS: [&str; 8] = ["email", "phone", "external_id", "handle", "reason", "note", "added_at", "added_by"];

/// A list that is being taken out. Each page is read by itself: what changes meanwhile is in it or not.
pub struct SuppressionExport {
    engage: Engage,
    brand: AccountId,
    /// Behind whom the next page begins; nothing at the end.
    after: Option<SuppressionId>,
    is_begun: bool,
}

impl Engage {
    /// Begins with the first page.
    ///
    /// # Errors
    /// `forbidden`, also for members who may not see contacts.
    pub async fn export_suppressions(&self, actor: &Actor) -> Result<SuppressionExport, Error> {
        let brand = reader(actor)?;
        let deed = self.deed(actor, brand, AuditDeed::SuppressionsExported);
        self.messaging.db().write(async move |tx| deed.note(tx).await).await?;
        Ok(SuppressionExport { engage: self.clone(), brand, after: Some(SuppressionId::new(0)), is_begun: false })
    }
}

impl SuppressionExport {
    /// The next lines of it; nothing behind the last.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn next(&mut self) -> Result<Option<String>, Error> {
        let Some(after) = self.after else { return Ok(None) };
        let mut table = if self.is_begun { Table::default() } else { Table::new(&COLUMNS) };
        self.is_begun = true;
        let brand = self.brand;
        let read = self.engage.messaging.db().read(async move |tx| {
            let found = suppressions::after(tx, brand, after, PAGE).await?;
            told(tx, brand, found).await
        });
        let entries = read.await.map_err(|error: subrosa_store::Error| Error::from(error))?;
        let is_last = entries.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
        self.after = entries.last().filter(|_| !is_last).map(|last| last.id);
        for entry in &entries {
            table.row(cells(entry));
        }
        Ok(Some(table.text()))
    }
}

fn cells(entry: &Suppression) -> [String; 8] {
    let identity = |kind: IdentityKind| {
        let value = entry.value.as_ref().filter(|_| entry.kind == Some(kind));
        value.map_or_else(String::new, |value| text(value))
    };
    let handle = |profile: &Option<Profile>| profile.as_ref().map_or_else(String::new, |one| text(&one.handle));
    [
        identity(IdentityKind::Email),
        identity(IdentityKind::Phone),
        identity(IdentityKind::ExternalId),
        handle(&entry.customer),
        text(word(entry.reason)),
        text(&entry.note),
        moment(entry.added_at),
        handle(&entry.added_by),
    ]
}

/// As the API calls it.
const fn word(reason: SuppressionReason) -> &'static str {
    match reason {
        SuppressionReason::Asked => "asked",
        SuppressionReason::Complained => "complained",
        SuppressionReason::Legal => "legal",
        SuppressionReason::Other => "other",
    }
}

fn moment(at: Timestamp) -> String {
    jiff::Timestamp::from_microsecond(at.microseconds()).map_or_else(|_| String::new(), |at| at.to_string())
}
