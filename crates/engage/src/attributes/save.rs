//! Define an attribute, or change one.

use subrosa_access::{Actor, ManageAttributes, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::contact::{Attribute, SaveAttribute, Unfit};
use subrosa_proto::limits::{ATTRIBUTE_LABEL_CHARACTERS, BRAND_ATTRIBUTES};
use subrosa_proto::{ErrorCode, text};
use subrosa_store::{accounts, attributes};

use super::check_name;
use super::fit::fit;
use crate::Engage;

impl Engage {
    /// Keeps an attribute under its name, new or in place of what it was. Of another kind it keeps all of its values: those that fit
    /// are read as that kind, the others are shown as not fitting until someone mends them, or the kind is changed back; or, by choice,
    /// nothing is changed while there are such.
    ///
    /// # Errors
    /// `invalid_parameter` (no name, the brand has as many as it can, or values do not fit and are not to be kept), `text_invalid`, `forbidden`.
    pub async fn save_attribute(&self, actor: &Actor, name: String, save: SaveAttribute) -> Result<Attribute, Error> {
        let brand = permit::<ManageAttributes>(actor, &Subject::Own)?.account()?;
        check_name("attribute", &name)?;
        let label = save.label.trim().to_owned();
        text::check_line(&label, ATTRIBUTE_LABEL_CHARACTERS, false).map_err(|why| Error::text("label", why))?;
        let deed = self.deed(actor, brand, AuditDeed::AttributeSaved).about(&name);
        let attribute = Attribute { name, label, kind: save.kind };
        let unfit = save.unfit;
        let place = self.messaging.next_id();
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let known = attributes::list(tx, brand, BRAND_ATTRIBUTES).await?;
                let is_new = known.iter().all(|other| other.name != attribute.name);
                if is_new && known.len() >= usize::try_from(BRAND_ATTRIBUTES).unwrap_or(usize::MAX) {
                    let detail = format!("a brand has at most {BRAND_ATTRIBUTES} attributes");
                    return Err(Error::field(ErrorCode::InvalidParameter, "attribute", detail));
                }
                let is_of_another = known.iter().any(|one| one.name == attribute.name && one.kind != attribute.kind);
                if is_of_another && unfit == Unfit::Refuse {
                    let fit = fit(tx, brand, &attribute.name, attribute.kind).await?;
                    if fit.unfit > 0 {
                        let detail = format!("{} of {} values do not fit", fit.unfit, fit.values);
                        return Err(Error::field(ErrorCode::InvalidParameter, "kind", detail));
                    }
                }
                attributes::save(tx, brand, &attribute, place).await?;
                deed.note(tx).await?;
                Ok(attribute)
            })
            .await
    }
}
