//! Who else uses the database.

use std::time::Duration;

use deadpool_postgres::Pool;
use tokio_postgres::types::Type;

use crate::Error;

/// By which name PostgreSQL shows those who use a store…
pub(super) const SERVING: &str = "subrosa";
/// …and those who move one.
pub(super) const COPYING: &str = "subrosa migrate-store";

/// A process that has just ended may be shown for a moment longer.
const MOMENT: Duration = Duration::from_millis(100);
const MOMENTS: u32 = 20;

/// Whether anyone uses the store, besides those who move it. Whoever is behind a pooler that does not pass names on is not seen.
pub(super) async fn others(pool: &Pool) -> Result<bool, Error> {
    let connection = pool.get().await?;
    let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1";
    for _ in 0..MOMENTS {
        let seen: i64 = connection
            .query_typed(sql, &[(&SERVING, Type::TEXT)])
            .await?
            .first()
            .map_or(Ok(0), |row| row.try_get(0))?;
        if seen == 0 {
            return Ok(false);
        }
        tokio::time::sleep(MOMENT).await;
    }
    Ok(true)
}
