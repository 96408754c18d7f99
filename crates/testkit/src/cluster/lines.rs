//! The lines of one server to PostgreSQL and NATS: straight, or through proxies that can be told what befalls them.

use crate::Outcome;
use crate::proxy::{Line, Mail, Proxy};

/// One server's lines.
#[derive(Debug)]
pub struct Lines {
    postgres: Vec<Way>,
    nats: Vec<Way>,
}

#[derive(Debug)]
enum Way {
    Straight(String),
    Through(Proxy),
}

impl Way {
    fn address(&self) -> String {
        match self {
            Self::Straight(address) => address.clone(),
            Self::Through(proxy) => proxy.address().to_owned(),
        }
    }

    const fn proxy(&self) -> Option<&Proxy> {
        match self {
            Self::Straight(_) => None,
            Self::Through(proxy) => Some(proxy),
        }
    }
}

impl Lines {
    /// No proxies: nothing can befall them.
    pub(super) fn none(postgres: &[String], nats: Vec<String>) -> Self {
        let straight = |addresses: Vec<String>| addresses.into_iter().map(Way::Straight).collect();
        Self { postgres: straight(postgres.to_vec()), nats: straight(nats) }
    }

    /// A proxy before each host of PostgreSQL and each NATS server.
    pub(super) async fn before(postgres: &[String], nats: Vec<String>) -> Outcome<Self> {
        let mut lines = Self { postgres: Vec::new(), nats: Vec::new() };
        for address in postgres {
            lines.postgres.push(Way::Through(Proxy::before(address.clone()).await?));
        }
        for (number, address) in (1..).zip(nats) {
            lines.nats.push(Way::Through(Proxy::before_nats(address, number).await?));
        }
        Ok(lines)
    }

    pub(super) fn postgres_addresses(&self) -> Vec<String> {
        self.postgres.iter().map(Way::address).collect()
    }

    pub(super) fn nats_urls(&self) -> Vec<String> {
        self.nats.iter().map(|way| format!("nats://{}", way.address())).collect()
    }

    /// From now on the lines to all NATS servers are like this.
    pub fn set_nats(&self, line: Line) {
        self.nats.iter().filter_map(Way::proxy).for_each(|proxy| proxy.set(line));
    }

    /// From now on letters are treated like this.
    pub fn treat_letters(&self, mail: Mail) {
        self.nats.iter().filter_map(Way::proxy).for_each(|proxy| proxy.treat(mail));
    }

    /// From now on the lines to all hosts of PostgreSQL are like this.
    pub fn set_postgres(&self, line: Line) {
        self.postgres.iter().filter_map(Way::proxy).for_each(|proxy| proxy.set(line));
    }

    /// From now on the line to one host of PostgreSQL is like this.
    pub fn set_host(&self, host: &str, line: Line) {
        let to_host = self.postgres.iter().filter_map(Way::proxy).filter(|proxy| proxy.target() == host);
        to_host.for_each(|proxy| proxy.set(line));
    }

    /// Ends the connections to PostgreSQL that there are.
    pub fn reset_postgres(&self) {
        self.postgres.iter().filter_map(Way::proxy).for_each(Proxy::reset);
    }
}
