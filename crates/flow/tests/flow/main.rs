//! Flows from outside: what the checks find, what the engine does, that scripts say what went wrong, and what holds for any flow.
//!
//! Each module is marked as a test, because clippy does not count an integration test's helpers as such.

#[cfg(test)]
mod any_flow;
#[cfg(test)]
mod comparing;
#[cfg(test)]
mod consents;
#[cfg(test)]
mod engine;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod findings;
#[cfg(test)]
mod flows;
#[cfg(test)]
mod journeys;
#[cfg(test)]
mod made;
#[cfg(test)]
mod persons;
#[cfg(test)]
mod rehearsals;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod scripts;
