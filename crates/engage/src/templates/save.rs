//! Write a message template, or write one anew.

use subrosa_access::{Actor, ManageTemplates, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::brand::BrandPart;
use subrosa_proto::limits::{BRAND_TEMPLATES, BRAND_TOPICS};
use subrosa_proto::template::{SaveTemplate, Template};
use subrosa_store::{accounts, templates, topics};

use super::check::check;
use crate::Engage;
use crate::attributes::check_name;

impl Engage {
    /// Keeps a template under its name, in place of the version that was read.
    ///
    /// # Errors
    /// `invalid_parameter` with the field (no name, a topic that is not the brand's, blanks that are none, as many as can be), `text_invalid`,
    /// `body_invalid`; `article_changed` when it is not at this version any more; `forbidden`.
    pub async fn save_template(&self, actor: &Actor, name: String, save: SaveTemplate) -> Result<Template, Error> {
        let permit = permit::<ManageTemplates>(actor, &Subject::Own)?;
        let (brand, changed_by, changed_at) = (permit.account()?, permit.person()?, self.messaging.now());
        check_name("template", &name)?;
        let save = check(save)?;
        let deed = self.deed(actor, brand, AuditDeed::TemplateSaved).about(&name);
        let kept = self
            .messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let version = templates::find(tx, brand, &name).await?.map_or(0, |before| before.version);
                if version != save.version {
                    return Err(Error::new(ErrorCode::ArticleChanged));
                }
                if version == 0 && templates::count(tx, brand).await? >= i64::from(BRAND_TEMPLATES) {
                    let detail = format!("a brand keeps at most {BRAND_TEMPLATES} templates");
                    return Err(Error::field(ErrorCode::InvalidParameter, "template", detail));
                }
                if let Some(topic) = &save.topic {
                    let known = topics::list(tx, brand, BRAND_TOPICS).await?;
                    if !known.iter().any(|one| one.name == *topic) {
                        let detail = "the brand has no topic of this name";
                        return Err(Error::field(ErrorCode::InvalidParameter, "topic", detail));
                    }
                }
                let SaveTemplate { title, kind, topic, fallback, variants, .. } = save;
                let version = version + 1;
                let template =
                    Template { name, title, kind, topic, fallback, variants, version, changed_at, changed_by };
                templates::save(tx, brand, &template).await?;
                deed.note(tx).await?;
                Ok(template)
            })
            .await?;
        self.messaging.brand_changed(brand, BrandPart::Templates);
        Ok(kept)
    }
}
