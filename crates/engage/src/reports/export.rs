//! A report's table as CSV.

use subrosa_access::{Actor, ReadReports, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::level_report::{LevelShare, LevelShares};
use subrosa_proto::report::{Report, ReportExportRequest, ReportRequest, ReportTable};
use subrosa_sheet::{Table, number, seconds, text};

use crate::Engage;

/// A table as CSV: UTF-8, the names of its columns in the first line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Csv {
    /// What to call the file.
    pub name: String,
    pub text: String,
}

impl Engage {
    /// The same figures as the report's, one line for each day, member, label, hour of the week, channel or policy.
    ///
    /// # Errors
    /// `invalid_parameter`, `forbidden`.
    pub async fn export_report(&self, actor: &Actor, request: ReportExportRequest) -> Result<Csv, Error> {
        let ReportExportRequest { from, to, table } = request;
        let days = format!("{from}-{to}");
        let range = ReportRequest { from, to };
        let (name, table) = match table {
            ReportTable::Days => ("days", self.days_table(actor, range).await?),
            ReportTable::Members => ("members", self.members_table(actor, range).await?),
            ReportTable::Labels => ("labels", self.labels_table(actor, range).await?),
            ReportTable::Hours => ("hours", self.hours_table(actor, range).await?),
            ReportTable::Channels => ("channels", self.channels_table(actor, range).await?),
            ReportTable::LevelDays => ("level_days", self.level_days_table(actor, range).await?),
            ReportTable::LevelPolicies => ("level_policies", self.level_policies_table(actor, range).await?),
        };
        let brand = permit::<ReadReports>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::ReportExported).about(format!("{name} {days}"));
        self.messaging.db().write(async move |tx| deed.note(tx).await).await?;
        Ok(Csv { name: format!("{name}-{days}.csv"), text: table.text() })
    }

    async fn days_table(&self, actor: &Actor, range: ReportRequest) -> Result<Table, Error> {
        let mut table = Table::new(&["date", "received", "sent", "opened", "reopened", "resolved", "backlog"]);
        for day in self.report(actor, range).await?.days {
            let counts = [day.received, day.sent, day.opened, day.reopened, day.resolved, day.backlog];
            table.row(std::iter::once(day.date).chain(counts.map(number)));
        }
        Ok(table)
    }

    async fn members_table(&self, actor: &Actor, range: ReportRequest) -> Result<Table, Error> {
        let mut table = Table::new(&[
            "handle",
            "name",
            "open",
            "sent",
            "first_responses",
            "first_response_seconds",
            "next_responses",
            "next_response_seconds",
            "resolved",
            "resolution_seconds",
            "asked",
            "rated",
            "satisfied_percent",
        ]);
        for member in self.member_report(actor, range).await?.members {
            table.row([
                text(&member.account.handle),
                text(&member.account.display_name),
                number(member.open),
                number(member.sent),
                number(member.first_responses),
                seconds(member.first_response),
                number(member.next_responses),
                seconds(member.next_response),
                number(member.resolved),
                seconds(member.resolution),
                number(member.satisfaction.asked),
                number(member.satisfaction.scores.iter().sum::<i64>()),
                member.satisfaction.satisfied.map(number).unwrap_or_default(),
            ]);
        }
        Ok(table)
    }

    async fn labels_table(&self, actor: &Actor, range: ReportRequest) -> Result<Table, Error> {
        let mut table = Table::new(&["label", "resolved", "resolved_before", "resolution_seconds"]);
        for label in self.label_report(actor, range).await?.labels {
            let (resolved, before) = (number(label.resolved), number(label.before));
            table.row([text(&label.label), resolved, before, seconds(label.resolution)]);
        }
        Ok(table)
    }

    async fn hours_table(&self, actor: &Actor, range: ReportRequest) -> Result<Table, Error> {
        let mut table = Table::new(&[
            "weekday",
            "hour",
            "received",
            "opened",
            "reopened",
            "resolved",
            "first_responses",
            "next_responses",
        ]);
        let Report { hours, ticket_hours: tickets, .. } = self.report(actor, range).await?;
        let weeks = [
            &hours,
            &tickets.opened,
            &tickets.reopened,
            &tickets.resolved,
            &tickets.first_response,
            &tickets.next_response,
        ];
        // Days as ISO 8601 numbers them: Monday is 1, in any language.
        for (day, number_of_day) in (0..7).zip(1..) {
            for (hour, number_of_hour) in (0..24).zip(0..) {
                let counts = weeks.map(|week| week[day][hour]);
                table.row([number_of_day, number_of_hour].into_iter().chain(counts).map(number));
            }
        }
        Ok(table)
    }

    async fn channels_table(&self, actor: &Actor, range: ReportRequest) -> Result<Table, Error> {
        let mut table = Table::new(&[
            "channel",
            "received",
            "sent",
            "opened",
            "reopened",
            "resolved",
            "first_response_seconds",
            "next_response_seconds",
            "resolution_seconds",
        ]);
        for channel in self.report(actor, range).await?.channels {
            let counts = [channel.received, channel.sent, channel.opened, channel.reopened, channel.resolved];
            let times = [channel.first_response, channel.next_response, channel.resolution];
            let cells = counts.map(number).into_iter().chain(times.map(seconds));
            table.row(std::iter::once(text(channel.channel.name())).chain(cells));
        }
        Ok(table)
    }

    async fn level_days_table(&self, actor: &Actor, range: ReportRequest) -> Result<Table, Error> {
        let mut table = level_table("date");
        for day in self.level_report(actor, range).await?.days {
            table.row(std::iter::once(day.date).chain(level_cells(&day.levels)));
        }
        Ok(table)
    }

    async fn level_policies_table(&self, actor: &Actor, range: ReportRequest) -> Result<Table, Error> {
        let mut table = level_table("policy");
        for policy in self.level_report(actor, range).await?.policies {
            table.row(std::iter::once(text(&policy.policy)).chain(level_cells(&policy.levels)));
        }
        Ok(table)
    }
}

/// A table of what was kept, by what its first column says.
fn level_table(by: &str) -> Table {
    Table::new(&[
        by,
        "first_response_kept",
        "first_response_breached",
        "first_response_percent",
        "next_response_kept",
        "next_response_breached",
        "next_response_percent",
        "resolution_kept",
        "resolution_breached",
        "resolution_percent",
    ])
}

fn level_cells(levels: &LevelShares) -> impl Iterator<Item = String> {
    let cells =
        |share: LevelShare| [number(share.kept), number(share.breached), share.percent.map(number).unwrap_or_default()];
    levels.each().into_iter().flat_map(cells)
}
