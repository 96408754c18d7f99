//! Set what a brand promises its customers.

use subrosa_access::{Actor, ChangeBrand, Subject, permit};
use subrosa_desk::levels::check;
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::level::ServiceLevels;
use subrosa_store::brand_levels;

use crate::Engage;

impl Engage {
    /// Keeps service levels in place of those before. Clocks that run go on as they were promised, unless the policy they are by is
    /// gone; what happens to a ticket from now on goes by the new ones.
    ///
    /// # Errors
    /// `invalid_parameter`, `forbidden`.
    pub async fn set_service_levels(&self, actor: &Actor, levels: ServiceLevels) -> Result<ServiceLevels, Error> {
        let brand = permit::<ChangeBrand>(actor, &Subject::Own)?.account()?;
        let wrong = |why: subrosa_desk::levels::Problem| {
            Error::field(ErrorCode::InvalidParameter, why.field(), why.to_string())
        };
        let levels = check(levels).map_err(wrong)?;
        let deed = self.deed(actor, brand, AuditDeed::LevelsChanged);
        self.messaging
            .db()
            .write(async move |tx| {
                brand_levels::save(tx, brand, &levels).await?;
                deed.note(tx).await?;
                Ok(levels)
            })
            .await
    }
}
