//! A report's table as CSV.

use subrosa_access::{Actor, ReadReports, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::level_report::{LevelShare, LevelShares};
use subrosa_proto::report::{ReportExportRequest, ReportRequest, ReportTable};
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
    /// The same figures as the report's, one line for each day, member, label or policy.
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
