//! Set when a brand's pending tickets are resolved by themselves.

use subrosa_access::{Actor, ChangeBrand, Subject, permit};
use subrosa_messaging::{Error, range};
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::brand::BrandPart;
use subrosa_proto::closing::ClosingSettings;
use subrosa_proto::limits::{CLOSING_CHARACTERS, CLOSING_DAYS};
use subrosa_proto::text;
use subrosa_store::brand_closing;

use crate::Engage;

impl Engage {
    /// Keeps it in place of what was set before. Where it is switched on, or the days change, all days are counted from now: nothing is
    /// closed at once because of what nobody knew then. Other words leave the days as they are.
    ///
    /// # Errors
    /// `text_invalid`, `invalid_parameter`, `forbidden`.
    pub async fn set_closing(&self, actor: &Actor, settings: ClosingSettings) -> Result<ClosingSettings, Error> {
        let brand = permit::<ChangeBrand>(actor, &Subject::Own)?.account()?;
        range::check("days", settings.days, 1..=CLOSING_DAYS)?;
        if !settings.message.is_empty() {
            text::check_message(&settings.message, CLOSING_CHARACTERS).map_err(|why| Error::text("message", why))?;
        }
        let deed = self.deed(actor, brand, AuditDeed::ClosingChanged);
        let now = self.messaging.now();
        let kept = self
            .messaging
            .db()
            .write(async move |tx| {
                let (before, since) = brand_closing::find(tx, brand).await?;
                let since = since.filter(|_| before.days == settings.days).unwrap_or(now);
                brand_closing::save(tx, brand, &settings, since).await?;
                deed.note(tx).await?;
                Ok::<_, Error>(settings)
            })
            .await?;
        self.messaging.brand_changed(brand, BrandPart::Brand);
        Ok(kept)
    }
}
