//! Surveys: what a brand asks a customer once a ticket is resolved, and what comes of it.
//!
//! The question is a message with five choices, and so is the answer that comes back: whoever can tap a choice can answer, on whatever
//! channel.

use serde::{Deserialize, Serialize};

use crate::offer::Choice;

/// The scores, the worst first.
pub const SCORES: [i64; 5] = [1, 2, 3, 4, 5];
/// From this score on, a customer counts as satisfied.
pub const SATISFIED: i64 = 4;
/// What the ids of a survey's choices begin with.
const PREFIX: &str = "survey:";
/// What a customer taps to say more.
const REMARK: &str = "survey:remark";

/// How a brand asks its customers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SurveySettings {
    /// Whether customers are asked about tickets that are resolved from now on.
    pub is_on: bool,
    /// What they are asked: 1 to 300 characters, which may be several lines.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 300, example = "How did we do?"))]
    pub question: String,
    /// What stands on the five answers, the worst first: each 1 to 80 characters on one line, none twice.
    #[cfg_attr(feature = "schema", schema(min_items = 5, max_items = 5))]
    pub answers: Vec<String>,
    /// What is said to an answer: up to 300 characters; nothing when empty.
    #[cfg_attr(feature = "schema", schema(max_length = 300))]
    pub thanks: String,
    /// What stands on the offer to say more, below the thanks: up to 80 characters on one line. Without words there is no such offer.
    #[cfg_attr(feature = "schema", schema(max_length = 80))]
    pub remark: String,
    /// How long after the resolution they are asked, if the ticket is still resolved then: 0 to 10,080 minutes.
    #[cfg_attr(feature = "schema", schema(maximum = 10_080))]
    pub delay_minutes: u32,
    /// For how many days nobody is asked again: 0 to 365.
    #[cfg_attr(feature = "schema", schema(maximum = 365))]
    pub quiet_days: u32,
}

impl Default for SurveySettings {
    /// Off, and ready to be switched on.
    fn default() -> Self {
        let answers = ["😡 Very bad", "🙁 Bad", "😐 Okay", "🙂 Good", "😍 Very good"];
        Self {
            is_on: false,
            question: "How did we do?".to_owned(),
            answers: answers.map(str::to_owned).to_vec(),
            thanks: "Thank you for telling us.".to_owned(),
            remark: "Say more".to_owned(),
            delay_minutes: 10,
            quiet_days: 14,
        }
    }
}

/// What a customer's tap says to a survey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SurveyAnswer {
    /// A score of 1 to 5.
    Score(i64),
    /// The next message says more.
    Remark,
}

impl SurveyAnswer {
    /// What the id of a choice says to a survey; nothing when it is the choice of something else.
    #[must_use]
    pub fn of_choice(id: &str) -> Option<Self> {
        if id == REMARK {
            return Some(Self::Remark);
        }
        let score = id.strip_prefix(PREFIX)?;
        SCORES.into_iter().find(|one| one.to_string() == score).map(Self::Score)
    }
}

impl SurveySettings {
    /// The answers to tap, the best first: a thumb lies at the beginning of the list.
    #[must_use]
    pub fn choices(&self) -> Vec<Choice> {
        let scores = SCORES.into_iter().zip(&self.answers);
        scores.rev().map(|(score, text)| Choice { id: format!("{PREFIX}{score}"), text: text.clone() }).collect()
    }

    /// The offer to say more, if there is one.
    #[must_use]
    pub fn remark_choice(&self) -> Vec<Choice> {
        let choice = (!self.remark.is_empty()).then(|| Choice { id: REMARK.to_owned(), text: self.remark.clone() });
        choice.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_offered_is_understood_when_it_comes_back() {
        let settings = SurveySettings::default();
        let back: Vec<_> = settings.choices().iter().map(|choice| SurveyAnswer::of_choice(&choice.id)).collect();
        assert_eq!(back, [5, 4, 3, 2, 1].map(|score| Some(SurveyAnswer::Score(score))));
        let more = settings.remark_choice();
        assert_eq!(
            more.iter().map(|choice| SurveyAnswer::of_choice(&choice.id)).collect::<Vec<_>>(),
            [Some(SurveyAnswer::Remark)]
        );
        for other in ["survey:", "survey:0", "survey:05", "survey:6", "survey:-1", "yes", ""] {
            assert_eq!(SurveyAnswer::of_choice(other), None, "{other}");
        }
    }
}
