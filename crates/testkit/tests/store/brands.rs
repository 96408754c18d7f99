//! Brands, who works for them, and what they keep at hand.

use subrosa_proto::account::AccountKind;
use subrosa_proto::brand::{Role, SavedReply};
use subrosa_proto::ticket::{TicketChange, TicketStatus};
use subrosa_proto::wait::{WaitLanguage, WaitSettings, WaitTold};
use subrosa_proto::{DeviceId, ReplyId};
use subrosa_store::brand_members::ByToken;
use subrosa_store::devices::NewDevice;
use subrosa_store::{Db, Error, accounts, brand_members, brands, conversations, counters, devices, drafts, replies};

use crate::people::{ADA, GRACE, LINUS, ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(
    a_brand_is_an_account_of_its_own_kind,
    members_come_and_go,
    a_token_speaks_for_the_brand_as_long_as_its_person_works_there,
    replies_have_names_of_their_own,
    members_have_drafts_of_their_own,
);

async fn a_brand_is_an_account_of_its_own_kind(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        assert_eq!(accounts::find(tx, SHOP).await?.map(|found| found.profile.kind), Some(AccountKind::Brand));
        assert_eq!(accounts::find(tx, ADA).await?.map(|found| found.profile.kind), Some(AccountKind::Person));
        accounts::set_kind(tx, SHOP, AccountKind::VerifiedBrand, 9).await?;
        let found = accounts::find(tx, SHOP).await?.expect("is there");
        assert_eq!((found.profile.kind, found.number), (AccountKind::VerifiedBrand, 9));
        let order = conversations::find(tx, ORDER).await?.expect("is there");
        assert_eq!(order.brand_side().map(|side| order.members[side].profile.id), Some(SHOP));
        assert_eq!(conversations::find(tx, TALK).await?.expect("is there").brand_side(), None);

        assert_eq!(brands::reopen_seconds(tx, SHOP).await?, Some(60));
        brands::set_reopen_seconds(tx, SHOP, 5).await?;
        let wait = WaitSettings { told: WaitTold::AfterBots, language: WaitLanguage::En };
        let rules = brands::Rules {
            wait,
            reopen_seconds: 5,
            has_bots: false,
            survey_delay: None,
            has_rules: false,
            assigns: false,
            has_webhooks: false,
            has_levels: false,
        };
        assert_eq!(brands::rules_of(tx, &[ADA, SHOP]).await?, [None, Some(rules)]);
        for (told, language) in WaitTold::ALL.into_iter().cycle().zip(WaitLanguage::ALL) {
            let wait = WaitSettings { told, language };
            brands::set_wait(tx, SHOP, wait).await?;
            assert_eq!(brands::rules_of(tx, &[SHOP]).await?, [Some(brands::Rules { wait, ..rules })]);
        }
        assert_eq!(brands::take_ordinals(tx, &[(SHOP, 1)]).await?, [1]);
        assert_eq!(brands::take_ordinals(tx, &[(SHOP, 3)]).await?, [4]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
    let of_a_person = db.write(async |tx| brands::take_ordinals(tx, &[(ADA, 1)]).await).await;
    assert!(matches!(of_a_person, Err(Error::Corrupt(_))));
}

async fn members_come_and_go(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        brand_members::insert(tx, SHOP, LINUS, Role::Agent, (at(5), None)).await?;
        assert_eq!(brand_members::find(tx, SHOP, LINUS).await?, Some((Role::Agent, false)));
        assert_eq!(brand_members::hold(tx, &[(SHOP, GRACE), (SHOP, LINUS)]).await?, [Some((Role::Owner, None)), None]);
        let memberships = brand_members::memberships(tx, LINUS, 9).await?;
        assert_eq!((memberships.len(), memberships[0].brand.id, memberships[0].invited), (1, SHOP, true));

        assert!(brand_members::join(tx, SHOP, LINUS, at(6)).await?);
        assert!(!brand_members::join(tx, SHOP, LINUS, at(7)).await?, "once");
        assert_eq!(brand_members::hold(tx, &[(SHOP, LINUS)]).await?, [Some((Role::Agent, None))]);
        brand_members::set_role(tx, SHOP, LINUS, (Role::Owner, None)).await?;
        assert_eq!(brand_members::count_joined(tx, SHOP, Role::Owner).await?, 2);
        let members = brand_members::list(tx, SHOP, at(0), 9).await?;
        let members: Vec<_> = members.iter().map(|one| (one.account.id, one.role, one.invited, one.since)).collect();
        assert_eq!(members, [(GRACE, Role::Owner, false, at(3)), (LINUS, Role::Owner, false, at(5))]);

        brand_members::remove(tx, SHOP, LINUS).await?;
        assert_eq!(brand_members::find(tx, SHOP, LINUS).await?, None);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
    let twice = db.write(async |tx| brand_members::insert(tx, SHOP, GRACE, Role::Agent, (at(8), None)).await).await;
    assert!(matches!(twice, Err(Error::Conflict)));
}

async fn a_token_speaks_for_the_brand_as_long_as_its_person_works_there(db: &Db) {
    with_a_shop(db).await;
    let phone = DeviceId::new(7);
    db.write(async move |tx| {
        let device = NewDevice {
            id: phone,
            account: GRACE,
            name: "phone",
            token_hash: b"token",
            request_key: None,
            address_key: None,
            created_at: at(1),
        };
        devices::insert(tx, &device).await?;
        counters::take(tx, SHOP, 12).await
    })
    .await
    .expect("a phone");
    let by_token = ByToken { role: (Role::Owner, None), person: GRACE, device: phone, is_admitted: true };
    let speaks = async || {
        db.read(async move |tx| {
            let found = brand_members::find_by_token(tx, SHOP, b"token").await?;
            let numbers =
                brand_members::newest_numbers(tx, &[(SHOP, phone), (SHOP, DeviceId::new(8)), (ADA, phone)]).await?;
            Ok::<_, Error>((found, numbers))
        })
        .await
        .expect("reads")
    };
    assert_eq!(speaks().await, (Some(by_token), vec![(SHOP, phone, 12)]));
    for account in [GRACE, SHOP] {
        db.write(async move |tx| accounts::set_disabled(tx, account, Some(at(9)), 1).await).await.expect("writes");
        assert_eq!(speaks().await, (None, Vec::new()));
        db.write(async move |tx| accounts::set_disabled(tx, account, None, 2).await).await.expect("writes");
    }
    db.write(async |tx| brand_members::remove(tx, SHOP, GRACE).await).await.expect("writes");
    assert_eq!(speaks().await, (None, Vec::new()));
}

async fn replies_have_names_of_their_own(db: &Db) {
    with_a_shop(db).await;
    let then = TicketChange { status: Some(TicketStatus::Resolved), assignee: Some(None), ..TicketChange::default() };
    let reply = |id, name: &str, then: &TicketChange| SavedReply {
        id: ReplyId::new(id),
        name: name.to_owned(),
        text: format!("on {name}"),
        then: then.clone(),
    };
    let nothing = TicketChange::default();
    let (first, second) = (reply(1, "thanks", &nothing), reply(2, "Delivery", &then));
    let renamed = reply(1, "Many thanks", &then);
    db.write(async move |tx| {
        replies::insert(tx, SHOP, &first).await?;
        replies::insert(tx, SHOP, &second).await?;
        assert_eq!(replies::list(tx, SHOP, 9).await?, [second.clone(), first]);
        assert_eq!(replies::find_by_name(tx, SHOP, "thanks").await?, Some(ReplyId::new(1)));
        assert!(replies::update(tx, SHOP, &renamed).await?);
        assert!(!replies::update(tx, ADA, &renamed).await?, "another's");
        assert_eq!(replies::find_by_name(tx, SHOP, "thanks").await?, None);
        assert_eq!(replies::find(tx, SHOP, ReplyId::new(1)).await?.as_deref(), Some("Many thanks"));
        assert_eq!(replies::find(tx, ADA, ReplyId::new(1)).await?, None);
        assert_eq!(replies::count(tx, SHOP).await?, 2);
        assert!(!replies::remove(tx, ADA, ReplyId::new(1)).await?);
        assert!(replies::remove(tx, SHOP, ReplyId::new(1)).await?);
        assert_eq!(replies::list(tx, SHOP, 9).await?, [second]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
    let taken = reply(3, "Delivery", &nothing);
    let twice = db.write(async move |tx| replies::insert(tx, SHOP, &taken).await).await;
    assert!(matches!(twice, Err(Error::Conflict)));
}

async fn members_have_drafts_of_their_own(db: &Db) {
    with_a_shop(db).await;
    let (found, order) = db
        .write(async |tx| {
            drafts::save(tx, GRACE, ORDER, "dear Ada", at(5)).await?;
            assert_eq!(drafts::find(tx, LINUS, ORDER).await?, None);
            Ok::<_, Error>((drafts::find(tx, GRACE, ORDER).await?, conversations::find(tx, ORDER).await?))
        })
        .await
        .expect("works");
    assert_eq!(found.map(|draft| draft.text).as_deref(), Some("dear Ada"));
    assert!(order.expect("is there").members.iter().all(|member| member.draft.is_none()));
}
