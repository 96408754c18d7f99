//! What servers share in a benchmark: a PostgreSQL that syncs, and one NATS, each behind a meter when asked.

use std::path::Path;

use subrosa_proto::sync::Epoch;
use subrosa_store::{Db, Options, PostgresOptions};
use subrosa_testkit::nats::Nats;
use subrosa_testkit::postgres::{Postgres, Sync};

use super::meter::Meter;
use crate::node::Node;
use crate::people::{Cast, Pair, Workshop};
use crate::{Failure, processor};

pub(crate) struct Ground {
    postgres: Postgres,
    nats: Nats,
    meters: Option<(Meter, Meter)>,
}

/// Seconds of processor time of what is shared.
#[derive(Clone, Copy)]
pub(crate) struct Shared {
    pub(crate) postgres: f64,
    pub(crate) nats: f64,
}

impl Ground {
    /// Starts both, empty.
    ///
    /// # Errors
    /// When something does not start.
    pub(crate) async fn start(metered: bool) -> Result<Self, Failure> {
        let (postgres, nats) = (Postgres::start(Sync::Yes)?, Nats::start(1, Vec::new()).await?);
        let meters = if metered {
            Some((Meter::start(postgres.port()).await?, Meter::start(nats.port(0)).await?))
        } else {
            None
        };
        Ok(Self { postgres, nats, meters })
    }

    /// The meters in front of PostgreSQL and NATS.
    ///
    /// # Errors
    /// When there are none.
    pub(crate) fn meters(&self) -> Result<&(Meter, Meter), Failure> {
        self.meters.as_ref().ok_or_else(|| "nothing is metered".into())
    }

    /// Adds the people of a load.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn cast(&self, cast: Cast) -> Result<Vec<Pair>, Failure> {
        let options = PostgresOptions { url: self.postgres.url(), ..PostgresOptions::default() };
        let workshop = Workshop::on(Db::connect(&options, Epoch(1), &Options::default()).await?)?;
        workshop.cast(cast).await
    }

    /// Starts a server; of several, each hears the others.
    ///
    /// # Errors
    /// When it does not start.
    pub(crate) async fn node(&self, folder: &Path, several: bool) -> Result<Node, Failure> {
        std::fs::create_dir_all(folder)?;
        let (postgres, nats) = match &self.meters {
            Some((postgres, nats)) => (postgres.port, nats.port),
            None => (self.postgres.port(), self.nats.port(0)),
        };
        let mut environment = vec![("SUBROSA_POSTGRES_URL", self.postgres.url_at(postgres))];
        if several {
            environment.push(("SUBROSA_NATS_SERVERS", format!("nats://127.0.0.1:{nats}")));
        }
        Node::start_with(folder, &environment).await
    }

    /// Processor time so far.
    ///
    /// # Errors
    /// When something has ended.
    pub(crate) fn shared(&self) -> Result<Shared, Failure> {
        let nats = self.nats.process(0).ok_or("NATS is down")?;
        let postgres = processor::seconds_with_children(self.postgres.process()?)?;
        Ok(Shared { postgres, nats: processor::seconds(nats)? })
    }
}
