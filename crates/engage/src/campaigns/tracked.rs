//! The links of a campaign that are counted, while it is sent: each contact gets short ones of their own.

use std::collections::HashMap;

use subrosa_campaign::Opened;
use subrosa_messaging::Error;
use subrosa_proto::campaign::Campaign;
use subrosa_proto::limits::CAMPAIGN_LINKS;
use subrosa_proto::{CampaignId, ConversationId};
use subrosa_store::Tx;
use subrosa_store::campaign_links::{self, Link};

use crate::Engage;

/// Where short links are, under the server's address.
const PATH: &str = "/l/";
const SECRET: usize = 32;

/// What short links are made of.
pub(super) struct Tracked {
    campaign: CampaignId,
    /// What they begin with.
    before: String,
    links: HashMap<String, (u8, Vec<u8>)>,
}

impl Tracked {
    /// Those that were written down when the campaign began; none where the server's address is not known.
    pub(super) async fn of(tx: &mut Tx<'_>, campaign: CampaignId, origin: Option<&str>) -> Result<Self, Error> {
        let links = match origin {
            Some(_) => campaign_links::list(tx, campaign).await?,
            None => Vec::new(),
        };
        let of = |link: Link| Some((link.url, (u8::try_from(link.number).ok()?, link.secret)));
        Ok(Self {
            campaign,
            before: format!("{}{PATH}", origin.unwrap_or_default()),
            links: links.into_iter().filter_map(of).collect(),
        })
    }

    /// The short link of a contact in place of one.
    pub(super) fn short(&self, contact: ConversationId, link: &str) -> Option<String> {
        let (number, secret) = self.links.get(link)?;
        let opened = Opened { campaign: self.campaign, contact, number: *number };
        Some(format!("{}{}", self.before, opened.signed(secret)?))
    }
}

/// What is written down of a campaign's links when it begins.
pub(super) fn links_of(engage: &Engage, campaign: &Campaign) -> Vec<Link> {
    let Some(origin) = engage.messaging.origin().filter(|_| campaign.track_links) else { return Vec::new() };
    let secrets = engage.messaging.random::<{ SECRET * CAMPAIGN_LINKS }>();
    let urls = subrosa_campaign::links(&campaign.variants, Some(origin));
    let numbered = (1..).zip(urls.into_iter().zip(secrets.chunks_exact(SECRET)));
    numbered.map(|(number, (url, secret))| Link { number, url, secret: secret.to_vec() }).collect()
}
