//! How brands close pending tickets, and which are due.

use subrosa_proto::closing::ClosingSettings;
use subrosa_proto::ticket::{Ticket, TicketStatus};
use subrosa_store::{Db, Error, Tx, brand_closing};

use crate::people::{ADA, SHOP, at, with_a_shop};
use crate::tickets::{keep, ticket};

crate::on_both!(how_a_brand_closes_is_kept, what_is_quiet_for_long_enough_is_due);

const DAY: i64 = 86_400_000;

fn after(days: u32, is_on: bool) -> ClosingSettings {
    ClosingSettings { is_on, days, message: "Adiós".to_owned() }
}

async fn how_a_brand_closes_is_kept(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        assert_eq!(brand_closing::find(tx, SHOP).await?, (ClosingSettings::default(), None));
        brand_closing::save(tx, SHOP, &after(7, true), at(5)).await?;
        assert_eq!(brand_closing::find(tx, SHOP).await?, (after(7, true), Some(at(5))));
        brand_closing::save(tx, SHOP, &after(8, false), at(6)).await?;
        assert_eq!(brand_closing::find(tx, SHOP).await?, (after(8, false), None));
        assert_eq!(brand_closing::find(tx, ADA).await?, (ClosingSettings::default(), None));
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

fn quiet(id: i64, since: Option<i64>) -> Ticket {
    Ticket { quiet_since: since.map(|day| at(day * DAY)), ..ticket(id, TicketStatus::Pending) }
}

async fn what_is_quiet_for_long_enough_is_due(db: &Db) {
    with_a_shop(db).await;
    keep(db, vec![quiet(1, Some(3)), quiet(2, Some(1)), quiet(3, None), quiet(4, Some(1))]).await;
    db.write(async |tx| {
        assert_eq!(brand_closing::due(tx, at(99 * DAY), 9).await?, [], "it is off");
        brand_closing::save(tx, SHOP, &after(7, true), at(1)).await?;
        let due = async |tx: &mut Tx<'_>, day: i64, limit| -> Result<Vec<i64>, Error> {
            let found = brand_closing::due(tx, at(day * DAY), limit).await?;
            let mut ids: Vec<i64> = found.iter().map(|(conversation, _)| conversation.number()).collect();
            ids.sort_unstable();
            Ok(ids)
        };
        assert_eq!(due(tx, 7, 9).await?, [0_i64; 0]);
        assert_eq!(due(tx, 8, 9).await?, [2, 4]);
        assert_eq!(due(tx, 8, 1).await?.len(), 1);
        assert_eq!(due(tx, 10, 9).await?, [1, 2, 4]);
        brand_closing::save(tx, SHOP, &after(7, true), at(2 * DAY)).await?;
        assert_eq!(due(tx, 8, 9).await?, [0_i64; 0], "days before it was switched on do not count");
        assert_eq!(due(tx, 9, 9).await?, [2, 4]);
        brand_closing::save(tx, SHOP, &after(7, false), at(2 * DAY)).await?;
        assert_eq!(due(tx, 99, 9).await?, [0_i64; 0]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
