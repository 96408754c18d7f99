//! Audit logs.

use subrosa_proto::audit::AuditDeed;
use subrosa_store::audit::{self, Entry};
use subrosa_store::{Db, Error};

use crate::people::{ADA, GRACE, ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(entries_are_found_by_member_and_conversation, the_same_is_known_for_a_while);

fn entry(id: i64) -> Entry {
    Entry {
        id,
        at: at(10 * id),
        member: Some(GRACE),
        deed: AuditDeed::ContactRead,
        conversation: Some(ORDER),
        about: String::new(),
    }
}

async fn entries_are_found_by_member_and_conversation(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let operators = Entry {
            member: None,
            conversation: None,
            about: "ünï".to_owned(),
            deed: AuditDeed::ArticleRemoved,
            ..entry(2)
        };
        let adas = Entry { member: Some(ADA), ..entry(3) };
        for one in [&entry(1), &operators, &adas] {
            audit::insert(tx, SHOP, one).await?;
        }
        audit::insert(tx, ADA, &entry(4)).await?;
        assert_eq!(audit::newest(tx, SHOP, i64::MAX, 9).await?, [adas.clone(), operators.clone(), entry(1)]);
        assert_eq!(audit::newest(tx, SHOP, 3, 1).await?, [operators]);
        assert_eq!(audit::newest_of(tx, (SHOP, GRACE), i64::MAX, 9).await?, [entry(1)]);
        assert_eq!(audit::newest_of(tx, (SHOP, GRACE), 1, 9).await?, []);
        assert_eq!(audit::newest_about(tx, (SHOP, ORDER), i64::MAX, 9).await?, [adas, entry(1)]);
        assert_eq!(audit::newest_about(tx, (SHOP, TALK), i64::MAX, 9).await?, []);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn the_same_is_known_for_a_while(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        audit::insert(tx, SHOP, &entry(5)).await?;
        let (same, since) = (entry(6), at(50));
        assert!(audit::is_known(tx, SHOP, &same, since).await?);
        assert!(!audit::is_known(tx, SHOP, &same, at(51)).await?);
        assert!(!audit::is_known(tx, ADA, &same, since).await?);
        for other in [
            Entry { member: Some(ADA), ..entry(6) },
            Entry { conversation: Some(TALK), ..entry(6) },
            Entry { conversation: None, ..entry(6) },
            Entry { deed: AuditDeed::ContactChanged, ..entry(6) },
        ] {
            assert!(!audit::is_known(tx, SHOP, &other, since).await?, "{other:?}");
        }
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
