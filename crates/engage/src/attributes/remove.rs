//! Remove an attribute and all that is known by it.

use subrosa_access::{Actor, ManageAttributes, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
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
        check_name(&name)?;
        loop {
            let attribute = name.clone();
            let step = self.messaging.db().write(async move |tx| {
                let removed = contact_values::remove_some(tx, brand, &attribute, STEP).await?;
                if removed >= u64::from(STEP) {
                    return Ok(None);
                }
                attributes::remove(tx, brand, &attribute).await.map(Some)
            });
            match step.await.map_err(|error: subrosa_store::Error| Error::from(error))? {
                None => {}
                Some(true) => return Ok(()),
                Some(false) => return Err(Error::new(ErrorCode::NotFound)),
            }
        }
    }
}
