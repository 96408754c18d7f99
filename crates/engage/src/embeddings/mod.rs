//! The operator's model for vectors at work for brands that have switched it on: those of published articles, made in the background, and
//! those of questions.
//!
//! Never: told more than what is published and the question that is asked. Nothing waits for it longer than a question may; without it an
//! answer is found as if there were none.

mod ask;
mod keep;
mod question;

use subrosa_knowledge::VECTORS_FORM;
use subrosa_messaging::EmbeddingSettings;

/// The name under which vectors are kept: those of another model, or in another form, are of another space.
pub(crate) fn vectors_model(settings: &EmbeddingSettings) -> String {
    let dimensions = settings.dimensions.map_or_else(String::new, |dimensions| format!("/{dimensions}"));
    format!("{}{dimensions}#{VECTORS_FORM}", settings.model.name)
}
