//! The API from outside: the whole server on a real store, spoken to over HTTP and the socket.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod node;
mod request;
mod socket;

mod assignment;
mod attachments;
mod audit;
mod bot_report;
mod bots;
mod brand_deletion;
mod callers;
mod closing;
mod consents;
mod custom_events;
mod customers;
mod description;
mod disputes;
mod frames;
mod grounded;
mod hours;
mod inbox;
mod knowledge;
mod levels;
mod live;
mod log;
mod members;
mod merging;
mod model;
mod orders;
mod own_bots;
mod pages;
mod passkeys;
mod platform;
mod policy;
mod replies;
mod reports;
mod roles;
mod rules;
mod scheduled;
mod search;
mod second_factor;
mod shop;
mod shops;
mod sign_on;
mod simulation;
mod slow_reader;
mod surveys;
mod tables;
mod teams;
mod timeline;
mod values;
mod views;
mod waits;
mod webhooks;
