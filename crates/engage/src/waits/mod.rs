//! What a brand's customers are told of their wait for a person.

mod get;
mod set;
