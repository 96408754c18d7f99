//! The unit tests of the server's parts that stand alone, beside their code in `src`.
//!
//! They are compiled from there: the library is not built a second time with all its routes, which takes longer than anything else here.

#![expect(dead_code, reason = "the server uses what no test here does")]

#[path = "../src/http/address.rs"]
mod address;
#[path = "../src/http/encoding.rs"]
mod encoding;
#[path = "../src/socket/line.rs"]
mod line;
#[path = "../src/http/same_site.rs"]
mod same_site;
