//! Commands: each stands or falls alone, and those that meet are as if one came after the other.

use subrosa_proto::AccountId;
use subrosa_store::{Db, Error, accounts, counters, meta};

use crate::people::{ADA, GRACE, person, three};

crate::on_both!(
    one_failing_command_leaves_its_neighbours_unharmed,
    a_panicking_command_leaves_its_neighbours_unharmed,
    numbers_of_many_commands_have_no_gap,
    whoever_comes_second_sees_the_first,
    commands_in_crossed_orders_all_succeed,
    a_view_does_not_change,
);

async fn exists(db: &Db, id: i64) -> bool {
    db.read(async move |tx| accounts::find(tx, AccountId::new(id)).await).await.expect("reads").is_some()
}

async fn one_failing_command_leaves_its_neighbours_unharmed(db: &Db) {
    let mut commands = Vec::new();
    for id in 1..=90 {
        let db = db.clone();
        commands.push(tokio::spawn(async move {
            db.write(async move |tx| {
                let handle = format!("person{id}");
                accounts::insert(tx, &person(AccountId::new(id), &handle)).await?;
                // Writes, then fails: nothing of it may remain.
                if id % 3 == 0 { Err(Error::Unavailable("on purpose".to_owned())) } else { Ok(()) }
            })
            .await
        }));
    }
    for (id, command) in (1..).zip(commands) {
        assert_eq!(command.await.expect("no panic").is_ok(), id % 3 != 0, "command {id}");
        assert_eq!(exists(db, id).await, id % 3 != 0, "account {id}");
    }
}

async fn a_panicking_command_leaves_its_neighbours_unharmed(db: &Db) {
    let panicking = db.write::<_, (), Error>(async |tx| {
        accounts::insert(tx, &person(ADA, "ada")).await?;
        panic!("on purpose");
    });
    let fine = db.write(async |tx| accounts::insert(tx, &person(GRACE, "grace")).await);
    let (panicked, fine) = tokio::join!(panicking, fine);
    assert!(matches!(panicked, Err(Error::Bug(_))));
    assert!(fine.is_ok());
    assert!(!exists(db, ADA.number()).await && exists(db, GRACE.number()).await);
}

async fn numbers_of_many_commands_have_no_gap(db: &Db) {
    three(db).await;
    let takes = (0..100).map(|_| {
        let db = db.clone();
        tokio::spawn(async move { db.write(async |tx| counters::take(tx, ADA, 1).await).await.expect("takes") })
    });
    let mut numbers = Vec::new();
    for take in takes.collect::<Vec<_>>() {
        numbers.push(take.await.expect("no panic"));
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=100).collect::<Vec<_>>());
}

async fn whoever_comes_second_sees_the_first(db: &Db) {
    let makes = (0..20).map(|_| {
        let db = db.clone();
        tokio::spawn(async move {
            db.write(async |tx| {
                if accounts::find_by_handle(tx, "ada").await?.is_some() {
                    return Ok::<_, Error>(false);
                }
                accounts::insert(tx, &person(ADA, "ada")).await?;
                Ok(true)
            })
            .await
            .expect("finds or makes")
        })
    });
    let mut made = 0;
    for make in makes.collect::<Vec<_>>() {
        made += i32::from(make.await.expect("no panic"));
    }
    assert_eq!(made, 1);
}

async fn commands_in_crossed_orders_all_succeed(db: &Db) {
    three(db).await;
    // Each takes both accounts' rows, half of them the wrong way round: on PostgreSQL they stand in each other's way.
    let takes = (0..6).map(|index| {
        let db = db.clone();
        let order = if index % 2 == 0 { [ADA, GRACE] } else { [GRACE, ADA] };
        tokio::spawn(async move {
            db.write(async move |tx| {
                counters::take(tx, order[0], 1).await?;
                meta::probe(tx).await?;
                counters::take(tx, order[1], 1).await
            })
            .await
        })
    });
    for take in takes.collect::<Vec<_>>() {
        take.await.expect("no panic").expect("succeeds in the end");
    }
    let newest = db.read(async |tx| counters::newest(tx, GRACE).await).await.expect("reads");
    assert_eq!(newest, 6);
}

async fn a_view_does_not_change(db: &Db) {
    three(db).await;
    // Two statements of one read see one moment, whatever is written in between.
    for round in 1..=20 {
        let writer = db.clone();
        let write = tokio::spawn(async move {
            writer.write(async |tx| counters::take_many(tx, &[(ADA, 1), (GRACE, 1)]).await).await.expect("takes")
        });
        let (ada, grace) = db
            .read(async |tx| Ok::<_, Error>((counters::newest(tx, ADA).await?, counters::newest(tx, GRACE).await?)))
            .await
            .expect("reads");
        assert_eq!(ada, grace, "round {round}");
        write.await.expect("no panic");
    }
}
