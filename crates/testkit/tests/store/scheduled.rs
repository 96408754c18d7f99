//! Replies that wait for their moment.

use subrosa_proto::ScheduledId;
use subrosa_proto::body::Body;
use subrosa_proto::sending::{IfCustomerWrites, ScheduledReply, SendingReason};
use subrosa_proto::ticket::Thread;
use subrosa_store::scheduled::{self, Due, Waiting};
use subrosa_store::{Db, Error, threads};

use crate::people::{ADA, GRACE, ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(replies_wait_are_changed_and_are_due_in_order);

fn waiting(id: i64, due: i64) -> Waiting {
    let reply = ScheduledReply {
        id: ScheduledId::new(id),
        author: GRACE,
        body: Body::text(format!("reply {id}")),
        due_at: at(due),
        if_customer_writes: IfCustomerWrites::Hold,
        held: None,
    };
    Waiting { reply, heard: id, epoch: 3 }
}

async fn replies_wait_are_changed_and_are_due_in_order(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let (first, second) = (waiting(1, 50), waiting(2, 40));
        for one in [&first, &second] {
            scheduled::save(tx, (SHOP, ORDER), one).await?;
        }
        assert_eq!(scheduled::list(tx, ORDER, 9).await?, [second.clone(), first.clone()]);
        assert_eq!(scheduled::list(tx, ORDER, 1).await?, std::slice::from_ref(&second));
        assert_eq!(scheduled::count(tx, ORDER).await?, 2);
        assert_eq!(scheduled::standing(tx, ORDER).await?, (Some(at(40)), 0));
        assert_eq!(scheduled::standing(tx, TALK).await?, (None, 0));
        assert_eq!(scheduled::find(tx, ORDER, first.reply.id).await?, Some(first.clone()));
        assert_eq!(scheduled::find(tx, TALK, first.reply.id).await?, None, "another conversation's");
        assert_eq!(scheduled::due(tx, at(39), 9).await?, []);
        let due = |waiting: &Waiting| Due {
            conversation: ORDER,
            id: waiting.reply.id,
            brand: SHOP,
            author: waiting.reply.author,
        };
        assert_eq!(scheduled::due(tx, at(50), 9).await?, [due(&second), due(&first)]);

        let mut later = waiting(2, 60);
        later.reply.author = ADA;
        later.reply.if_customer_writes = IfCustomerWrites::Send;
        (later.heard, later.epoch) = (7, 4);
        scheduled::save(tx, (SHOP, ORDER), &later).await?;
        assert_eq!(scheduled::list(tx, ORDER, 9).await?, [first.clone(), later.clone()]);
        assert!(!scheduled::remove(tx, TALK, first.reply.id).await?);
        assert!(scheduled::remove(tx, ORDER, first.reply.id).await?);
        assert!(!scheduled::remove(tx, ORDER, first.reply.id).await?);
        assert_eq!(scheduled::due(tx, at(60), 9).await?, [due(&later)]);
        for why in [
            SendingReason::CustomerGone,
            SendingReason::WindowClosed,
            SendingReason::ThreadTaken,
            SendingReason::CustomerWrote,
            SendingReason::AuthorLeft,
        ] {
            later.reply.held = Some(why);
            scheduled::save(tx, (SHOP, ORDER), &later).await?;
            assert_eq!(scheduled::list(tx, ORDER, 9).await?, std::slice::from_ref(&later));
            assert_eq!(scheduled::due(tx, at(60), 9).await?, [], "what is held is not due again");
            assert_eq!(scheduled::standing(tx, ORDER).await?, (None, 1));
        }
        threads::set_replies(tx, ORDER, (Some(at(60)), 1)).await?;
        let thread = threads::find(tx, ORDER).await?.expect("a thread");
        assert_eq!((thread.reply_due_at, thread.held_replies), (Some(at(60)), 1));
        threads::update_many(tx, &[(ORDER, &Thread { epoch: 9, ..Thread::default() })]).await?;
        assert_eq!(threads::find(tx, ORDER).await?, Some(Thread { epoch: 9, ..thread }), "not with the thread");
        Ok::<_, Error>(())
    })
    .await
    .expect("writes");
}
