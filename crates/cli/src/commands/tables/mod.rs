//! `subrosa orders` and `subrosa customers`: tables that a brand brings in from files.

mod file;
mod import;

use clap::{Args, Subcommand};
use subrosa_proto::import::TableKind;

use crate::failure::Failure;
use crate::output::Output;

/// Bring a brand's orders in from a file, while the server runs or while it is stopped
#[derive(Args)]
pub(crate) struct Orders {
    #[command(subcommand)]
    command: OfOrders,
}

#[derive(Subcommand)]
enum OfOrders {
    Import(import::ImportOrders),
}

/// Bring what is known of a brand's customers in from a file, while the server runs or while it is stopped
#[derive(Args)]
pub(crate) struct Customers {
    #[command(subcommand)]
    command: OfCustomers,
}

#[derive(Subcommand)]
enum OfCustomers {
    Import(import::ImportCustomers),
    Consents(import::ImportConsents),
}

impl Orders {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        match self.command {
            OfOrders::Import(orders) => orders.import.run(TableKind::Orders, output),
        }
    }
}

impl Customers {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        match self.command {
            OfCustomers::Import(customers) => customers.import.run(TableKind::Contacts, output),
            OfCustomers::Consents(consents) => consents.import.run(TableKind::Consents, output),
        }
    }
}
