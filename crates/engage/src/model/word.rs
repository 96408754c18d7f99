//! Word an answer for a customer from what was found, where the brand has switched that on. Nobody reads it before the customer does, so
//! each sentence must stand in the passages that it names; otherwise the article is quoted, as without a model.
//!
//! What the model may ask for is one order, by a number and a second fact that the customer wrote in the same message, and it gets it
//! as a flow does: by the same proof, counted as the same tries.

use std::time::Duration;

use subrosa_flow::engine::{OrderResult, Proof};
use subrosa_knowledge::{Candidate, Finding, is_supported};
use subrosa_model::{Fact, Grounded, Passage, Statement, Worded};
use subrosa_proto::{AccountId, ConversationId};

use super::draft::passage;
use crate::Engage;
use crate::orders::spoken;

/// How long a customer waits for the model, each time that it is asked.
const LIMIT: Duration = Duration::from_secs(8);
/// How long an answer may take in all: two questions, and what is looked up between them.
pub(crate) const ANSWER_SECONDS: i64 = 20;

/// What the model makes of a question.
pub(crate) enum Answer {
    /// This may be said.
    Said(String),
    /// It finds no answer in what was found.
    Unknown,
    /// It is off, or what it said may not be said.
    None,
}

impl Engage {
    /// The words for an answer to a customer's question.
    pub(crate) async fn word(
        &self,
        (brand, conversation): (AccountId, ConversationId),
        language: Option<&str>,
        question: &str,
        finding: &Finding,
    ) -> Answer {
        let orders = could_prove(question);
        if !(finding.answered || orders) || self.uses_model(brand, |uses| uses.answers).await.is_err() {
            return Answer::None;
        }
        // What is not sure enough is no material: whether something is known is not the model's to say.
        let found: &[Candidate] = if finding.answered { &finding.candidates } else { &[] };
        let passages: Vec<Passage> = found.iter().map(passage).collect();
        let of = Grounded { question, passages: &passages, orders };
        match self.worded(brand, &of).await {
            Worded::Unknown => Answer::Unknown,
            Worded::Said(statements) => said(&statements, &passages, language).map_or(Answer::None, Answer::Said),
            Worded::Order(number, fact) => {
                self.word_order((brand, conversation), (language, question), (&number, fact)).await
            }
            Worded::Wrong => Answer::None,
        }
    }

    async fn worded(&self, brand: AccountId, of: &Grounded<'_>) -> Worded {
        match self.ask_model(brand, &of.chat(), LIMIT).await {
            Ok(answer) => of.read(&answer),
            // The article is quoted instead; members see in the settings what is used up.
            Err(error) => {
                tracing::debug!(%error, "a bot's answer is not worded");
                Worded::Wrong
            }
        }
    }

    /// What is to be said of an order that the customer proved.
    async fn word_order(
        &self,
        (brand, conversation): (AccountId, ConversationId),
        (language, question): (Option<&str>, &str),
        (number, fact): (&str, Fact),
    ) -> Answer {
        let proof = match fact {
            Fact::Email(text) => Proof::Email(text),
            Fact::Phone(text) => Proof::Phone(text),
            Fact::Postcode(text) => Proof::Postcode(text),
        };
        let Ok(OrderResult::Found(facts)) = self.look_up_order(conversation, number, &proof).await else {
            return Answer::None;
        };
        let facts = spoken(&facts, language);
        let told = Passage { title: number.to_owned(), link: String::new(), text: facts.clone() };
        let passages = [told];
        let of = Grounded { question, passages: &passages, orders: false };
        let worded = match self.worded(brand, &of).await {
            Worded::Said(statements) => text(&statements, &passages, language.unwrap_or_default()),
            _ => None,
        };
        Answer::Said(worded.unwrap_or(facts))
    }
}

/// Whether a message could hold an order's number and a second fact: two words with digits, or one and an e-mail address.
fn could_prove(question: &str) -> bool {
    let words = || question.split_whitespace();
    let numbered = words().filter(|word| word.chars().any(char::is_numeric)).count();
    numbered >= 2 || (numbered == 1 && words().any(|word| word.contains('@') && word.contains('.')))
}

/// The statements as one text, if each stands in what it names.
fn text(statements: &[Statement], passages: &[Passage], language: &str) -> Option<String> {
    let stands = |statement: &Statement| {
        let named = statement.named.iter().filter_map(|place| passages.get(*place));
        let by: Vec<&str> = named.map(|passage| passage.text.as_str()).collect();
        is_supported(&statement.text, &by, language)
    };
    let texts: Vec<&str> = statements.iter().map(|statement| statement.text.as_str()).collect();
    statements.iter().all(stands).then(|| texts.join(" "))
}

/// The message: the statements, and which articles they are from.
fn said(statements: &[Statement], passages: &[Passage], language: Option<&str>) -> Option<String> {
    let mut message = text(statements, passages, language.unwrap_or_default())?;
    let mut named: Vec<usize> = statements.iter().flat_map(|statement| statement.named.iter().copied()).collect();
    named.sort_unstable();
    named.dedup();
    message.push('\n');
    for passage in named.into_iter().filter_map(|place| passages.get(place)) {
        message.push_str("\n— ");
        message.push_str(&passage.title);
        if !passage.link.is_empty() {
            message.push('\n');
            message.push_str(&passage.link);
        }
    }
    Some(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_number_and_a_second_fact_could_prove_an_order() {
        for could in ["RW-1 ada@example.org", "order 10482, postcode 10999"] {
            assert!(could_prove(could), "{could}");
        }
        for could_not in ["Where is my order?", "Within 30 days?", "ada@example.org"] {
            assert!(!could_prove(could_not), "{could_not}");
        }
    }
}
