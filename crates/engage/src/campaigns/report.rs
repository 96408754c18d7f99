//! What a campaign did.

use subrosa_access::{Actor, ReadCampaigns, Subject, permit};
use subrosa_lift::{ENOUGH, Estimate, Group, compare};
use subrosa_messaging::Error;
use subrosa_proto::campaign::{Campaign, CampaignSchedule};
use subrosa_proto::campaign_report::{CampaignEstimate, CampaignFigures, CampaignLift, CampaignLink, CampaignReport};
use subrosa_proto::{CampaignId, Timestamp};
use subrosa_store::campaign_deliveries::{self, Delivery, FIRST_OUTCOME, Outcome};
use subrosa_store::campaign_journeys;
use subrosa_store::campaign_links::{self, Link};

use super::journey::name_of;
use super::on_journey::OnJourney;
use super::over_time::OverTime;
use super::runner::measure::{is_over, measure};
use super::seen;
use crate::Engage;

/// Deliveries that are read at once.
const TOGETHER: u32 = 2_000;
/// With the chance of one less this, all intervals of a report have the truth in them at all times.
const ERROR: f64 = 0.05;
/// What was measured so short a time ago is not measured for a reader.
const FRESH_SECONDS: i64 = 60;
/// So many people at least are foreseen where nobody knows how many there will be.
const ENDLESS: u64 = 1_000;
/// Larger campaigns are measured by whoever sends them, and no reader waits for it.
const SMALL: i64 = 5_000;

/// Sums over the people of one side.
#[derive(Default)]
struct Side {
    figures: CampaignFigures,
    converted: Group,
    revenue: Group,
}

impl Side {
    #[expect(clippy::cast_precision_loss, reason = "amounts of single contacts, far below 2^53")]
    fn add(&mut self, one: &Outcome) {
        let counted = |is_so: bool| u64::from(is_so);
        let figures = &mut self.figures;
        figures.people += 1;
        figures.seen += counted(one.seen_at.is_some());
        figures.clicked += counted(one.clicked_at.is_some());
        figures.replied += counted(one.replied_at.is_some());
        figures.converted += counted(one.converted_at.is_some());
        figures.opted_out += counted(one.opted_out_at.is_some());
        figures.complained += counted(one.complained_at.is_some());
        figures.revenue += one.revenue;
        self.converted.add(if one.converted_at.is_some() { 1.0 } else { 0.0 });
        self.revenue.add(one.revenue as f64);
    }
}

