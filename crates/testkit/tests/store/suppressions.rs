//! Whom campaigns never write to: how entries are kept, found and lifted, and for whom they count.

use subrosa_proto::contact::{Identity, IdentityKind, Proof};
use subrosa_proto::suppression::SuppressionReason;
use subrosa_proto::{AccountId, ConversationId, SuppressionId};
use subrosa_store::campaign_answers;
use subrosa_store::campaign_deliveries::{self, Delivery, Planned};
use subrosa_store::merged_contacts::{self, Merged};
use subrosa_store::suppressions::{self, Suppressed, Whom};
use subrosa_store::{Db, Error, campaigns, identities};

use crate::campaigns::{campaign, planned, settled};
use crate::people::{ADA, GRACE, ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(
    entries_are_kept_found_and_removed,
    an_entry_counts_for_whoever_has_it,
    what_the_customer_said_gives_way_and_is_lifted,
    a_complaint_is_noted_once_with_the_last_time
);

const OTHER: ConversationId = ConversationId::new(1_003);
const ALL: SuppressionId = SuppressionId::new(i64::MAX);

pub(crate) fn entry(id: i64, whom: Whom, added_by: Option<AccountId>) -> Suppressed {
    let note = "Ünï 🙂".to_owned();
    Suppressed { id: SuppressionId::new(id), whom, reason: SuppressionReason::Legal, note, added_at: at(id), added_by }
}

pub(crate) fn mail(value: &str) -> Whom {
    Whom::Identity(IdentityKind::Email, value.to_owned())
}

async fn entries_are_kept_found_and_removed(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let (ada, phone) = (mail("ada_1@example.org"), Whom::Identity(IdentityKind::Phone, "+491701234567".to_owned()));
        let id = Whom::Identity(IdentityKind::ExternalId, "KD-7%".to_owned());
        let all: Vec<Suppressed> = (1..)
            .zip([ada.clone(), phone.clone(), id.clone(), Whom::Contact(ORDER)])
            .map(|(number, whom)| entry(number, whom, Some(GRACE)))
            .collect();
        suppressions::insert_many(tx, SHOP, &all).await?;
        suppressions::insert_many(tx, ADA, &[entry(9, ada.clone(), Some(GRACE))]).await?;
        let newest: Vec<Suppressed> = all.iter().rev().cloned().collect();
        assert_eq!(suppressions::newest(tx, SHOP, ALL, 9).await?, newest);
        assert_eq!(suppressions::newest(tx, SHOP, SuppressionId::new(3), 1).await?, newest[2..3]);
        assert_eq!(suppressions::after(tx, SHOP, SuppressionId::new(2), 9).await?, all[2..]);
        let of = suppressions::of(tx, SHOP, &[phone, mail("grace@example.org"), Whom::Contact(ORDER)]).await?;
        assert_eq!(of, [Some(all[1].clone()), None, Some(all[3].clone())]);

        let mut found = Vec::new();
        for (text, contact) in [
            ("ada_1@", None),
            ("aday1@", None),
            ("7%", None),
            ("kd", None),
            ("1701", None),
            // A contact's number is no identity.
            ("1002", None),
            ("nobody", Some(ORDER)),
            ("org", Some(ORDER)),
        ] {
            let page = suppressions::search(tx, SHOP, (text, contact), ALL, 9).await?;
            found.push(page.iter().map(|one| one.id.number()).collect::<Vec<_>>());
        }
        assert_eq!(found, [vec![1], vec![], vec![3], vec![3], vec![2], vec![], vec![4], vec![4, 1]]);
        let page = suppressions::search(tx, SHOP, ("o", Some(ORDER)), SuppressionId::new(4), 1).await?;
        assert_eq!(page, all[..1]);

        // Who stands there stays as they are.
        let again = Suppressed { reason: SuppressionReason::Other, ..entry(7, ada.clone(), Some(ADA)) };
        suppressions::insert_many(tx, SHOP, &[again]).await?;
        assert_eq!(suppressions::of(tx, SHOP, std::slice::from_ref(&ada)).await?, [Some(all[0].clone())]);
        assert_eq!(suppressions::remove(tx, (ADA, all[0].id)).await?, None, "another's");
        assert_eq!(suppressions::remove(tx, (SHOP, all[0].id)).await?, Some(all[0].clone()));
        assert_eq!(suppressions::remove(tx, (SHOP, all[0].id)).await?, None);
        assert_eq!(suppressions::of(tx, SHOP, &[ada]).await?, [None]);
        Ok::<_, Error>(())
    })
    .await
    .expect("entries");
}

