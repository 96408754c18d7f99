//! Conversations, their members and the account's index of them.

use subrosa_proto::ConversationId;
use subrosa_proto::conversation::Draft;
use subrosa_store::conversations::Head;
use subrosa_store::members::{Marks, Member};
use subrosa_store::{Db, Error, conversations, drafts, members};

use crate::people::{ADA, GRACE, LINUS, TALK, at, three};

crate::on_both!(one_conversation_for_each_pair, a_conversation_is_read_whole, the_index_is_read_in_its_orders);

async fn one_conversation_for_each_pair(db: &Db) {
    three(db).await;
    let again = db
        .write(async |tx| {
            conversations::insert(
                tx,
                ConversationId::new(2),
                subrosa_proto::conversation::ConversationKind::Direct,
                (ADA, GRACE),
                at(3),
            )
            .await
        })
        .await;
    assert!(matches!(again, Err(Error::Conflict)));
    let found = db
        .read(async |tx| {
            Ok::<_, Error>([
                conversations::find_by_pair(tx, (ADA, GRACE)).await?,
                conversations::find_by_pair(tx, (GRACE, ADA)).await?,
                conversations::find_by_pair(tx, (ADA, LINUS)).await?,
            ])
        })
        .await
        .expect("reads");
    assert_eq!(found, [Some(TALK), Some(TALK), None]);
    let (of_ada, of_grace) = db
        .read(async |tx| {
            let of_ada = conversations::find_by_handles(tx, ADA, &["linus", "grace", "nobody"]).await?;
            Ok::<_, Error>((of_ada, conversations::find_by_handles(tx, GRACE, &["ada"]).await?))
        })
        .await
        .expect("reads");
    assert_eq!(
        (of_ada.as_slice(), of_grace.as_slice()),
        ([None, Some(TALK), None].as_slice(), [Some(TALK)].as_slice())
    );
}

async fn a_conversation_is_read_whole(db: &Db) {
    three(db).await;
    let marks = Marks { number: 4, unread: 2, read_seq: 1, delivered_seq: 3, inbound_seq: 3 };
    let found = db
        .write(async move |tx| {
            conversations::lock(tx, &[TALK]).await?;
            conversations::set_heads(tx, &[Head { conversation: TALK, head: 3, activity: at(77) }]).await?;
            members::update_many(tx, &[Member { account: GRACE, conversation: TALK, marks }]).await?;
            drafts::save(tx, GRACE, TALK, "begun", at(5)).await?;
            drafts::save(tx, GRACE, TALK, "begun anew", at(6)).await?;
            drafts::save(tx, ADA, TALK, "nothing", at(6)).await?;
            drafts::remove(tx, ADA, TALK).await?;
            let one = conversations::find(tx, TALK).await?;
            let many = conversations::find_many(tx, &[ConversationId::new(9), TALK]).await?;
            assert_eq!(many, [None, one.clone()]);
            assert_eq!(conversations::head(tx, TALK).await?, 3);
            Ok::<_, Error>(one.expect("is there"))
        })
        .await
        .expect("writes");
    assert_eq!((found.id, found.head, found.activity), (TALK, 3, at(77)));
    assert_eq!(found.members[0].profile.id, ADA, "the lower id first");
    assert_eq!((found.members[0].marks, &found.members[0].draft), (Marks::default(), &None));
    assert_eq!(found.members[1].marks, marks);
    assert_eq!(found.members[1].draft, Some(Draft { text: "begun anew".to_owned(), at: at(6) }));
    assert_eq!((found.side_of(ADA), found.side_of(GRACE), found.side_of(LINUS)), (Some(0), Some(1), None));
}

async fn the_index_is_read_in_its_orders(db: &Db) {
    three(db).await;
    let other = ConversationId::new(500);
    let third = ConversationId::new(2_000);
    db.write(async move |tx| {
        conversations::insert(tx, other, subrosa_proto::conversation::ConversationKind::Direct, (ADA, LINUS), at(3))
            .await?;
        let row = |conversation, number, delivered_seq, inbound_seq| Member {
            account: ADA,
            conversation,
            marks: Marks { number, delivered_seq, inbound_seq, ..Marks::default() },
        };
        members::insert(tx, ADA, third, 0).await?;
        members::update_many(tx, &[row(TALK, 8, 1, 2), row(other, 5, 2, 2)]).await
    })
    .await
    .expect("writes");
    db.read(async move |tx| {
        assert_eq!(members::changed_since(tx, ADA, 0, 9).await?, [(other, 5), (TALK, 8)]);
        assert_eq!(members::changed_since(tx, ADA, 5, 9).await?, [(TALK, 8)]);
        assert_eq!(members::changed_since(tx, ADA, 0, 1).await?, [(other, 5)]);
        // What is not seen yet is not in the list.
        assert_eq!(members::newest_first(tx, ADA, i64::MAX, 9).await?, [(TALK, 8), (other, 5)]);
        assert_eq!(members::newest_first(tx, ADA, 8, 9).await?, [(other, 5)]);
        assert_eq!(members::undelivered(tx, ADA, 0, 8).await?, [(TALK, 2)]);
        assert_eq!(members::undelivered(tx, ADA, 0, 7).await?, []);
        assert_eq!(members::conversations_after(tx, ADA, ConversationId::new(0), 9).await?, [other, TALK, third]);
        assert_eq!(members::conversations_after(tx, ADA, other, 1).await?, [TALK]);
        Ok::<_, Error>(())
    })
    .await
    .expect("reads");
}
