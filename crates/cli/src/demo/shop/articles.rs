//! What the shop knows: the articles that its bot answers from.

use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_knowledge::import::markdown_file;
use subrosa_proto::knowledge::ImportArticles;

use crate::failure::Failure;

/// Each by its file's name.
const ARTICLES: [(&str, &str); 23] = [
    ("delivery-times.md", include_str!("articles/delivery-times.md")),
    ("delivery-abroad.md", include_str!("articles/delivery-abroad.md")),
    ("delivery-costs.md", include_str!("articles/delivery-costs.md")),
    ("tracking.md", include_str!("articles/tracking.md")),
    ("change-an-order.md", include_str!("articles/change-an-order.md")),
    ("returns.md", include_str!("articles/returns.md")),
    ("exchange.md", include_str!("articles/exchange.md")),
    ("damaged.md", include_str!("articles/damaged.md")),
    ("payment.md", include_str!("articles/payment.md")),
    ("vouchers.md", include_str!("articles/vouchers.md")),
    ("sizes-bowls.md", include_str!("articles/sizes-bowls.md")),
    ("sizes-linen.md", include_str!("articles/sizes-linen.md")),
    ("washing-linen.md", include_str!("articles/washing-linen.md")),
    ("dishwasher.md", include_str!("articles/dishwasher.md")),
    ("microwave-oven.md", include_str!("articles/microwave-oven.md")),
    ("vases-flowers.md", include_str!("articles/vases-flowers.md")),
    ("chipped-glaze.md", include_str!("articles/chipped-glaze.md")),
    ("gift-wrapping.md", include_str!("articles/gift-wrapping.md")),
    ("back-in-stock.md", include_str!("articles/back-in-stock.md")),
    ("workshop.md", include_str!("articles/workshop.md")),
    ("opening-hours.md", include_str!("articles/opening-hours.md")),
    ("de/ruecksendung.md", include_str!("articles/de/ruecksendung.md")),
    ("de/lieferzeit.md", include_str!("articles/de/lieferzeit.md")),
];

/// Brings the articles in and publishes them.
pub(super) async fn write(engage: &Engage, owner: &Actor) -> Result<(), Failure> {
    let articles = ARTICLES.iter().map(|(name, text)| markdown_file(name, text.as_bytes(), "en"));
    let articles = articles.collect::<Result<_, _>>().map_err(Failure::new)?;
    engage.import_articles(owner, ImportArticles { articles, publish: true, dry_run: false }).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use subrosa_knowledge::{Article, Index};
    use subrosa_proto::ArticleId;

    use super::*;

    /// What customers ask, and which article answers.
    const ASKED: [(&str, &str); 8] = [
        ("Hello, my parcel was to come on Monday. Where is it?", ""),
        ("Do you ship to Norway?", "delivery-abroad.md"),
        ("Is the linen tablecloth washable at 60°?", "washing-linen.md"),
        ("How can I return it?", "returns.md"),
        ("can the plates go into the dishwaser", "dishwasher.md"),
        ("The blue bowl came with a crack all the way down", ""),
        ("Do you have vegan dog food?", ""),
        ("What is the capital of France?", ""),
    ];

    #[test]
    fn the_articles_answer_what_they_are_about_and_nothing_else() {
        let mut index = Index::new("en");
        for (number, (name, text)) in (1..).zip(ARTICLES.iter().filter(|(name, _)| !name.contains('/'))) {
            let text = markdown_file(name, text.as_bytes(), "en").expect("an article").text;
            let article =
                Article { id: ArticleId::new(number), title: &text.title, link: name, markdown: &text.markdown };
            index.replace(article);
        }
        for (question, answer) in ASKED {
            let finding = index.find(question);
            let found = if finding.answered { finding.candidates[0].link.as_str() } else { "" };
            assert_eq!(found, answer, "{question}: {:?}", finding.candidates);
        }
    }
}
