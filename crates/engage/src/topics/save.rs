//! Define a topic, change what it says, or archive it.

use subrosa_access::{Actor, ManageTopics, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::consent::{SaveTopic, Topic};
use subrosa_proto::limits::{BRAND_TOPICS, TOPIC_DESCRIPTION_CHARACTERS, TOPIC_LABEL_CHARACTERS};
use subrosa_proto::{ErrorCode, text};
use subrosa_store::{accounts, topics};

use crate::Engage;
use crate::attributes::check_name;

impl Engage {
    /// Keeps a topic under its name, new or in place of what it was. Whoever agreed to it before has agreed to what it said then.
    ///
    /// # Errors
    /// `invalid_parameter` (no name, or the brand has as many as it can), `text_invalid`, `forbidden`.
    pub async fn save_topic(&self, actor: &Actor, name: String, save: SaveTopic) -> Result<Topic, Error> {
        let brand = permit::<ManageTopics>(actor, &Subject::Own)?.account()?;
        check_name("topic", &name)?;
        let (label, description) = (save.label.trim().to_owned(), save.description.trim().to_owned());
        text::check_line(&label, TOPIC_LABEL_CHARACTERS, false).map_err(|why| Error::text("label", why))?;
        if !description.is_empty() {
            let checked = text::check_message(&description, TOPIC_DESCRIPTION_CHARACTERS);
            checked.map_err(|why| Error::text("description", why))?;
        }
        let deed = self.deed(actor, brand, AuditDeed::TopicSaved).about(&name);
        let topic = Topic { name, label, description, is_archived: save.is_archived };
        let place = self.messaging.next_id();
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let known = topics::list(tx, brand, BRAND_TOPICS).await?;
                let is_new = known.iter().all(|other| other.name != topic.name);
                if is_new && known.len() >= usize::try_from(BRAND_TOPICS).unwrap_or(usize::MAX) {
                    let detail = format!("a brand has at most {BRAND_TOPICS} topics");
                    return Err(Error::field(ErrorCode::InvalidParameter, "topic", detail));
                }
                topics::save(tx, brand, &topic, place).await?;
                deed.note(tx).await?;
                Ok(topic)
            })
            .await
    }
}
