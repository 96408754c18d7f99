//! Lead somebody who opened a short link of a campaign to where it leads, and count them.

use std::net::IpAddr;

use subrosa_campaign::{Unsure, destination};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_store::{campaign_answers, campaign_links};

use crate::Engage;

/// Whoever opens a link so soon after it was sent is a program that looks at what comes in.
const TOO_SOON_SECONDS: i64 = 1;

impl Engage {
    /// Where a short link leads: to what its campaign said when it began, and nowhere else. The first time that a person opens it counts.
    ///
    /// # Errors
    /// `not_found` for what this server has not signed; `too_many_requests`.
    pub async fn open_link(&self, token: &str, address: IpAddr, is_person: bool) -> Result<String, Error> {
        self.messaging.check_links(address)?;
        let not_found = || Error::new(ErrorCode::NotFound);
        let unsure = Unsure::read(token).ok_or_else(not_found)?;
        let says = unsure.says();
        let db = self.messaging.db();
        let found =
            db.read(async move |tx| campaign_links::find(tx, says.campaign, u32::from(says.number)).await).await;
        let link = found.map_err(Error::from)?.ok_or_else(not_found)?;
        let opened = unsure.checked(&link.secret).ok_or_else(not_found)?;
        let leads_to = destination(&link.url).ok_or_else(not_found)?;
        if is_person {
            let now = self.messaging.now();
            let times = (now, now.plus_seconds(-TOO_SOON_SECONDS));
            let delivery = ((opened.campaign, link.message), opened.contact);
            let counted =
                db.write(async move |tx| campaign_answers::click(tx, delivery, link.number, times).await).await;
            // Whoever wants to go on goes on, counted or not.
            if let Err(error) = counted {
                tracing::warn!(%error, "that a link was opened could not be counted");
            }
        }
        Ok(leads_to)
    }
}
