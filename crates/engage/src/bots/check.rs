//! Check a flow without keeping it.

use std::collections::BTreeSet;

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_flow::{Finding, Severity, lint, lint_teams, lint_topics};
use subrosa_messaging::Error;
use subrosa_proto::limits::BRAND_TEAMS;
use subrosa_proto::simulation::{CheckFlow, FindingSeverity, FlowCheck, FlowFinding};
use subrosa_store::teams;

use super::aside;
use super::program::read;
use crate::Engage;

impl Engage {
    /// What is wrong with a flow, and what may not be as meant. Nothing is kept.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn check_flow(&self, actor: &Actor, request: CheckFlow) -> Result<FlowCheck, Error> {
        let brand = permit::<ReadBrand>(actor, &Subject::Own)?.account()?;
        let teams = self.messaging.db().read(async move |tx| teams::list(tx, brand, BRAND_TEAMS).await).await;
        let teams: BTreeSet<String> = teams.map_err(Error::from)?.into_iter().map(|team| team.key).collect();
        let topics = self.topics_asked_for(brand).await?;
        aside(move || check(&request.source, &teams, &topics)).await
    }
}

fn check(source: &str, teams: &BTreeSet<String>, topics: &BTreeSet<String>) -> FlowCheck {
    match read(source) {
        Ok((flow, places)) => {
            let mut findings = lint(&flow, &places);
            findings.extend(lint_teams(&flow, &places, teams));
            findings.extend(lint_topics(&flow, &places, topics));
            findings.sort_by_key(|finding| (finding.severity(), finding.place.line));
            let sound = !findings.iter().any(Finding::is_error);
            FlowCheck { sound, findings: findings.into_iter().map(told).collect() }
        }
        Err(unreadable) => {
            let finding = FlowFinding {
                severity: FindingSeverity::Error,
                code: "unreadable".to_owned(),
                node: None,
                field: None,
                line: i64::try_from(unreadable.line).ok(),
                text: unreadable.what,
                hint: "write it as the shape of flow files says".to_owned(),
            };
            FlowCheck { sound: false, findings: vec![finding] }
        }
    }
}

fn told(finding: Finding) -> FlowFinding {
    FlowFinding {
        severity: match finding.severity() {
            Severity::Error => FindingSeverity::Error,
            Severity::Warning => FindingSeverity::Warning,
        },
        code: finding.code.code().to_owned(),
        node: finding.place.node.map(String::from),
        field: finding.place.field,
        line: finding.place.line.and_then(|line| i64::try_from(line).ok()),
        text: finding.what,
        hint: finding.code.hint().to_owned(),
    }
}