impl Engage {
    /// For each variant and those held out what came of it, and how much more it is than without: with an interval that holds however often one
    /// looks.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn campaign_report(&self, actor: &Actor, campaign: CampaignId) -> Result<CampaignReport, Error> {
        let brand = permit::<ReadCampaigns>(actor, &Subject::Own)?.account()?;
        let (db, now) = (self.messaging.db(), self.messaging.now());
        let mut kept = db.read(async move |tx| seen(tx, brand, campaign).await).await?;
        let is_fresh = kept.measured_at.is_some_and(|at| at.plus_seconds(FRESH_SECONDS) > now);
        if kept.campaign.started_at.is_some() && !is_fresh && kept.campaign.sent <= SMALL {
            measure(self, &kept).await?;
            kept = db.read(async move |tx| seen(tx, brand, campaign).await).await?;
        }
        let mut variants: Vec<Side> = kept.campaign.variants.iter().map(|_| Side::default()).collect();
        let (mut told, mut held_out) = (Side::default(), Side::default());
        let mut over_time = OverTime::new(kept.campaign.goal.days, now);
        let read = db.read(async move |tx| {
            let links = campaign_links::list(tx, campaign).await?;
            let journeys = campaign_journeys::counts(tx, campaign).await?;
            let messages = campaign_journeys::message_counts(tx, campaign).await?;
            Ok::<_, Error>((links, campaign_deliveries::counts(tx, campaign).await?, journeys, messages))
        });
        let (links, counts, journeys, messages) = read.await?;
        let mut journey = OnJourney::new(&kept.campaign, &journeys, &messages);
        let recalled: i64 = counts.iter().filter(|one| one.0 == Delivery::Recalled).map(|one| one.2).sum();
        let recalled = u64::try_from(recalled).unwrap_or(0);
        let mut links: Vec<CampaignLink> = links.into_iter().map(|link| link_of(&kept.campaign, link)).collect();
        let (mut after, ever) = (FIRST_OUTCOME, Timestamp::from_microseconds(i64::MIN));
        let mut add = |one: &Outcome| {
            over_time.add(one);
            // A bit for each, the lowest for the first.
            let mut bits = one.clicked_links;
            for link in &mut links {
                link.people += u64::from(bits & 1 == 1);
                bits >>= 1;
            }
            match usize::try_from(one.variant).unwrap_or(0).checked_sub(1) {
                None => held_out.add(one),
                Some(place) => {
                    told.add(one);
                    variants.iter_mut().skip(place).take(1).for_each(|side| side.add(one));
                }
            }
        };
        let mut person: Option<Outcome> = None;
        loop {
            let read =
                db.read(async move |tx| campaign_deliveries::outcomes_after(tx, campaign, after, ever, TOGETHER).await);
            let found = read.await.map_err(Error::from)?;
            let Some(last) = found.last() else { break };
            after = last.place();
            for one in found {
                if one.message > 0 {
                    journey.add(&one);
                    // Links have numbers of their own in each message, so their bits go together.
                    let of = person.as_mut().filter(|before| before.contact == one.contact);
                    of.into_iter().for_each(|before| before.clicked_links |= one.clicked_links);
                    continue;
                }
                person = Some(match person {
                    Some(before) if before.contact == one.contact => of_both(before, one),
                    before => {
                        before.iter().for_each(&mut add);
                        one
                    }
                });
            }
        }
        person.iter().for_each(&mut add);
        let people = told.figures.people + held_out.figures.people;
        let foreseen = kept.campaign.people;
        // How many there will be is to be said before, or what is seen decides how closely it is looked at.
        let planned = match kept.campaign.schedule {
            CampaignSchedule::When(_) | CampaignSchedule::Every(_) => foreseen.unwrap_or(0).max(ENDLESS),
            _ => foreseen.unwrap_or(people).max(people),
        };
        let lift = |with: &Group, without: &Group| {
            // Those who read at once are not like those held out.
            if recalled > 0 {
                return None;
            }
            let found = compare(with, without, planned, ERROR)?;
            let is_sure = found.is_sure();
            Some(CampaignLift { difference: plain(found.difference), lift: plain(found.lift), is_sure })
        };
        let last = db.read(async move |tx| campaign_deliveries::last_settled(tx, campaign).await).await;
        let is_final = is_over(&kept, last.map_err(Error::from)?, now);
        Ok(CampaignReport {
            state: kept.campaign.state,
            measured_at: kept.measured_at,
            is_final,
            conversion: lift(&told.converted, &held_out.converted),
            revenue: lift(&told.revenue, &held_out.revenue),
            goal: kept.campaign.goal,
            currency: kept.currency,
            variants: variants.into_iter().map(|side| side.figures).collect(),
            held_out: held_out.figures,
            days: over_time.days(),
            links,
            journey: journey.report(),
            recalled,
            enough: ENOUGH,
        })
    }
}

fn link_of(campaign: &Campaign, link: Link) -> CampaignLink {
    let message = name_of(campaign, link.message).map(str::to_owned);
    CampaignLink { url: link.url, message, people: 0 }
}

/// What came of it for one contact who was told twice. Their variant is the same each time.
fn of_both(first: Outcome, second: Outcome) -> Outcome {
    Outcome {
        seen_at: first.seen_at.or(second.seen_at),
        clicked_at: first.clicked_at.or(second.clicked_at),
        replied_at: first.replied_at.or(second.replied_at),
        converted_at: first.converted_at.or(second.converted_at),
        opted_out_at: first.opted_out_at.or(second.opted_out_at),
        complained_at: first.complained_at.or(second.complained_at),
        revenue: first.revenue + second.revenue,
        clicked_links: first.clicked_links | second.clicked_links,
        ..second
    }
}

const fn plain(Estimate { value, low, high }: Estimate) -> CampaignEstimate {
    CampaignEstimate { value, low, high }
}
