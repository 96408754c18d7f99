//! Say whether one takes new work now.

use subrosa_access::{Actor, SetAvailability, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::team::Availability;
use subrosa_store::availability;

use crate::Engage;

impl Engage {
    /// Keeps it until it is said otherwise. What the member holds stays theirs.
    ///
    /// # Errors
    /// `forbidden` when the actor answers no customers.
    pub async fn set_availability(&self, actor: &Actor, wanted: Availability) -> Result<(), Error> {
        let permit = permit::<SetAvailability>(actor, &Subject::Own)?;
        let (brand, person) = (permit.account()?, permit.person()?);
        let now = self.messaging.now();
        let db = self.messaging.db();
        let kept = db.write(async move |tx| availability::set_away(tx, brand, person, wanted.away, now).await).await;
        kept.map_err(Error::from)?;
        self.messaging.stir_queue(brand);
        Ok(())
    }
}
