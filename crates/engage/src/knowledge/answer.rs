//! Answer a customer from the brand's articles.

use subrosa_knowledge::{Candidate, Finding};
use subrosa_messaging::Error;
use subrosa_proto::limits::{BRAND_QUESTIONS, QUESTION_CHARACTERS};
use subrosa_proto::{AccountId, ArticleId, ConversationId, QuestionId};
use subrosa_store::{accounts, unanswered};

use crate::Engage;
use crate::model::Answer as Worded;

/// What the articles say to a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// The message to say: a quotation, the article's title, and where to read it.
    Answer { text: String, article: ArticleId },
    /// Nothing is sure enough. The question is kept for those who write articles.
    Unknown,
}

impl Engage {
    /// What a brand's published articles say to a customer's question, the first 500 characters of which are read. For the brand's bot,
    /// which says it in the conversation; it gives nothing but what the brand says to everyone.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn answer(&self, brand: AccountId, language: Option<&str>, question: &str) -> Result<Answered, Error> {
        let question: String = question.chars().take(QUESTION_CHARACTERS).collect();
        let finding = self.find_passages(brand, language, &question).await?;
        self.quoted(brand, question, finding).await
    }

    /// The same for the customer of a conversation, worded by the language model where the brand has switched that on: the message; none
    /// when nothing is known.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn answer_customer(
        &self,
        (brand, conversation): (AccountId, ConversationId),
        language: Option<&str>,
        question: &str,
    ) -> Result<Option<String>, Error> {
        let question: String = question.chars().take(QUESTION_CHARACTERS).collect();
        let finding = self.find_passages(brand, language, &question).await?;
        match self.word((brand, conversation), language, &question, &finding).await {
            Worded::Said(text) => Ok(Some(text)),
            Worded::Unknown => self.keep_unanswered(brand, question).await.map(|()| None),
            Worded::None => match self.quoted(brand, question, finding).await? {
                Answered::Answer { text, .. } => Ok(Some(text)),
                Answered::Unknown => Ok(None),
            },
        }
    }

    /// The answer as a quotation.
    async fn quoted(&self, brand: AccountId, question: String, finding: Finding) -> Result<Answered, Error> {
        match finding.candidates.first().filter(|_| finding.answered) {
            Some(candidate) => Ok(Answered::Answer { text: said(candidate), article: candidate.article }),
            None => self.keep_unanswered(brand, question).await.map(|()| Answered::Unknown),
        }
    }

    /// Keeps a question as material for articles. The same words in another order of signs and cases are the same question.
    async fn keep_unanswered(&self, brand: AccountId, question: String) -> Result<(), Error> {
        let words = subrosa_words::words(&question).join(" ").replace('\0', "");
        let question = question.trim().replace('\0', "");
        if words.is_empty() {
            return Ok(());
        }
        let (id, at) = (QuestionId::new(self.messaging.next_id()), self.messaging.now());
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                unanswered::ask(tx, (brand, id), (&words, &question), at).await?;
                unanswered::forget_oldest(tx, brand, BRAND_QUESTIONS).await
            })
            .await
            .map_err(|error: subrosa_store::Error| Error::from(error))
    }
}

/// The message: what the article says, and which it is. Words of ours stand nowhere in it, so it is in the article's language.
pub(super) fn said(candidate: &Candidate) -> String {
    let mut text = format!("{}\n\n— {}", candidate.quotation, candidate.title);
    if !candidate.link.is_empty() {
        text.push('\n');
        text.push_str(&candidate.link);
    }
    text
}
