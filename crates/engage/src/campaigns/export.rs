//! A campaign's report as CSV: a line for each variant, or for each contact whom it was for.

use subrosa_access::{Actor, ReadCampaigns, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::campaign::Campaign;
use subrosa_proto::campaign_report::{CampaignFigures, SkipReason};
use subrosa_proto::right::Right;
use subrosa_proto::{CampaignId, ErrorCode, Timestamp};
use subrosa_sheet::{Table, number, text};
use subrosa_store::campaign_deliveries::{Delivery, FIRST_OUTCOME, Key, OutcomePlace};
use subrosa_store::campaign_lines::{self, Line};
use subrosa_store::campaign_links::{self, Link};
use subrosa_store::{conversations, vouchers};

use super::journey::name_of;
use super::seen;
use crate::{Csv, Engage};

/// Deliveries of one page.
const PAGE: u32 = 500;

/// Deliveries that are being taken out. Each page is read by itself: what changes meanwhile is in it or not.
pub struct DeliveryExport {
    engage: Engage,
    campaign: Campaign,
    currency: String,
    /// Those that are counted.
    links: Vec<Link>,
    /// Behind whom the next page begins; nothing at the end.
    after: Option<OutcomePlace>,
    is_begun: bool,
}

impl Engage {
    /// The figures of the report.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn export_campaign_report(&self, actor: &Actor, campaign: CampaignId) -> Result<Csv, Error> {
        let report = self.campaign_report(actor, campaign).await?;
        self.note_export(actor, campaign).await?;
        let mut table = Table::new(&[
            "variant",
            "people",
            "seen",
            "clicked",
            "replied",
            "converted",
            "opted_out",
            "complained",
            "revenue",
            "currency",
        ]);
        let currency = report.currency.unwrap_or_default();
        let mut row = |variant: String, figures: &CampaignFigures| {
            let CampaignFigures { people, seen, clicked, replied, converted, opted_out, complained, revenue } =
                *figures;
            let counts = [people, seen, clicked, replied, converted, opted_out, complained];
            let counts = counts.map(|count| number(i64::try_from(count).unwrap_or(i64::MAX)));
            table.row([variant].into_iter().chain(counts).chain([number(revenue), text(&currency)]));
        };
        for (place, figures) in (1_i64..).zip(&report.variants) {
            row(number(place), figures);
        }
        row(text("held_out"), &report.held_out);
        Ok(Csv { name: format!("{campaign}-variants.csv"), text: table.text() })
    }

    /// Begins with the first page of what became of it for each contact.
    ///
    /// # Errors
    /// `not_found`; `forbidden`, also for members who may not see contacts.
    pub async fn export_campaign_deliveries(
        &self,
        actor: &Actor,
        campaign: CampaignId,
    ) -> Result<DeliveryExport, Error> {
        let permit = permit::<ReadCampaigns>(actor, &Subject::Own)?;
        let brand = permit.account()?;
        if !permit.held()?.rights().has(Right::ReadContacts) {
            let detail = "what became of single contacts is for members who may see them";
            return Err(Error::detailed(ErrorCode::Forbidden, detail));
        }
        let read = self.messaging.db().read(async move |tx| {
            let kept = seen(tx, brand, campaign).await?;
            Ok::<_, Error>((kept, campaign_links::list(tx, campaign).await?))
        });
        let (kept, links) = read.await?;
        self.note_export(actor, campaign).await?;
        let (engage, currency, after) = (self.clone(), kept.currency.unwrap_or_default(), Some(FIRST_OUTCOME));
        Ok(DeliveryExport { engage, campaign: kept.campaign, currency, links, after, is_begun: false })
    }

    async fn note_export(&self, actor: &Actor, campaign: CampaignId) -> Result<(), Error> {
        let brand = permit::<ReadCampaigns>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::CampaignReportExported);
        let noted = self.messaging.db().write(async move |tx| {
            let kept = seen(tx, brand, campaign).await?;
            deed.clone().about(&kept.campaign.name).note(tx).await
        });
        noted.await
    }
}

