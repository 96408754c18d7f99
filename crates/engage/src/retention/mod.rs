//! For how long a brand keeps what was said with its customers.

mod check;
mod get;
mod preview;
mod set;
mod told;
