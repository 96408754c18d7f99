//! The tickets behind a figure.

use subrosa_access::{Actor, ReadReports, Subject, permit};
use subrosa_messaging::{Error, range};
use subrosa_proto::channel::Channel;
use subrosa_proto::limits::{PAGE_REPORT, POLICY_NAME_CHARACTERS};
use subrosa_proto::report::{Figure, ReportTicket, ReportTickets, ReportTicketsRequest};
use subrosa_proto::right::Right;
use subrosa_proto::{AccountId, ErrorCode, Timestamp};
use subrosa_store::Tx;
use subrosa_store::report_facts::{self, Found};

use super::days::Asked;
use super::week::During;
use crate::Engage;

const DEFAULT_LIMIT: u32 = 30;
/// The last hour of a day.
const LAST_HOUR: u32 = 23;

/// What is asked for, checked.
#[derive(Clone)]
struct Wanted {
    brand: AccountId,
    asked: Asked,
    figure: Figure,
    member: Option<AccountId>,
    /// A label, or the policy of what was kept or breached. Empty: whatever they were.
    label: String,
    during: During,
    behind: Option<(Timestamp, i64)>,
    limit: u32,
}

impl Engage {
    /// Each time that something counted happened, the newest first: as many as the figure says. An agent may ask for what they did
    /// themselves, and for what is not by member.
    ///
    /// # Errors
    /// `invalid_parameter`, `label_invalid`, `forbidden`.
    pub async fn report_tickets(&self, actor: &Actor, request: ReportTicketsRequest) -> Result<ReportTickets, Error> {
        let permit = permit::<ReadReports>(actor, &Subject::Own)?;
        let is_alone = !permit.held()?.rights().has(Right::ReadMembersReports);
        if is_alone && request.member.is_some() && request.member != Some(permit.person()?) {
            return Err(Error::new(ErrorCode::Forbidden));
        }
        let wanted = Wanted::of(permit.account()?, &request)?;
        let limit = usize::try_from(wanted.limit).unwrap_or(usize::MAX);
        let mut found = self.messaging.db().read(async move |tx| wanted.read(tx).await).await?;
        let is_last = found.len() <= limit;
        found.truncate(limit);
        let next = found.last().filter(|_| !is_last).map(|last| format!("{}.{}", last.at.microseconds(), last.id));
        let conversations = found.iter().map(|found| found.conversation).collect();
        let conversations = self.messaging.glance(actor, conversations).await?;
        let is_time = matches!(
            request.figure,
            Figure::Resolved
                | Figure::FirstResponse
                | Figure::NextResponse
                | Figure::DisputeSettled
                | Figure::DisputeDecided
        );
        let is_score = request.figure == Figure::Rated;
        let tickets = found.into_iter().zip(conversations).map(|(found, object)| ReportTicket {
            at: found.at,
            took: is_time.then_some(found.took),
            score: is_score.then_some(found.took),
            // Whose work it was is no agent's to see of others.
            member: if is_alone { None } else { found.member },
            conversation: found.conversation,
            customer: object.conversation.peer,
            ticket: found.ticket,
        });
        Ok(ReportTickets { tickets: tickets.collect(), next })
    }
}

impl Wanted {
    fn of(brand: AccountId, request: &ReportTicketsRequest) -> Result<Self, Error> {
        let wrong = |field, detail: &str| Error::field(ErrorCode::InvalidParameter, field, detail);
        let label = match (&request.label, &request.policy) {
            (None, None) => String::new(),
            (Some(_), _) if request.figure != Figure::Resolved => return Err(wrong("label", "goes with `resolved`")),
            (_, Some(_)) if request.figure.level().is_none() => {
                return Err(wrong("policy", "goes with what was kept or breached"));
            }
            (Some(label), _) => subrosa_desk::check_label(label)
                .map_err(|why| Error::field(ErrorCode::LabelInvalid, "label", why.to_string()))?,
            (_, Some(policy)) if !(1..=POLICY_NAME_CHARACTERS).contains(&policy.chars().count()) => {
                return Err(wrong("policy", "1 to 40 characters"));
            }
            (_, Some(policy)) => policy.clone(),
        };
        match request.channel {
            // All tickets are of conversations here.
            None | Some(Channel::Subrosa) => {}
        }
        let behind = match &request.after {
            None => None,
            Some(after) => Some(behind(after).ok_or_else(|| wrong("after", "not a page's next"))?),
        };
        let hour = request.hour.map(|hour| range::check("hour", hour, 0..=LAST_HOUR)).transpose()?;
        let hour = hour.and_then(|hour| usize::try_from(hour).ok());
        Ok(Self {
            brand,
            asked: Asked::of(&request.from, &request.to)?,
            figure: request.figure,
            member: request.member,
            label,
            during: During { weekday: request.weekday, hour },
            behind,
            limit: range::check("limit", request.limit.unwrap_or(DEFAULT_LIMIT), 1..=PAGE_REPORT)?,
        })
    }

    /// One more than the page holds, so that it is known whether there is another.
    async fn read(self, tx: &mut Tx<'_>) -> Result<Vec<Found>, Error> {
        let days = self.asked.at(tx, self.brand).await?;
        let which = (self.brand, self.figure, self.label.as_str());
        let mut found = Vec::new();
        // Each time of the range is looked through on the index of facts, until the page is full.
        for (from, to) in self.during.times(&days) {
            let end = (to, 0);
            let within = (from, self.behind.map_or(end, |behind| behind.min(end)));
            let left = (self.limit + 1).saturating_sub(u32::try_from(found.len()).unwrap_or(u32::MAX));
            if left == 0 {
                break;
            }
            if within.1.0 >= from {
                found.extend(match self.member {
                    Some(member) => report_facts::newest_of(tx, which, member, within, left).await?,
                    None => report_facts::newest(tx, which, within, left).await?,
                });
            }
        }
        Ok(found)
    }
}

/// Where a page begins, as its `next` says it.
fn behind(text: &str) -> Option<(Timestamp, i64)> {
    let (at, id) = text.split_once('.')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    Some((Timestamp::from_microseconds(digits(at)?), digits(id)?))
}
