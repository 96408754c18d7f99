//! Rules as text: what a marketer may write into a file, a commit or a chat.
//!
//! ```text
//! rule      = and { "or" and }
//! and       = not { "and" not }
//! not       = "not" not | "(" rule ")" | condition
//! condition = "everyone" | "nobody"
//!           | "attribute" name test
//!           | "consent" name
//!           | "event" text [ "times" range ] [ window ] [ "where" text test { "," text test } ]
//!           | ( "first" | "last" ) "event" text when
//!           | "orders" "count" range [ window ] [ things ]
//!           | "orders" ( "spent" | "average" | "largest" | "refunded" ) currency range [ window ] [ things ]
//!           | ( "first" | "last" ) "order" when
//!           | "standing" { ( "recency" | "frequency" | "money" ) range }
//!           | "campaign" ( "any" | id ) outcome [ window ]
//!           | "segment" id
//! test      = "is" ( "known" | "unknown" ) | ( "=" | "<" | "<=" | ">" | ">=" ) value | "in" values
//!           | "contains" text | "begins" "with" text
//!           | "in" ( "last" | "next" ) number "days" | "returns" "in" number "days"
//! range     = ( "=" | "<=" | ">=" ) number | number "to" number
//! window    = "in" "last" number "days" | "from" day "to" day
//! when      = "in" "last" number "days" | "over" number "days" "ago" | "before" day | "since" day
//! things    = "with" ( "sku" values | "category" values | "name" text )
//! values    = "(" value { "," value } ")"
//! value     = text | number | "yes" | "no"
//! ```
//!
//! A text stands in quotes and is written as in JSON. `attribute tier = "gold" and not event "Order Completed" in last 30 days`

mod condition;
mod parse;
mod print;
mod token;
mod unreadable;
mod words;

pub use parse::parse;
pub use print::print;
pub use unreadable::Unreadable;
