//! The brand's side: brands and their members, the inbox that they share, what they keep at hand and find, what they know of their customers, the
//! bots that answer first, and what it all amounts to in reports.
//!
//! Each command is one method of [`Engage`] in a file of its own. What changes a conversation goes through messaging's batch, like
//! everything else that does.
//!
//! Never: HTTP, SQL, decisions on who may (that is `access`), a way past messaging into a conversation.

mod attributes;
mod audit;
mod bots;
mod brands;
mod campaigns;
mod closing;
mod consents;
mod contacts;
mod custom_events;
mod disputes;
mod embeddings;
mod exports;
mod followed;
mod hours;
mod imports;
mod inbox;
mod keys;
mod knowledge;
mod levels;
mod model;
mod orders;
mod replies;
mod reports;
mod retention;
mod roles;
mod rules;
mod search;
mod segments;
mod shops;
mod sign_on;
mod sources;
mod suppressions;
mod surveys;
mod teams;
mod templates;
mod timeline;
mod topics;
mod tracking;
mod views;
mod vouchers;
mod waits;
mod webhooks;

pub use campaigns::DeliveryExport;
pub use exports::Export;
pub use reports::Csv;
pub use shops::Webhook;
pub use subrosa_track::Kind as TrackingCall;
pub use suppressions::SuppressionExport;

pub use knowledge::Answered;

use knowledge::Shelves;
use subrosa_messaging::Messaging;

/// The handle on the brand's side. Cheap to clone.
#[derive(Clone)]
pub struct Engage {
    messaging: Messaging,
    memory: Memory,
}

/// What this node has in memory of what is in the store. Cheap to clone.
#[derive(Clone, Default)]
struct Memory {
    /// Brands' articles.
    shelves: Shelves,
    /// Brands' contacts.
    held: segments::Held,
}

impl Engage {
    /// The brand's side of what messaging keeps.
    #[must_use]
    pub fn new(messaging: Messaging) -> Self {
        Self { messaging, memory: Memory::default() }
    }
}
