//! What a text of a campaign may be in one language: its blanks are known, and it can be sent whatever is put into them.

use subrosa_desk::language::in_one_form;
use subrosa_proto::body::Voice;
use subrosa_proto::limits::{TEMPLATE_BLANKS, TEMPLATE_CHARACTERS, VOUCHER_CODE_CHARACTERS};
use subrosa_proto::promotion::PromotionCard;
use subrosa_proto::template::TemplateVariant;
use subrosa_proto::{CampaignId, text};

use crate::blanks::{Part, parts};
use crate::render::{VOUCHER, names, render};

/// The facts of an order that a blank can name.
const OF_ORDER: [&str; 10] =
    ["number", "status", "payment", "placed_on", "total", "refunded", "items", "shipment", "carrier", "tracking"];
/// Checks it and gives it its one form.
pub(crate) fn check_text(text: &mut TemplateVariant) -> Result<(), String> {
    text.language = in_one_form(&text.language).ok_or_else(|| "a language such as en, de or pt-BR".to_owned())?;
    text.text = text.text.trim().to_owned();
    text.image = text.image.take().map(|image| image.trim().to_owned()).filter(|image| !image.is_empty());
    text::check_message(&text.text, TEMPLATE_CHARACTERS).map_err(|why| why.to_string())?;
    let buttons = text.buttons.iter().flat_map(|button| [&button.text, &button.open]);
    for said in [&text.text].into_iter().chain(&text.choices).chain(buttons) {
        for part in parts(said).map_err(|why| why.to_string())? {
            let Part::Blank { name, instead, .. } = part else { continue };
            if !is_there(name) {
                return Err(format!(
                    "{{{{{name}}}}} is not known: a blank is `customer`, `brand`, `voucher`, `contact.…` or `order.…`"
                ));
            }
            if name == VOUCHER && instead.is_some() {
                return Err("nothing stands instead of a voucher: without one, nothing is sent".to_owned());
            }
        }
    }
    if names(text).len() > TEMPLATE_BLANKS {
        return Err(format!("at most {TEMPLATE_BLANKS} blanks in a language"));
    }
    let card = PromotionCard { campaign: CampaignId::new(1), topic: "topic".to_owned(), label: "Topic".to_owned() };
    // The longest code there is has to fit.
    let code = "x".repeat(VOUCHER_CODE_CHARACTERS);
    let value = |name: &str| Some(if name == VOUCHER { code.as_str() } else { "x" });
    let made = render(text, card, value, str::to_owned, |_| None);
    made.body.check(Voice::Promotion).map_err(|why| why.to_string())
}

/// Whether a blank of this name can be filled at all.
fn is_there(name: &str) -> bool {
    match name.split_once('.') {
        Some(("order", fact)) => OF_ORDER.contains(&fact),
        Some((of, _)) => of == "contact",
        None => matches!(name, "customer" | "brand" | VOUCHER),
    }
}
