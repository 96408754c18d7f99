//! Search over what a brand's members see: messages, notes, customers, tickets, labels.
//!
//! [`find`] is the command. [`keep`] has what happens found, a moment after it did: it follows the brand's account like one more device
//! of its, so a send writes nothing for it.
//!
//! Never: a conversation between people (no brand has one), a query that costs more the more there is to be found.

mod ask;
mod customers;
mod filter;
mod find;
mod keep;
mod show;
mod texts;
