//! People who write to each other and remember what they were told, so that nothing the server loses, doubles or
//! reorders goes unnoticed.
//!
//! `ledger` holds what one person sent and what was acknowledged, `view` what a client has seen by the sync contract,
//! `history` reads what the server has, and `verdict` compares.

pub mod history;
pub mod ledger;
pub mod person;
mod socket;
pub mod verdict;
pub mod view;

pub use history::History;
pub use ledger::Ledger;
pub use person::Person;
pub use verdict::Verdict;
pub use view::View;
