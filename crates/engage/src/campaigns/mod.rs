//! Campaigns: written, tried, agreed to, sent and measured.
//!
//! Never: who may get one and when (that is `campaign`'s), a message past messaging's batch, a figure of fewer than say anything.

mod approve;
mod audience;
mod budget;
mod dry_run;
mod export;
mod foresee;
mod get;
mod journey;
mod known;
mod list;
mod moved;
mod on_journey;
mod open_link;
mod over_time;
mod preview;
mod progress;
mod remove;
mod report;
mod runner;
mod save;
mod settings;
mod submit;
mod test;
mod tracked;
mod trigger;
mod vouchers;

pub use export::DeliveryExport;
use subrosa_desk::zone::Zone;
use subrosa_messaging::Error;
use subrosa_proto::campaign::{Campaign, CampaignState};
use subrosa_proto::{AccountId, CampaignId, ErrorCode};
use subrosa_segment::print;
use subrosa_store::campaigns::{self, Kept};
use subrosa_store::{Tx, brand_hours};

/// One of a brand's, held until the transaction ends: whoever moves it comes before or after.
async fn held(tx: &mut Tx<'_>, brand: AccountId, campaign: CampaignId) -> Result<Kept, Error> {
    campaigns::lock(tx, campaign).await?;
    campaigns::find(tx, (brand, campaign)).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))
}

/// One of a brand's, to look at.
async fn seen(tx: &mut Tx<'_>, brand: AccountId, campaign: CampaignId) -> Result<Kept, Error> {
    campaigns::find(tx, (brand, campaign)).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))
}

/// Where a brand is.
async fn zone_of(tx: &mut Tx<'_>, brand: AccountId) -> Result<Zone, Error> {
    let hours = brand_hours::find(tx, brand).await?;
    // What is kept was a zone when it was set.
    Zone::named(&hours.zone).or_else(|| Zone::named("UTC")).ok_or_else(|| Error::new(ErrorCode::Internal))
}

/// As members see it: a rule of its own also as people write it.
fn shown(mut campaign: Campaign) -> Campaign {
    campaign.audience.text = campaign.audience.rule.as_ref().map(print);
    campaign
}

/// What can't be done with a campaign as it stands.
fn refused(state: CampaignState, what: &str) -> Error {
    let stands = match state {
        CampaignState::Draft => "a draft",
        CampaignState::Waiting => "waiting for another member to agree",
        CampaignState::Scheduled => "scheduled",
        CampaignState::Running => "running",
        CampaignState::Paused => "paused",
        CampaignState::Finished => "finished",
        CampaignState::Cancelled => "cancelled",
    };
    Error::field(ErrorCode::InvalidParameter, "move", format!("it is {stands}: {what}"))
}
