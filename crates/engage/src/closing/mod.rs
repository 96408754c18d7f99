//! Whether a brand's pending tickets are resolved by themselves when the customer does not answer.

mod get;
mod set;
