//! What each member did.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use subrosa_access::{Actor, ReadReports, Subject, permit};
use subrosa_desk::figures::Measure;
use subrosa_messaging::Error;
use subrosa_proto::account::Profile;
use subrosa_proto::limits::BRAND_MEMBERS;
use subrosa_proto::report::{MemberFigures, MemberReport, ReportRequest};
use subrosa_proto::right::Right;
use subrosa_proto::ticket::TicketStatus;
use subrosa_proto::{AccountId, ErrorCode, Timestamp};
use subrosa_store::report_sums::Summed;
use subrosa_store::{Tx, accounts, brand_members, tickets};

use super::days::Asked;
use super::durations::mean;
use super::satisfaction::satisfaction;
use crate::Engage;

/// Beyond this many held tickets it does not matter how many they are.
const MOST: u32 = 10_000;

impl Engage {
    /// What each member did in some days. An agent sees what they did themselves.
    ///
    /// # Errors
    /// `invalid_parameter`, `forbidden`.
    pub async fn member_report(&self, actor: &Actor, request: ReportRequest) -> Result<MemberReport, Error> {
        let permit = permit::<ReadReports>(actor, &Subject::Own)?;
        let brand = permit.account()?;
        let alone = if !permit.held()?.rights().has(Right::ReadMembersReports) { Some(permit.person()?) } else { None };
        let asked = Asked::of(&request.from, &request.to)?;
        self.messaging.db().read(async move |tx| read(tx, brand, asked, alone).await).await
    }
}

/// Where in them a measure is added up: how often, and how long in all.
type Place = fn(&mut Sums) -> &mut (i64, i64);

/// The sums of one member.
#[derive(Default)]
struct Sums {
    sent: (i64, i64),
    first: (i64, i64),
    next: (i64, i64),
    resolved: (i64, i64),
    asked: (i64, i64),
    /// The scores that customers gave, and how often each.
    given: Vec<(i64, i64)>,
}

async fn read(
    tx: &mut Tx<'_>,
    brand: AccountId,
    asked: Asked,
    alone: Option<AccountId>,
) -> Result<MemberReport, Error> {
    let days = asked.at(tx, brand).await?;
    let range = days.range();
    let mut profiles: BTreeMap<AccountId, Profile> = BTreeMap::new();
    for member in brand_members::list(tx, brand, Timestamp::from_microseconds(0), BRAND_MEMBERS).await? {
        // Who only reads does nothing that is counted here.
        if !member.invited && member.role.answers() {
            profiles.insert(member.account.id, member.account);
        }
    }
    let mut sums: BTreeMap<AccountId, Sums> = profiles.keys().map(|id| (*id, Sums::default())).collect();
    let measures: [(Measure, Place); 5] = [
        (Measure::MemberSent, |sums| &mut sums.sent),
        (Measure::MemberFirstResponse, |sums| &mut sums.first),
        (Measure::MemberNextResponse, |sums| &mut sums.next),
        (Measure::MemberResolution, |sums| &mut sums.resolved),
        (Measure::Asked, |sums| &mut sums.asked),
    ];
    for (measure, of) in measures {
        for sum in days.sum(tx, measure, range).await? {
            // What is of nobody is in the totals alone.
            let Some(member) = member_of(&sum)? else { continue };
            let kept = of(sums.entry(member).or_default());
            *kept = (kept.0 + sum.count, kept.1 + sum.total);
        }
    }
    for sum in days.sum(tx, Measure::Rating, range).await? {
        let Some(member) = member_of(&sum)? else { continue };
        sums.entry(member).or_default().given.push((sum.bin, sum.count));
    }
    let mut members = Vec::new();
    for (id, sums) in sums.into_iter().filter(|(id, _)| alone.is_none_or(|alone| alone == *id)) {
        let profile = match profiles.remove(&id) {
            Some(profile) => profile,
            // Whoever left did what they did.
            None => accounts::find(tx, id).await?.ok_or_else(|| Error::new(ErrorCode::Internal))?.profile,
        };
        members.push(MemberFigures {
            account: profile,
            open: tickets::count_of(tx, brand, Some(id), TicketStatus::Open, MOST).await?,
            sent: sums.sent.0,
            first_responses: sums.first.0,
            first_response: mean(sums.first.0, sums.first.1),
            next_responses: sums.next.0,
            next_response: mean(sums.next.0, sums.next.1),
            resolved: sums.resolved.0,
            resolution: mean(sums.resolved.0, sums.resolved.1),
            satisfaction: satisfaction(sums.asked.0, sums.given),
        });
    }
    members.sort_by_key(|one| (Reverse(one.sent), one.account.handle.clone()));
    Ok(MemberReport { members })
}

fn member_of(sum: &Summed) -> Result<Option<AccountId>, Error> {
    if sum.subject.is_empty() {
        return Ok(None);
    }
    sum.subject.parse().map(|number| Some(AccountId::new(number))).map_err(|_| Error::new(ErrorCode::Internal))
}
