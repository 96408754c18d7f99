//! Files of messages: kept before they are said, given to one message, removed where none says them.

use subrosa_proto::{AccountId, Attachment, AttachmentId};
use subrosa_store::attachments::{self, Named, Uploaded};
use subrosa_store::{Db, Error};

use crate::people::{ADA, ORDER, SHOP, TALK, at, name, with_a_shop};

crate::on_both!(a_file_waits_for_its_message_and_is_removed_without_one, an_upload_has_one_result);

pub(crate) fn file(id: i64, author: AccountId) -> Uploaded {
    let attachment = Attachment {
        id: AttachmentId::new(id),
        name: "Rechnung für März.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: 1_000 * id,
        width: (id == 2).then_some(640),
        height: (id == 2).then_some(480),
    };
    let digest = vec![0, 255, u8::try_from(id).expect("small")];
    Uploaded { attachment, author, digest, is_kept: true, seq: None, remove_at: Some(at(100 * id)) }
}

async fn a_file_waits_for_its_message_and_is_removed_without_one(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let (first, second, third) = (file(1, ADA), file(2, SHOP), file(3, ADA));
        for (number, one) in (1..).zip([&first, &second, &third]) {
            assert!(attachments::insert(tx, (ORDER, name(number)), one).await?);
            attachments::insert_content(tx, one.attachment.id, &[0, 255, 1]).await?;
        }
        let id = |one: &Uploaded| one.attachment.id;
        assert_eq!(attachments::find(tx, ORDER, id(&second)).await?, Some(second.clone()));
        assert_eq!(attachments::find(tx, TALK, id(&second)).await?, None, "another conversation's");
        let wanted = [id(&second), AttachmentId::new(99), id(&first)];
        let found = attachments::find_many(tx, ORDER, &wanted).await?;
        assert_eq!(found, [Some(second.clone()), None, Some(first.clone())]);
        assert_eq!(attachments::content(tx, id(&first)).await?.as_deref(), Some(&[0, 255, 1][..]));
        assert_eq!(attachments::uploaded_since(tx, ORDER, ADA, id(&first)).await?, (2, 4_000));
        assert_eq!(attachments::uploaded_since(tx, ORDER, ADA, id(&second)).await?, (1, 3_000));
        assert_eq!(attachments::uploaded_since(tx, TALK, ADA, id(&first)).await?, (0, 0));

        attachments::give(tx, &[(id(&first), 7)]).await?;
        let given = attachments::find(tx, ORDER, id(&first)).await?;
        assert_eq!(given, Some(Uploaded { seq: Some(7), remove_at: None, ..first.clone() }));
        assert!(!attachments::is_any_due(tx, at(199)).await?);
        assert_eq!(attachments::claim_due(tx, at(199), at(900)).await?, None, "what is said stays");
        assert!(attachments::is_any_due(tx, at(300)).await?);
        let named = |one: &Uploaded| Named { id: id(one), author: one.author, digest: one.digest.clone() };
        assert_eq!(attachments::claim_due(tx, at(300), at(900)).await?, Some(named(&second)), "the longest due");
        let claimed = attachments::find(tx, ORDER, id(&second)).await?.expect("is there");
        assert!(!claimed.is_kept, "nobody says it any more");
        assert_eq!(attachments::claim_due(tx, at(300), at(900)).await?, Some(named(&third)));
        assert_eq!(attachments::claim_due(tx, at(300), at(900)).await?, None);
        assert_eq!(
            attachments::claim_due(tx, at(900), at(950)).await?,
            Some(named(&second)),
            "whoever claimed it died"
        );
        for one in [&first, &second] {
            attachments::forget(tx, id(one)).await?;
        }
        assert_eq!(attachments::find(tx, ORDER, id(&second)).await?, None);
        assert_eq!(attachments::content(tx, id(&second)).await?, None);
        assert!(attachments::content(tx, id(&first)).await?.is_some(), "what is said is not forgotten");
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn an_upload_has_one_result(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let first = Uploaded { is_kept: false, ..file(1, ADA) };
        assert!(attachments::insert(tx, (ORDER, name(1)), &first).await?);
        assert!(!attachments::insert(tx, (ORDER, name(1)), &file(2, ADA)).await?, "under the same name");
        assert!(attachments::insert(tx, (ORDER, name(1)), &file(2, SHOP)).await?, "another side's name");
        let found = attachments::find_by_client_id(tx, ORDER, ADA, name(1)).await?;
        assert_eq!(found, Some(first.clone()));
        assert_eq!(attachments::find_by_client_id(tx, ORDER, ADA, name(2)).await?, None);

        attachments::set_aside(tx, first.attachment.id, name(9)).await?;
        assert!(attachments::insert(tx, (ORDER, name(1)), &file(3, ADA)).await?, "it was not kept, so it may be again");
        attachments::set_aside(tx, AttachmentId::new(3), name(8)).await?;
        let kept = attachments::find_by_client_id(tx, ORDER, ADA, name(1)).await?;
        assert_eq!(kept, Some(file(3, ADA)), "what is kept goes by its name for good");
        assert!(attachments::set_kept(tx, first.attachment.id).await?);
        assert!(!attachments::set_kept(tx, first.attachment.id).await?, "once");
        assert!(!attachments::set_kept(tx, AttachmentId::new(99)).await?);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
