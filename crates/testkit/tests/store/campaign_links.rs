//! Links of campaigns, and who opened them.

use subrosa_proto::{CampaignId, ConversationId};
use subrosa_store::campaign_answers;
use subrosa_store::campaign_deliveries::{self, Delivery, FIRST_OUTCOME};
use subrosa_store::campaign_links::{self, Link};
use subrosa_store::{Db, Error};

use crate::campaigns::{planned, settled};
use crate::people::{ORDER, TALK, at, with_a_shop};

crate::on_both!(links_are_those_of_their_campaign, a_click_counts_once_for_each_link_of_what_was_sent,);

pub(crate) fn link(number: u32) -> Link {
    let secret = vec![0, 0xff, u8::try_from(number).expect("few")];
    Link { number, url: format!("https://shop.example/ünï?{number}"), secret, message: number - 1 }
}

async fn links_are_those_of_their_campaign(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let (first, second) = (CampaignId::new(1), CampaignId::new(2));
        campaign_links::insert_many(tx, first, &[link(2), link(1)]).await?;
        campaign_links::insert_many(tx, second, &[link(1)]).await?;
        campaign_links::insert_many(tx, second, &[]).await?;
        assert_eq!(campaign_links::list(tx, first).await?, [link(1), link(2)]);
        assert_eq!(campaign_links::list(tx, CampaignId::new(3)).await?, []);
        assert_eq!(campaign_links::find(tx, first, 2).await?, Some(link(2)));
        assert_eq!(campaign_links::find(tx, second, 2).await?, None);
        assert_eq!(campaign_links::find(tx, first, 0).await?, None);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn a_click_counts_once_for_each_link_of_what_was_sent(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let (id, held_out) = (CampaignId::new(1), ConversationId::new(1_077));
        let rows = [planned(ORDER, 1, 1), planned(held_out, 0, 1), planned(TALK, 1, 1)];
        campaign_deliveries::insert_many(tx, id, &rows).await?;
        let all = [settled(1, ORDER, Delivery::Sent, 5), settled(1, held_out, Delivery::HeldOut, 5)];
        campaign_deliveries::settle_many(tx, &all).await?;
        for (contact, number) in [(held_out, 1), (TALK, 1), (ConversationId::new(9), 1), (ORDER, 0), (ORDER, 65)] {
            let is_counted = campaign_answers::click(tx, ((id, 0), contact), number, (at(8), at(7))).await?;
            assert!(!is_counted, "{contact} {number}");
        }
        let mine = ((id, 0), ORDER);
        let later = ((id, 1), ORDER);
        assert!(!campaign_answers::click(tx, later, 1, (at(7), at(6))).await?, "they have not got that one");
        assert!(!campaign_answers::click(tx, mine, 1, (at(6), at(5))).await?, "too soon");
        assert!(campaign_answers::click(tx, mine, 20, (at(7), at(6))).await?);
        assert!(campaign_answers::click(tx, mine, 1, (at(8), at(7))).await?);
        assert!(!campaign_answers::click(tx, mine, 20, (at(9), at(8))).await?, "it was known");
        let of = campaign_deliveries::outcomes_of(tx, ORDER, &[id]).await?[0][0];
        assert_eq!((of.clicked_at, of.clicked_links), (Some(at(7)), (1 << 19) | 1), "the first moment stays");
        // What is measured later leaves it as it is.
        campaign_deliveries::measure_many(tx, id, &[of]).await?;
        let all = campaign_deliveries::outcomes_after(tx, id, FIRST_OUTCOME, at(0), 9).await?;
        let clicked: Vec<_> = all.iter().map(|one| (one.contact, one.clicked_links)).collect();
        assert_eq!(clicked.len(), 2);
        assert!(clicked.contains(&(ORDER, (1 << 19) | 1)) && clicked.contains(&(held_out, 0)), "{clicked:?}");
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
