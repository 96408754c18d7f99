//! Remove a message template.

use subrosa_access::{Actor, ManageTemplates, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::brand::BrandPart;
use subrosa_store::templates;

use crate::Engage;
use crate::attributes::check_name;

impl Engage {
    /// Removes a template for good. What was sent by it stays, and journals go on naming it.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn remove_template(&self, actor: &Actor, name: String) -> Result<(), Error> {
        let brand = permit::<ManageTemplates>(actor, &Subject::Own)?.account()?;
        check_name("template", &name).map_err(|_| Error::new(ErrorCode::NotFound))?;
        let deed = self.deed(actor, brand, AuditDeed::TemplateRemoved).about(&name);
        self.messaging
            .db()
            .write(async move |tx| {
                if !templates::remove(tx, brand, &name).await? {
                    return Err(Error::new(ErrorCode::NotFound));
                }
                deed.note(tx).await
            })
            .await?;
        self.messaging.brand_changed(brand, BrandPart::Templates);
        Ok(())
    }
}
