//! Set how a brand asks its customers.

use subrosa_access::{Actor, ChangeBrand, Subject, permit};
use subrosa_messaging::{Error, range};
use subrosa_proto::ErrorCode;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::{OFFER_CHARACTERS, SURVEY_CHARACTERS};
use subrosa_proto::survey::{SCORES, SurveySettings};
use subrosa_proto::text;
use subrosa_store::{brand_surveys, surveys};

use crate::Engage;

impl Engage {
    /// Keeps it in place of what was set before. Whoever is to be asked still is asked in the new words, or not at all once it is off.
    ///
    /// # Errors
    /// `text_invalid`, `invalid_parameter`, `forbidden`.
    pub async fn set_survey(&self, actor: &Actor, settings: SurveySettings) -> Result<SurveySettings, Error> {
        let brand = permit::<ChangeBrand>(actor, &Subject::Own)?.account()?;
        check(&settings)?;
        let deed = self.deed(actor, brand, AuditDeed::SurveyChanged);
        self.messaging
            .db()
            .write(async move |tx| {
                brand_surveys::save(tx, brand, &settings).await?;
                if !settings.is_on {
                    surveys::drop_all(tx, brand).await?;
                }
                deed.note(tx).await?;
                Ok(settings)
            })
            .await
    }
}

fn check(settings: &SurveySettings) -> Result<(), Error> {
    text::check_message(&settings.question, SURVEY_CHARACTERS).map_err(|why| Error::text("question", why))?;
    if !settings.thanks.is_empty() {
        text::check_message(&settings.thanks, SURVEY_CHARACTERS).map_err(|why| Error::text("thanks", why))?;
    }
    text::check_line(&settings.remark, OFFER_CHARACTERS, true).map_err(|why| Error::text("remark", why))?;
    let answers = &settings.answers;
    for answer in answers {
        text::check_line(answer, OFFER_CHARACTERS, false).map_err(|why| Error::text("answers", why))?;
    }
    let is_twice = |(place, answer)| answers[..place].contains(answer);
    if answers.len() != SCORES.len() || answers.iter().enumerate().any(is_twice) {
        let detail = "there are five answers, the worst first, of which none stands there twice";
        return Err(Error::field(ErrorCode::InvalidParameter, "answers", detail));
    }
    range::check("delay_minutes", settings.delay_minutes, 0..=10_080)?;
    range::check("quiet_days", settings.quiet_days, 0..=365)?;
    Ok(())
}