impl DeliveryExport {
    /// What to call the file.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}-deliveries.csv", self.campaign.id)
    }

    /// The next lines of it; nothing behind the last.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn next(&mut self) -> Result<Option<String>, Error> {
        let Some(after) = self.after else { return Ok(None) };
        let mut table = if self.is_begun {
            Table::default()
        } else {
            Table::new(&[
                "contact",
                "handle",
                "name",
                "occurrence",
                "message",
                "variant",
                "state",
                "reason",
                "planned_for",
                "settled_at",
                "seen_at",
                "clicked_at",
                "replied_at",
                "converted_at",
                "opted_out_at",
                "complained_at",
                "clicked_links",
                "revenue",
                "currency",
                "voucher",
            ])
        };
        self.is_begun = true;
        let campaign = self.campaign.id;
        let read = self.engage.messaging.db().read(async move |tx| {
            let lines = campaign_lines::after(tx, campaign, after, PAGE).await?;
            let contacts: Vec<_> = lines.iter().map(|line| line.contact).collect();
            let states = conversations::find_many(tx, &contacts).await?;
            let of = |line: &Line| Key { campaign, contact: line.contact, occurrence: line.occurrence };
            let codes = vouchers::of_deliveries(tx, &lines.iter().map(of).collect::<Vec<_>>()).await?;
            Ok::<_, Error>((lines, states, codes))
        });
        let (lines, states, codes) = read.await?;
        let is_last = lines.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
        self.after = lines.last().filter(|_| !is_last).map(Line::place);
        for ((line, state), code) in lines.iter().zip(states).zip(codes) {
            let profiles = state.into_iter().flat_map(|state| state.members).map(|member| member.profile);
            let profile = profiles.into_iter().find(|profile| profile.id == line.account);
            let (handle, name) = profile.map(|one| (one.handle, one.display_name)).unwrap_or_default();
            // From 1, as progress has it.
            let occurrence = number(line.occurrence.saturating_add(1));
            let message = name_of(&self.campaign, line.message).map_or_else(String::new, text);
            let about = [text(&line.contact.to_string()), text(&handle), text(&name), occurrence, message];
            let code = code.map_or_else(String::new, |code| text(&code));
            table.row(about.into_iter().chain(self.cells(line)).chain([code]));
        }
        Ok(Some(table.text()))
    }

    fn cells(&self, line: &Line) -> impl Iterator<Item = String> + use<> {
        let variant = if line.variant == 0 { text("held_out") } else { number(i64::from(line.variant)) };
        let state = match line.state {
            Delivery::Planned => "planned",
            Delivery::HeldOut => "held_out",
            Delivery::Sent => "sent",
            Delivery::Skipped => "skipped",
            Delivery::Recalled => "recalled",
            Delivery::Failed => "failed",
        };
        let reason = line.reason.map_or_else(String::new, |reason| text(reason_of(reason)));
        let moments = [
            Some(line.planned_for),
            line.settled_at,
            line.seen_at,
            line.clicked_at,
            line.replied_at,
            line.converted_at,
            line.opted_out_at,
            line.complained_at,
        ];
        let moments = moments.map(|at| at.map_or_else(String::new, moment));
        let rest = [self.clicked(line), number(line.revenue), text(&self.currency)];
        [variant, text(state), reason].into_iter().chain(moments).chain(rest)
    }

    /// Which links they opened, with spaces between.
    fn clicked(&self, line: &Line) -> String {
        // A bit for each, the lowest for the first.
        let is_open = |link: &Link| {
            let bits = link.number.checked_sub(1).and_then(|place| line.clicked_links.checked_shr(place));
            bits.is_some_and(|bits| bits & 1 == 1)
        };
        let urls: Vec<&str> = self.links.iter().filter(|link| is_open(link)).map(|link| link.url.as_str()).collect();
        if urls.is_empty() { String::new() } else { text(&urls.join(" ")) }
    }
}

/// As the API calls it.
const fn reason_of(reason: SkipReason) -> &'static str {
    match reason {
        SkipReason::NoConsent => "no_consent",
        SkipReason::CustomerGone => "customer_gone",
        SkipReason::Capped => "capped",
        SkipReason::Budget => "budget",
        SkipReason::TicketOpen => "ticket_open",
        SkipReason::LiveConversation => "live_conversation",
        SkipReason::NoValue => "no_value",
        SkipReason::SamePerson => "same_person",
        SkipReason::Unsendable => "unsendable",
        SkipReason::LeftAudience => "left_audience",
        SkipReason::GoalReached => "goal_reached",
        SkipReason::Suppressed => "suppressed",
    }
}

fn moment(at: Timestamp) -> String {
    jiff::Timestamp::from_microsecond(at.microseconds()).map_or_else(|_| String::new(), |at| at.to_string())
}
