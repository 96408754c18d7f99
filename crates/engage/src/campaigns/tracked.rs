//! The links of a campaign that are counted, while it is sent: each contact gets short ones of their own.

use std::collections::HashMap;

use subrosa_campaign::{Opened, message_links};
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
    /// By the message in which they stand.
    links: HashMap<u32, HashMap<String, (u8, Vec<u8>)>>,
}

impl Tracked {
    /// Those that were written down when the campaign began; none where the server's address is not known.
    pub(super) async fn of(tx: &mut Tx<'_>, campaign: CampaignId, origin: Option<&str>) -> Result<Self, Error> {
        let links = match origin {
            Some(_) => campaign_links::list(tx, campaign).await?,
            None => Vec::new(),
        };
        let mut by_message: HashMap<u32, HashMap<String, (u8, Vec<u8>)>> = HashMap::new();
        for Link { number, url, secret, message } in links {
            let Ok(number) = u8::try_from(number) else { continue };
            by_message.entry(message).or_default().insert(url, (number, secret));
        }
        let before = format!("{}{PATH}", origin.unwrap_or_default());
        Ok(Self { campaign, before, links: by_message })
    }

    /// The short link of a contact in place of one that stands in a message.
    pub(super) fn short(&self, contact: ConversationId, message: u32, link: &str) -> Option<String> {
        let (number, secret) = self.links.get(&message)?.get(link)?;
        let opened = Opened { campaign: self.campaign, contact, number: *number };
        Some(format!("{}{}", self.before, opened.signed(secret)?))
    }
}

/// What is written down of a campaign's links when it begins.
pub(super) fn links_of(engage: &Engage, campaign: &Campaign) -> Vec<Link> {
    let Some(origin) = engage.messaging.origin().filter(|_| campaign.track_links) else { return Vec::new() };
    let secrets = engage.messaging.random::<{ SECRET * CAMPAIGN_LINKS }>();
    let own = subrosa_campaign::links(&campaign.variants, Some(origin)).into_iter().map(|url| (0, url));
    let messages = (1..).zip(campaign.journey.iter().flat_map(|journey| &journey.messages));
    let later = messages
        .flat_map(|(message, said)| message_links(said, Some(origin)).into_iter().map(move |url| (message, url)));
    let numbered = (1..).zip(own.chain(later).zip(secrets.chunks_exact(SECRET)));
    numbered.map(|(number, ((message, url), secret))| Link { number, url, secret: secret.to_vec(), message }).collect()
}
