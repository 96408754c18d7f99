//! A campaign that is sent while its senders die and while contacts say that they want no more of it. Whoever it is for must get it once,
//! whoever said no must not get it from then on, and what it counts must be what the logs have.
//!
//! Never: a question to the store. A brand's member is asked, as the product answers them.

mod contacts;
mod judge;
mod shop;
mod withdrawing;

pub use contacts::fill;
pub use judge::judge;
pub use shop::Shop;
pub use withdrawing::{Withdrawals, withdraw};
