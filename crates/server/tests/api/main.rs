//! The API from outside: the whole server on a real store, spoken to over HTTP and the socket.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod node;
mod request;
mod socket;

mod callers;
mod description;
mod frames;
mod inbox;
mod live;
mod log;
mod members;
mod pages;
mod platform;
mod policy;
mod search;
mod shop;
mod slow_reader;
mod values;
