//! A contact's timeline: tickets, orders, consents and custom events in one list, read from where each is kept.

mod list;
mod place;
mod sources;
