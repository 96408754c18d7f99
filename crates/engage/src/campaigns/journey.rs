//! The flow of a campaign's journey: read and checked when it is kept, made ready when it runs.

use std::collections::BTreeSet;

use subrosa_flow::{FlowVersion, Program, lint_journey};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::campaign::Campaign;
use subrosa_proto::campaign_journey::CampaignJourney;

use crate::bots::{errors, read};

/// A campaign does not change once it runs, so there is one version of its flow.
const VERSION: u64 = 1;

/// Sees that a journey can run.
///
/// # Errors
/// `flow_invalid` with what is wrong and where.
pub(super) fn check(journey: Option<&CampaignJourney>) -> Result<(), Error> {
    let Some(journey) = journey else { return Ok(()) };
    let invalid = |detail: String| Error::field(ErrorCode::FlowInvalid, "journey", detail);
    let read = read(&journey.flow).map_err(|error| invalid(format!("line {}: {}", error.line, error.what)));
    let (flow, places) = read?;
    errors(&lint_journey(&flow, &places, &names(journey))).map_or(Ok(()), |errors| Err(invalid(errors)))
}

/// A campaign's journey, ready to run; nothing where there is none that can.
pub(super) fn program(campaign: &Campaign) -> Option<Program> {
    let journey = campaign.journey.as_ref()?;
    let (flow, _) = read(&journey.flow).ok()?;
    let version = FlowVersion { flow: campaign.id.to_string(), version: VERSION };
    Program::journey(flow, version, &names(journey)).ok()
}

/// Which message of a journey has a name, from 1.
pub(super) fn message_of(campaign: &Campaign, name: &str) -> Option<u32> {
    let place = campaign.journey.as_ref()?.messages.iter().position(|message| message.name == name)?;
    u32::try_from(place + 1).ok()
}

/// What a message of a journey is called, from 1; nothing for the campaign's own.
pub(super) fn name_of(campaign: &Campaign, message: u32) -> Option<&str> {
    let place = usize::try_from(message).ok()?.checked_sub(1)?;
    campaign.journey.as_ref()?.messages.get(place).map(|message| message.name.as_str())
}

fn names(journey: &CampaignJourney) -> BTreeSet<String> {
    journey.messages.iter().map(|message| message.name.clone()).collect()
}
