//! What is taken back, in the log and of campaigns.

use subrosa_proto::{CampaignId, ConversationId};
use subrosa_store::campaign_answers;
use subrosa_store::campaign_deliveries::{self, Delivery, Key};
use subrosa_store::campaigns::{self, Kept};
use subrosa_store::{Db, Error, conversations};

use crate::campaigns::{campaign, planned, settled};
use crate::people::{ADA, ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(a_conversation_knows_what_was_taken_back, who_got_it_is_looked_at_in_order_and_loses_it_once,);

async fn a_conversation_knows_what_was_taken_back(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        assert_eq!(conversations::find(tx, ORDER).await?.expect("it is there").recalled, [0; 0]);
        conversations::set_recalled(tx, ORDER, &[2, 7]).await?;
        assert_eq!(conversations::find(tx, ORDER).await?.expect("it is there").recalled, [2, 7]);
        assert_eq!(conversations::find(tx, TALK).await?.expect("it is there").recalled, [0; 0]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn who_got_it_is_looked_at_in_order_and_loses_it_once(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let (id, none) = (CampaignId::new(1), ConversationId::new(0));
        let mut contacts = [ORDER, TALK, ConversationId::new(1_077), ConversationId::new(1_078)];
        contacts.sort_unstable();
        let [first, second, held_out, waiting] = contacts;
        campaign_deliveries::insert_many(tx, id, &contacts.map(|contact| planned(contact, 1, 1))).await?;
        let all = [
            settled(1, first, Delivery::Sent, 5),
            settled(1, second, Delivery::Sent, 6),
            settled(1, held_out, Delivery::HeldOut, 6),
        ];
        campaign_deliveries::settle_many(tx, &all).await?;
        assert_eq!(
            campaign_deliveries::sent_after(tx, id, none, 9).await?,
            [(first, ADA, 5), (second, ADA, 6)],
            "whoever got nothing has nothing to lose"
        );
        assert_eq!(campaign_deliveries::sent_after(tx, id, none, 1).await?, [(first, ADA, 5)]);
        assert_eq!(campaign_deliveries::sent_after(tx, id, first, 9).await?, [(second, ADA, 6)]);
        campaign_answers::click(tx, ((id, 0), second), 1, (at(9), at(8))).await?;
        assert_eq!(campaign_deliveries::unopened(tx, (id, first)).await?, [(0, 5, 0)]);
        for contact in [second, held_out, waiting] {
            assert_eq!(campaign_deliveries::unopened(tx, (id, contact)).await?, [], "{contact}");
        }
        campaign_deliveries::recall_many(
            tx,
            &[first, held_out, waiting].map(|contact| Key { campaign: id, contact, occurrence: 0 }),
        )
        .await?;
        assert_eq!(campaign_deliveries::unopened(tx, (id, first)).await?, []);
        let mut counts = campaign_deliveries::counts(tx, id).await?;
        counts.sort_by_key(|one| one.0);
        let of = |state| (state, None, 1);
        let wanted = [Delivery::Planned, Delivery::HeldOut, Delivery::Sent, Delivery::Recalled].map(of);
        assert_eq!(counts, wanted);
        assert!(!campaign_answers::opt_out(tx, (id, first), at(20)).await?, "it is no more");

        campaigns::insert(tx, SHOP, &campaign(1)).await?;
        let kept = campaigns::find(tx, (SHOP, id)).await?.expect("it is kept");
        assert_eq!(kept.recall_after, None);
        let kept = Kept { recall_after: Some(first), ..kept };
        campaigns::set_state(tx, &kept, None).await?;
        assert_eq!(campaigns::find(tx, (SHOP, id)).await?, Some(kept));
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
