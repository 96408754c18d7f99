//! Take a brand's orders or customers out.

use subrosa_access::{Actor, MoveCustomers, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::contact::Attribute;
use subrosa_proto::import::ExportKind;
use subrosa_proto::{AccountId, ConversationId};

use crate::Engage;

/// A table that is being taken out. Each page is read by itself: what changes meanwhile is in it or not.
pub struct Export {
    engage: Engage,
    brand: AccountId,
    kind: ExportKind,
    at: At,
}

/// Where the next page begins.
pub(super) enum At {
    Beginning,
    /// Behind the order of this reference.
    Order(String),
    /// Behind the contact of this conversation, with the attributes that the first line names.
    Contact(ConversationId, Vec<Attribute>),
    End,
}

/// A page, and where the next one begins.
pub(super) type Page = (String, At);

impl Engage {
    /// Begins with the first page.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn export_customers(&self, actor: &Actor, kind: ExportKind) -> Result<Export, Error> {
        let brand = permit::<MoveCustomers>(actor, &Subject::Own)?.account()?;
        let export = Export { engage: self.clone(), brand, kind, at: At::Beginning };
        let deed = self.deed(actor, brand, AuditDeed::FileExported).about(export.name());
        self.messaging.db().write(async move |tx| deed.note(tx).await).await?;
        Ok(export)
    }
}

impl Export {
    /// What to call the file.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self.kind {
            ExportKind::Orders => "orders.csv",
            ExportKind::Contacts => "customers.csv",
        }
    }

    /// The next lines of it; nothing behind the last.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn next(&mut self) -> Result<Option<String>, Error> {
        let at = std::mem::replace(&mut self.at, At::End);
        if matches!(at, At::End) {
            return Ok(None);
        }
        let (text, next) = match self.kind {
            ExportKind::Orders => self.engage.orders_table(self.brand, at).await?,
            ExportKind::Contacts => self.engage.contacts_table(self.brand, at).await?,
        };
        self.at = next;
        Ok(Some(text))
    }
}
