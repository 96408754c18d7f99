//! Campaigns: written, agreed to, sent once to each who agreed, stopped, and measured.

mod approval;
mod content;
mod export;
mod journeys;
mod limits;
mod links;
mod measuring;
mod nodes;
mod recall;
mod recurring;
mod scene;
mod sending;
mod stopping;
mod suppressed;
mod times;
mod triggered;
mod vouchers;
