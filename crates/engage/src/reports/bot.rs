//! What came of a bot's sessions.

use subrosa_access::{Actor, ReadReports, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::report::{BotReport, BotStepFigures, ReportRequest};
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::bot_tallies::{self, BotTally};
use subrosa_store::bots;

use super::days::Asked;
use crate::Engage;

impl Engage {
    /// How many sessions of a bot began in some days, what came of them, and at which steps of its flow.
    ///
    /// # Errors
    /// `invalid_parameter`, `not_found`, `forbidden`.
    pub async fn bot_report(&self, actor: &Actor, bot: AccountId, request: ReportRequest) -> Result<BotReport, Error> {
        let brand = permit::<ReadReports>(actor, &Subject::Own)?.account()?;
        let asked = Asked::of(&request.from, &request.to)?;
        let read = self.messaging.db().read(async move |tx| {
            if bots::find(tx, brand, bot).await?.is_none() {
                return Err(Error::new(ErrorCode::NotFound));
            }
            let days = asked.at(tx, brand).await?;
            let sums = bot_tallies::sum(tx, (brand, bot), days.range()).await?;
            Ok::<_, Error>((days.name, sums))
        });
        let (zone, sums) = read.await?;
        let (from, to) = asked.ends();
        let mut report = BotReport { zone, from, to, reached: 0, done: 0, gone: 0, handed_over: 0, steps: Vec::new() };
        for sum in sums {
            if sum.step.is_empty() {
                (report.reached, report.done) = (sum.entered, sum.done);
                (report.gone, report.handed_over) = (sum.gone, sum.handed_over);
            } else {
                let BotTally { step, entered, handed_over, gone, done } = sum;
                report.steps.push(BotStepFigures { step, entered, handed_over, gone, done });
            }
        }
        report.steps.sort_by(|one, other| other.entered.cmp(&one.entered).then_with(|| one.step.cmp(&other.step)));
        Ok(report)
    }
}
