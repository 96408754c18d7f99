//! The binary from outside: every command on real folders, with a real server where one is needed.
//!
//! Each module is marked as a test, because clippy does not count an integration test's helpers as such.

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod api;
#[cfg(test)]
mod backup;
#[cfg(test)]
mod bench;
#[cfg(test)]
mod bot;
mod brands;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod doctor;
#[cfg(test)]
mod folder;
#[cfg(test)]
mod help;
#[cfg(test)]
mod knowledge;
#[cfg(test)]
mod messages;
#[cfg(test)]
mod migrate;
#[cfg(test)]
mod postgres;
#[cfg(test)]
mod power;
#[cfg(test)]
mod scratch;
#[cfg(test)]
mod serve;
#[cfg(test)]
mod server;
#[cfg(test)]
mod settings;
#[cfg(test)]
mod tables;
