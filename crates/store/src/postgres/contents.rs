//! Looks at a database without changing it.

use super::{PostgresOptions, connect};
use crate::copy::State;
use crate::{Error, Purpose, migrations};

/// What a database holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostgresContents {
    /// The server's version, such as `18.1`.
    pub version: String,
    /// The number of its newest migration; nothing when it holds no store yet.
    pub schema: Option<i64>,
}

/// Looks at the database, also while servers use it.
///
/// # Errors
/// When it can't be reached; [`Error::Newer`] when this version can't read it; [`Error::Moved`] or [`Error::Unfinished`] when it is
/// not to be served.
pub async fn postgres_contents(options: &PostgresOptions) -> Result<PostgresContents, Error> {
    let pool = connect::pool(options, "subrosa doctor")?;
    let connection = pool.get().await?;
    let version = connection.query_typed_one("SHOW server_version", &[]).await?.try_get(0)?;
    let known = connection.query_typed_one("SELECT to_regclass('migrations') IS NOT NULL", &[]).await?.try_get(0)?;
    let schema: Option<i64> = if known {
        connection.query_typed_one("SELECT max(number) FROM migrations", &[]).await?.try_get(0)?
    } else {
        None
    };
    if schema.is_some() {
        let facts = connection.query_typed(State::FACTS, &[]).await?;
        let facts = facts
            .iter()
            .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
            .collect::<Result<_, tokio_postgres::Error>>()?;
        State::of(facts).refuse(Purpose::Use)?;
    }
    match schema {
        Some(found) if found > migrations::newest() => Err(Error::Newer { found, known: migrations::newest() }),
        schema => Ok(PostgresContents { version, schema }),
    }
}
