//! Reports: each figure against what is counted by hand. `docs/brands/reports.md` defines them, and names these tests.

mod days;
mod export;
mod figures;
mod hours;
mod levels;
mod scene;
mod tickets;
