//! Let a system of the brand tell what customers do.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subrosa_access::{Actor, ManageSources, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::BRAND_SOURCES;
use subrosa_proto::source::{FreshSource, SaveSource, Source};
use subrosa_proto::{ErrorCode, SourceId};
use subrosa_store::{accounts, sources};

use super::check;
use crate::Engage;
use crate::tracking::key_hash;

/// What stands before a write key, so that scanners of leaked secrets know it.
const PREFIX: &str = "subrosa_write_";
/// Letters of a key that are kept, to know it again.
const END: usize = 4;

impl Engage {
    /// Makes one. This answer alone shows its write key.
    ///
    /// # Errors
    /// `text_invalid`; `invalid_parameter`, also when the brand has as many as it can; `forbidden`.
    pub async fn create_source(&self, actor: &Actor, request: SaveSource) -> Result<FreshSource, Error> {
        let brand = permit::<ManageSources>(actor, &Subject::Own)?.account()?;
        let (name, currency) = check(request)?;
        let deed = self.deed(actor, brand, AuditDeed::SourceSaved).about(&name);
        let write_key = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(self.messaging.random::<24>()));
        let about = Source {
            id: SourceId::new(self.messaging.next_id()),
            name,
            key_end: write_key[write_key.len() - END..].to_owned(),
            currency,
            created_at: self.messaging.now(),
            taken: 0,
            repeated: 0,
            refused: 0,
            taken_at: None,
            problem: None,
        };
        let (new, hash) = (about.clone(), key_hash(&write_key));
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let known = sources::list(tx, brand, BRAND_SOURCES).await?.len();
                if known >= usize::try_from(BRAND_SOURCES).unwrap_or(usize::MAX) {
                    let detail = format!("a brand has at most {BRAND_SOURCES} sources");
                    return Err(Error::field(ErrorCode::InvalidParameter, "name", detail));
                }
                sources::insert(tx, brand, &new, &hash).await?;
                deed.note(tx).await
            })
            .await?;
        Ok(FreshSource { about, write_key })
    }
}
