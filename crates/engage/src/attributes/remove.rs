//! Remove an attribute and all that is known by it.

use subrosa_access::{Actor, ManageAttributes, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::audit::AuditDeed;
use subrosa_store::{attributes, contact_values};

use super::check_name;
use crate::Engage;

/// Values that one transaction forgets, so that no one waits long for it.
const STEP: u32 = 2_000;

impl Engage {
    /// Removes an attribute for good, first its values, in steps. Broken off, it is there still, and is removed by another call.
    ///
    /// # Errors
    /// `not_found`, `invalid_parameter`, `forbidden`.
    pub async fn remove_attribute(&self, actor: &Actor, name: String) -> Result<(), Error> {
        let brand = permit::<ManageAttributes>(actor, &Subject::Own)?.account()?;
        check_name("attribute", &name)?;
        let deed = self.deed(actor, brand, AuditDeed::AttributeRemoved).about(&name);
        loop {
            let (attribute, deed) = (name.clone(), deed.clone());
            let step = self.messaging.db().write(async move |tx| {
                let removed = contact_values::remove_some(tx, brand, &attribute, STEP).await?;
                if removed >= u64::from(STEP) {
                    return Ok(None);
                }
                let is_removed = attributes::remove(tx, brand, &attribute).await?;
                if is_removed {
                    deed.note(tx).await?;
                }
                Ok::<_, Error>(Some(is_removed))
            });
            match step.await? {
                None => {}
                Some(true) => return Ok(()),
                Some(false) => return Err(Error::new(ErrorCode::NotFound)),
            }
        }
    }
}
