//! The report of a brand's whole work: its totals, its days, its hours of the week.

use subrosa_access::{Actor, ReadReports, Subject, permit};
use subrosa_desk::figures::Measure;
use subrosa_messaging::Error;
use subrosa_proto::AccountId;
use subrosa_proto::report::{DisputeTotals, Report, ReportDay, ReportRequest, Satisfaction, Totals};
use subrosa_store::report_sums::Quarter;
use subrosa_store::{Tx, jobs, report_sums};

use super::channels::channels;
use super::days::{Asked, Days};
use super::durations::durations;
use super::satisfaction::satisfaction;
use super::week::Hours;
use crate::Engage;

impl Engage {
    /// The totals of some days beside those of as many days before, each day, and when in the week customers write.
    ///
    /// # Errors
    /// `invalid_parameter`, `forbidden`.
    pub async fn report(&self, actor: &Actor, request: ReportRequest) -> Result<Report, Error> {
        let brand = permit::<ReadReports>(actor, &Subject::Own)?.account()?;
        let asked = Asked::of(&request.from, &request.to)?;
        self.messaging.db().read(async move |tx| read(tx, brand, asked).await).await
    }
}

async fn read(tx: &mut Tx<'_>, brand: AccountId, asked: Asked) -> Result<Report, Error> {
    let days = asked.at(tx, brand).await?;
    let (range, before) = (days.range(), days.range_before());
    let mut totals = totals(tx, &days, range).await?;
    let mut totals_before = self::totals(tx, &days, before).await?;
    // Quarters of both, in order.
    let quarters = report_sums::quarters(tx, brand, before.0, range.1).await?;
    let mut each: Vec<ReportDay> = days.dates.iter().map(|date| empty(date)).collect();
    let mut hours = Hours::new();
    for quarter in &quarters {
        let Some(day) = days.day_of(quarter.quarter) else {
            add(&mut totals_before, quarter);
            continue;
        };
        add(&mut totals, quarter);
        let day = &mut each[day];
        day.received += quarter.received;
        day.sent += quarter.sent;
        day.opened += quarter.opened;
        day.reopened += quarter.reopened;
        day.resolved += quarter.resolved;
        hours.add(&days, quarter);
    }
    hours.add_answers(tx, &days).await?;
    let mut backlog = unresolved(tx, &days, range.0).await?;
    totals_before.backlog = backlog;
    for day in &mut each {
        backlog += day.opened + day.reopened - day.resolved;
        day.backlog = backlog;
    }
    totals.backlog = backlog;
    let is_complete = jobs::find(tx, brand.number()).await?.is_none();
    let (from, to) = asked.ends();
    let Hours { received, tickets } = hours;
    let channels = channels(&totals);
    Ok(Report {
        zone: days.name,
        from,
        to,
        is_complete,
        totals,
        before: totals_before,
        days: each,
        hours: received,
        ticket_hours: tickets,
        channels,
    })
}

/// What took its time, from one quarter up to another.
async fn totals(tx: &mut Tx<'_>, days: &Days, range: (i64, i64)) -> Result<Totals, Error> {
    Ok(Totals {
        first_response: durations(&days.sum(tx, Measure::FirstResponse, range).await?),
        next_response: durations(&days.sum(tx, Measure::NextResponse, range).await?),
        resolution: durations(&days.sum(tx, Measure::Resolution, range).await?),
        satisfaction: satisfied(tx, days, range).await?,
        disputes: disputes(tx, days, range).await?,
        ..Totals::default()
    })
}

async fn satisfied(tx: &mut Tx<'_>, days: &Days, range: (i64, i64)) -> Result<Satisfaction, Error> {
    let asked = days.sum(tx, Measure::Asked, range).await?.iter().map(|sum| sum.count).sum();
    let given = days.sum(tx, Measure::Rating, range).await?;
    Ok(satisfaction(asked, given.iter().map(|sum| (sum.bin, sum.count))))
}

async fn disputes(tx: &mut Tx<'_>, days: &Days, range: (i64, i64)) -> Result<DisputeTotals, Error> {
    Ok(DisputeTotals {
        opened: days.sum(tx, Measure::DisputeOpened, range).await?.iter().map(|sum| sum.count).sum(),
        settled: durations(&days.sum(tx, Measure::DisputeSettled, range).await?),
        decided: durations(&days.sum(tx, Measure::DisputeDecided, range).await?),
    })
}

/// Tickets that were not resolved when a quarter began: all that were ever opened or reopened, less all that were resolved.
async fn unresolved(tx: &mut Tx<'_>, days: &Days, quarter: i64) -> Result<i64, Error> {
    let ever = days.sum(tx, Measure::Unresolved, (0, quarter)).await?;
    Ok(ever.iter().map(|sum| sum.count).sum())
}

fn add(totals: &mut Totals, quarter: &Quarter) {
    totals.received += quarter.received;
    totals.sent += quarter.sent;
    totals.opened += quarter.opened;
    totals.reopened += quarter.reopened;
    totals.resolved += quarter.resolved;
}

fn empty(date: &str) -> ReportDay {
    ReportDay { date: date.to_owned(), received: 0, sent: 0, opened: 0, reopened: 0, resolved: 0, backlog: 0 }
}
