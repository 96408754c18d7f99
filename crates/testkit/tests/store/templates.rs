//! Message templates of brands.

use subrosa_proto::template::{Template, TemplateButton, TemplateKind, TemplateVariant};
use subrosa_store::{Db, Error, templates};

use crate::people::{ADA, GRACE, SHOP, at, with_a_shop};

crate::on_both!(templates_are_kept_by_their_names,);

pub(crate) fn template(name: &str, title: &str) -> Template {
    let variant = TemplateVariant {
        language: "en".to_owned(),
        text: "Hello {{customer}} 🙂\n…".to_owned(),
        choices: vec!["Ünï".to_owned()],
        buttons: vec![TemplateButton { text: "Open".to_owned(), open: "https://shop.example/".to_owned() }],
        image: Some("https://shop.example/a.jpg".to_owned()),
    };
    Template {
        name: name.to_owned(),
        title: title.to_owned(),
        kind: TemplateKind::Promotion,
        topic: Some("offers".to_owned()),
        fallback: "en".to_owned(),
        variants: vec![variant],
        version: 3,
        changed_at: at(9),
        changed_by: GRACE,
    }
}

async fn templates_are_kept_by_their_names(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let (news, sale) = (template("news", "News"), template("sale", "A sale"));
        templates::save(tx, SHOP, &news).await?;
        templates::save(tx, SHOP, &sale).await?;
        assert_eq!(templates::list(tx, SHOP, 9).await?, [sale.clone(), news.clone()], "by title");
        assert_eq!(templates::find(tx, SHOP, "news").await?, Some(news.clone()));
        assert_eq!(templates::find(tx, ADA, "news").await?, None);
        let changed = Template { topic: None, kind: TemplateKind::Utility, version: 4, variants: Vec::new(), ..news };
        templates::save(tx, SHOP, &changed).await?;
        assert_eq!(templates::find(tx, SHOP, "news").await?, Some(changed));
        assert_eq!(templates::count(tx, SHOP).await?, 2);
        assert!(!templates::remove(tx, ADA, "news").await?);
        assert!(templates::remove(tx, SHOP, "news").await?);
        assert_eq!(templates::list(tx, SHOP, 9).await?, [sale]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