async fn an_entry_counts_for_whoever_has_it(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let asked = [(SHOP, ORDER, None), (SHOP, OTHER, None), (ADA, ORDER, None)];
        assert_eq!(suppressions::are_suppressed(tx, &asked).await?, [false; 3]);
        assert_eq!(suppressions::are_suppressed(tx, &[]).await?, [false; 0]);
        suppressions::insert_many(tx, SHOP, &[entry(1, mail("ada@example.org"), Some(GRACE))]).await?;
        assert_eq!(suppressions::are_suppressed(tx, &asked).await?, [false; 3], "nobody has it yet");
        let has =
            |value: &str, kind| vec![Identity { kind, value: value.to_owned(), proof: Proof::Claimed, since: at(1) }];
        identities::save_many(tx, (SHOP, ORDER), &has("ada@example.org", IdentityKind::ExternalId)).await?;
        assert_eq!(suppressions::are_suppressed(tx, &asked).await?, [false; 3], "of another kind");
        identities::save_many(tx, (SHOP, ORDER), &has("ada@example.org", IdentityKind::Email)).await?;
        assert_eq!(suppressions::are_suppressed(tx, &asked).await?, [true, false, false]);

        // The person is one, whichever contact it is known of.
        let merged = |contact| Merged { contact, person: 7, at: at(1), by: GRACE };
        merged_contacts::save_many(tx, SHOP, &[merged(ORDER), merged(OTHER)]).await?;
        let asked = [(SHOP, OTHER, Some(7)), (SHOP, TALK, Some(8)), (SHOP, ORDER, Some(7)), (ADA, OTHER, Some(7))];
        assert_eq!(suppressions::are_suppressed(tx, &asked).await?, [true, false, true, false]);
        suppressions::remove(tx, (SHOP, SuppressionId::new(1))).await?;
        assert_eq!(suppressions::are_suppressed(tx, &asked).await?, [false; 4]);
        suppressions::insert_many(tx, SHOP, &[entry(2, Whom::Contact(ORDER), Some(GRACE))]).await?;
        assert_eq!(suppressions::are_suppressed(tx, &asked).await?, [true, false, true, false]);
        assert_eq!(suppressions::are_suppressed(tx, &[(SHOP, OTHER, None)]).await?, [false], "who stands alone");
        Ok::<_, Error>(())
    })
    .await
    .expect("entries");
}

async fn what_the_customer_said_gives_way_and_is_lifted(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let (of, contact) = ((SHOP, ORDER), Whom::Contact(ORDER));
        assert_eq!(suppressions::complained(tx, of).await?, None);
        suppressions::insert_many(tx, SHOP, &[entry(1, contact.clone(), None)]).await?;
        suppressions::insert_many(tx, SHOP, &[entry(2, contact.clone(), None)]).await?;
        assert_eq!(suppressions::complained(tx, of).await?, Some(at(1)));
        assert_eq!(suppressions::complained(tx, (SHOP, OTHER)).await?, None);
        suppressions::lift(tx, (SHOP, OTHER)).await?;
        assert_eq!(suppressions::complained(tx, of).await?, Some(at(1)), "another's");
        suppressions::lift(tx, of).await?;
        assert_eq!(suppressions::complained(tx, of).await?, None);
        // A member's word takes the place of the customer's, and not the other way round.
        suppressions::insert_many(tx, SHOP, &[entry(3, contact.clone(), None)]).await?;
        suppressions::insert_many(tx, SHOP, &[entry(4, contact.clone(), Some(GRACE))]).await?;
        suppressions::insert_many(tx, SHOP, &[entry(5, contact.clone(), None)]).await?;
        suppressions::lift(tx, of).await?;
        let kept = Suppressed { id: SuppressionId::new(3), ..entry(4, contact.clone(), Some(GRACE)) };
        assert_eq!(suppressions::of(tx, SHOP, &[contact]).await?, [Some(kept)]);
        Ok::<_, Error>(())
    })
    .await
    .expect("entries");
}

async fn a_complaint_is_noted_once_with_the_last_time(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let one = campaign(1);
        campaigns::insert(tx, SHOP, &one).await?;
        let again = Planned { occurrence: 1, ..planned(ORDER, 1, 2) };
        let rows = [planned(ORDER, 1, 1), again, Planned { occurrence: 2, ..again }, planned(OTHER, 0, 1)];
        campaign_deliveries::insert_many(tx, one.id, &rows).await?;
        let theirs = (one.id, ORDER);
        assert_eq!(campaign_answers::complain(tx, theirs, ADA, at(9)).await?, None, "they have not got it");
        let second = campaign_deliveries::Settled { occurrence: 1, ..settled(1, ORDER, Delivery::Sent, 6) };
        let all = [settled(1, ORDER, Delivery::Sent, 5), second, settled(1, OTHER, Delivery::HeldOut, 5)];
        campaign_deliveries::settle_many(tx, &all).await?;
        assert_eq!(campaign_answers::complain(tx, theirs, GRACE, at(9)).await?, None, "somebody else");
        assert_eq!(campaign_answers::complain(tx, (one.id, OTHER), ADA, at(9)).await?, None, "held out");
        assert_eq!(campaign_answers::complain(tx, theirs, ADA, at(9)).await?, Some(true));
        assert_eq!(campaign_answers::complain(tx, theirs, ADA, at(10)).await?, Some(false), "it was known");
        let outcomes = campaign_deliveries::outcomes_of(tx, ORDER, &[one.id]).await?;
        let moments: Vec<_> = outcomes[0].iter().map(|one| one.complained_at).collect();
        assert_eq!(moments, [None, Some(at(9))]);
        campaigns::count_complaint(tx, one.id).await?;
        let kept = campaigns::find(tx, (SHOP, one.id)).await?.expect("it is kept").campaign;
        assert_eq!((kept.complained, kept.opted_out), (1, 0));
        assert_eq!(campaigns::list(tx, SHOP, 9).await?[0].campaign.complained, 1);
        Ok::<_, Error>(())
    })
    .await
    .expect("a complaint");
}
