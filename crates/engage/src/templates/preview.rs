//! What a template would say to a customer.

use std::collections::BTreeMap;

use subrosa_access::{Actor, SendTemplate};
use subrosa_messaging::{Error, permitted, template_refused};
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::body::Voice;
use subrosa_proto::consent::{ConsentChannel, ConsentState};
use subrosa_proto::limits::{BLANK_CHARACTERS, TEMPLATE_BLANKS};
use subrosa_proto::template::{PreviewTemplate, Template, TemplateBlank, TemplatePreview, TemplateVariant};
use subrosa_proto::{ConversationId, ErrorCode, text};
use subrosa_store::{Tx, consents, templates, threads};

use super::known::Known;
use super::render::{body, names, variant};
use crate::Engage;
use crate::attributes::check_name;

/// A template, and what stands in the blanks of the variant for a customer.
pub(super) struct Filled {
    pub(super) template: Template,
    pub(super) variant: TemplateVariant,
    pub(super) blanks: Vec<TemplateBlank>,
    /// Something that is known of the customer stands in it.
    is_personal: bool,
}

impl Engage {
    /// The message as it would go out, what its blanks are, and why it can't be sent now.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `recipient_unavailable`; `invalid_parameter` or `text_invalid` for a language that it has not, or a value
    /// that can't stand in a text; `body_invalid`, `text_invalid` when what comes of it can't be sent.
    pub async fn preview_template(
        &self,
        actor: &Actor,
        (conversation, name): (ConversationId, String),
        wanted: PreviewTemplate,
    ) -> Result<TemplatePreview, Error> {
        let (asking, now) = (*actor, self.messaging.now());
        let read = self.messaging.db().read(async move |tx| {
            let filled = fill(tx, &asking, conversation, &name, &wanted).await?;
            let (permit, state) = permitted::<SendTemplate>(tx, &asking, conversation).await?;
            let brand = permit.account()?;
            let is_welcome = match &filled.template.topic {
                Some(topic) => {
                    let held = consents::current(tx, brand, conversation).await?;
                    let by = |one: &&consents::Entry| one.topic == *topic && one.channel == ConsentChannel::Subrosa;
                    held.iter().find(by).is_some_and(|one| one.state == ConsentState::Granted)
                }
                None => true,
            };
            let thread = threads::find(tx, conversation).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
            Ok::<_, Error>((brand, template_refused(&state, &thread, is_welcome, now), filled))
        });
        let (brand, refused, filled) = read.await?;
        if filled.is_personal {
            self.note_once(self.deed(actor, brand, AuditDeed::ContactRead).in_conversation(conversation)).await?;
        }
        let body = filled.body();
        if filled.missing().is_none() {
            body.check(Voice::Member)?;
        }
        Ok(TemplatePreview { language: filled.variant.language, body, blanks: filled.blanks, refused })
    }
}

impl Filled {
    pub(super) fn body(&self) -> subrosa_proto::Body {
        body(&self.variant, |name| self.blanks.iter().find(|blank| blank.name == name)?.value.clone())
    }

    /// The first blank that has no value.
    pub(super) fn missing(&self) -> Option<&str> {
        self.blanks.iter().find(|blank| blank.value.is_none()).map(|blank| blank.name.as_str())
    }
}

/// Reads a template, and what is known for its blanks; what is given takes its place.
pub(super) async fn fill(
    tx: &mut Tx<'_>,
    actor: &Actor,
    conversation: ConversationId,
    name: &str,
    wanted: &PreviewTemplate,
) -> Result<Filled, Error> {
    let (permit, state) = permitted::<SendTemplate>(tx, actor, conversation).await?;
    let brand = permit.account()?;
    check_name("template", name).map_err(|_| Error::new(ErrorCode::NotFound))?;
    let template = templates::find(tx, brand, name).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
    check_values(&wanted.values)?;
    let known = Known::read(tx, actor, (brand, conversation), &state).await?;
    let found = match &wanted.language {
        Some(language) => template.variants.iter().find(|one| one.language.eq_ignore_ascii_case(language)),
        None => variant(&template, known.language()),
    };
    let wrong = || Error::field(ErrorCode::InvalidParameter, "language", "the template does not have it");
    let variant = found.cloned().ok_or_else(wrong)?;
    let blanks = names(&variant).into_iter().map(|name| {
        let value = wanted.values.get(name).or_else(|| known.values.get(name)).cloned();
        TemplateBlank { name: name.to_owned(), value }
    });
    let blanks: Vec<TemplateBlank> = blanks.collect();
    if let Some(unknown) = wanted.values.keys().find(|name| !blanks.iter().any(|blank| blank.name == **name)) {
        let detail = format!("the template has no blank {{{{{unknown}}}}} in this language");
        return Err(Error::field(ErrorCode::InvalidParameter, "values", detail));
    }
    let is_personal = known.is_personal && blanks.iter().any(|blank| blank.name.contains('.'));
    Ok(Filled { variant, blanks, is_personal, template })
}

fn check_values(values: &BTreeMap<String, String>) -> Result<(), Error> {
    if values.len() > TEMPLATE_BLANKS {
        return Err(Error::field(ErrorCode::InvalidParameter, "values", format!("at most {TEMPLATE_BLANKS}")));
    }
    values
        .values()
        .try_for_each(|value| text::check_message(value, BLANK_CHARACTERS).map_err(|why| Error::text("values", why)))
}
