//! What the shop sends the same way each time.

use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_proto::template::{SaveTemplate, TemplateButton, TemplateKind, TemplateVariant};

use crate::failure::Failure;

/// Keeps them, as whoever publishes for the shop.
pub(super) async fn begin(engage: &Engage, owner: &Actor) -> Result<(), Failure> {
    let news = [
        variant("en", "Good news, {{customer}}: your parcel comes on {{delivery_day}}. Is somebody at home?"),
        variant("de", "Gute Nachricht, {{customer}}: Das Paket kommt am {{delivery_day}}. Ist jemand zu Hause?"),
    ];
    let [mut english, mut german] = news;
    english.choices = ["I am at home", "With a neighbour, please"].map(str::to_owned).into();
    german.choices = ["Ich bin da", "Bitte beim Nachbarn abgeben"].map(str::to_owned).into();
    keep(engage, owner, ("delivery_news", "Delivery news"), vec![english, german]).await?;
    let mut back = variant(
        "en",
        "Hello {{customer}}, sending it back is easy: print the label, put it on the box it came in, and leave it at any parcel \
         shop within 30 days. The money is back a few days after it has arrived here. {{agent}}",
    );
    back.buttons = [("Print the label", "returns/label"), ("Find a parcel shop", "returns/parcel-shops")]
        .map(|(text, page)| TemplateButton { text: text.to_owned(), open: format!("https://rosewater.example/{page}") })
        .into();
    keep(engage, owner, ("send_it_back", "How to send something back"), vec![back]).await
}

async fn keep(
    engage: &Engage,
    owner: &Actor,
    (name, title): (&str, &str),
    variants: Vec<TemplateVariant>,
) -> Result<(), Failure> {
    let (title, fallback) = (title.to_owned(), "en".to_owned());
    let template = SaveTemplate { title, kind: TemplateKind::Utility, topic: None, fallback, variants, version: 0 };
    engage.save_template(owner, name.to_owned(), template).await?;
    Ok(())
}

fn variant(language: &str, text: &str) -> TemplateVariant {
    let (language, text) = (language.to_owned(), text.to_owned());
    TemplateVariant { language, text, choices: Vec::new(), buttons: Vec::new(), image: None }
}
