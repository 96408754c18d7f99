//! A brand is forgotten, with rows in as many tables as it has here, one at a time.

use subrosa_proto::knowledge::Article;
use subrosa_proto::{ArticleId, VoucherPoolId};
use subrosa_store::campaign_deliveries::Key;
use subrosa_store::campaign_journeys::Begun;
use subrosa_store::{
    Db, Error, accounts, articles, brand_members, campaign_deliveries, campaign_journeys, campaign_links, campaigns,
    conversations, drafts, erase, events, labels, search, suppressions, threads, unanswered, voucher_pools, vouchers,
};

use crate::articles::{article, text};
use crate::campaign_links::link;
use crate::campaigns::{campaign, planned};
use crate::people::{ADA, GRACE, ORDER, SHOP, TALK, at, with_a_shop, write_messages};
use crate::suppressions::{entry, mail};
use crate::vouchers::{codes, pool};

crate::on_both!(a_brand_is_forgotten_and_nobody_else,);

async fn a_brand_is_forgotten_and_nobody_else(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        write_messages(tx, 3).await?;
        for id in [1, 2, 3] {
            let id = ArticleId::new(id);
            articles::insert(tx, SHOP, None, &article(id)).await?;
            articles::insert_version(tx, (id, 1), &text("one"), (at(1), None)).await?;
            articles::insert_version(tx, (id, 2), &text("two"), (at(2), None)).await?;
        }
        let other = Article { title: "Of another".to_owned(), ..article(ArticleId::new(9)) };
        articles::insert(tx, ADA, None, &other).await?;
        articles::insert_version(tx, (other.id, 1), &text("one"), (at(1), None)).await?;
        unanswered::ask(tx, (SHOP, subrosa_proto::QuestionId::new(1)), ("gift", "Gift?"), at(1)).await?;
        assert!(search::begin(tx, SHOP, 1).await?);

        let campaign = campaign(1);
        campaigns::insert(tx, SHOP, &campaign).await?;
        campaign_deliveries::insert_many(tx, campaign.id, &[planned(ORDER, 1, 1), planned(TALK, 1, 1)]).await?;

        campaign_links::insert_many(tx, campaign.id, &[link(1), link(2)]).await?;
        campaign_links::insert_many(tx, subrosa_proto::CampaignId::new(9), &[link(1)]).await?;

        let delivery = Key { campaign: campaign.id, contact: ORDER, occurrence: 0 };
        campaign_journeys::begin_many(tx, &[Begun { delivery, at: at(1), seq: 1 }]).await?;

        let full = VoucherPoolId::new(7);
        voucher_pools::insert(tx, SHOP, &pool(full)).await?;
        vouchers::insert_many(tx, full, &codes(1, 3)).await?;

        suppressions::insert_many(tx, SHOP, &[entry(1, mail("ada@example.org"), Some(GRACE))]).await?;
        suppressions::insert_many(tx, ADA, &[entry(2, mail("ada@example.org"), Some(GRACE))]).await?;

        let mut before: Vec<_> = erase::left(tx, SHOP).await?;
        before.sort_unstable();
        let parts = [
            ("articles", 3),
            ("campaigns", 1),
            ("contact_changes", 1),
            ("contact_counters", 1),
            ("suppressions", 1),
            ("unanswered", 1),
            ("voucher_pools", 1),
        ];
        assert_eq!(before, parts);
        erase::begin(tx, SHOP).await?;
        drafts::save(tx, GRACE, ORDER, "Hello", at(5)).await?;
        drafts::save(tx, GRACE, TALK, "Hi", at(5)).await?;
        erase::drafts(tx, GRACE, SHOP).await?;
        assert_eq!(drafts::find(tx, GRACE, ORDER).await?, None);
        assert!(drafts::find(tx, GRACE, TALK).await?.is_some(), "for themselves");
        conversations::lock(tx, &[ORDER]).await?;
        erase::conversations(tx, &[ORDER]).await?;
        let mut part = 0;
        let mut steps = 0;
        while let Some(has_more) = erase::part(tx, SHOP, part, 1).await? {
            part += usize::from(!has_more);
            steps += 1;
        }
        assert!(steps > part + 6 + 3, "one row at a time: {steps} steps for {part} parts");
        assert!(!erase::search(tx, SHOP, 1).await?);
        assert_eq!(erase::left(tx, SHOP).await?, []);
        assert_eq!(articles::text(tx, ArticleId::new(2), 2).await?, None);
        assert_eq!(suppressions::of(tx, SHOP, &[mail("ada@example.org")]).await?, [None]);
        assert!(suppressions::of(tx, ADA, &[mail("ada@example.org")]).await?[0].is_some(), "another's list stays");
        assert_eq!(vouchers::are_known(tx, full, &codes(1, 3)).await?, [false; 3]);
        assert_eq!(campaign_deliveries::next_due(tx, campaign.id).await?, None, "nothing of it is sent any more");
        assert_eq!(campaign_journeys::counts(tx, campaign.id).await?, [], "nobody is on its way");
        assert_eq!(campaign_links::list(tx, campaign.id).await?, [], "its short links lead nowhere");
        assert_eq!(campaign_links::list(tx, subrosa_proto::CampaignId::new(9)).await?, [link(1)]);

        assert_eq!(articles::text(tx, other.id, 1).await?, Some(text("one")), "another's stays");
        assert_eq!(search::find(tx, SHOP).await?, None);
        accounts::set_disabled(tx, SHOP, Some(at(9)), 2).await?;
        assert!(!search::begin(tx, SHOP, 1).await?, "nothing of it is found again");
        assert!(search::begin(tx, ADA, 1).await?);
        search::remove(tx, ADA).await?;
        assert_eq!(search::find(tx, ADA).await?, None);
        assert_eq!(events::newer(tx, TALK, 0, 9).await?.len(), 3);
        assert!(threads::find(tx, ORDER).await?.is_some_and(|thread| thread.ticket.is_none()));
        assert!(brand_members::find(tx, SHOP, GRACE).await?.is_some());
        assert_eq!(labels::list(tx, SHOP, 9).await?, [] as [String; 0]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
