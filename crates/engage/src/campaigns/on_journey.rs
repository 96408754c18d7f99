//! What came of a campaign's journey: of each of its messages, and where those are who set out.

use subrosa_proto::campaign::Campaign;
use subrosa_proto::campaign_journey::{JourneyFigures, JourneyReport};
use subrosa_store::campaign_deliveries::{Delivery, Outcome};
use subrosa_store::campaign_journeys::Stands;

use super::progress::under_way;

/// The figures so far; none of a campaign without a journey.
pub(super) struct OnJourney(Option<JourneyReport>);

impl OnJourney {
    /// With those that can be counted where deliveries stand.
    pub(super) fn new(campaign: &Campaign, stand: &[(Stands, i64)], deliveries: &[(u32, Delivery, i64)]) -> Self {
        let report = campaign.journey.as_ref().map(|journey| {
            let of = |message: u32, wanted: &[Delivery]| {
                let counts = deliveries.iter().filter(|one| one.0 == message && wanted.contains(&one.1));
                u64::try_from(counts.map(|one| one.2).sum::<i64>()).unwrap_or(0)
            };
            let messages = (1..).zip(&journey.messages).map(|(message, said)| JourneyFigures {
                name: said.name.clone(),
                told: of(message, &[Delivery::Sent]),
                seen: 0,
                clicked: 0,
                replied: 0,
                skipped: of(message, &[Delivery::Skipped, Delivery::Failed]),
                recalled: of(message, &[Delivery::Recalled]),
            });
            JourneyReport { progress: under_way(campaign.state, stand), messages: messages.collect() }
        });
        Self(report)
    }

    /// Adds what came of one of its messages for one contact.
    pub(super) fn add(&mut self, one: &Outcome) {
        let place = usize::try_from(one.message).unwrap_or(0).saturating_sub(1);
        let figures = self.0.as_mut().and_then(|report| report.messages.get_mut(place));
        let Some(figures) = figures else { return };
        figures.seen += u64::from(one.seen_at.is_some());
        figures.clicked += u64::from(one.clicked_at.is_some());
        figures.replied += u64::from(one.replied_at.is_some());
    }

    pub(super) fn report(self) -> Option<JourneyReport> {
        self.0
    }
}
