//! How much more people do who get a campaign's message than those who are held out, and how sure that is.
//!
//! Each figure is a mean over people: 1 or 0 for whether someone ordered, an amount for what they spent. Its intervals hold however often
//! one looks while people are added (a *confidence sequence*), so a report may be open all day and nothing is announced early.
//!
//! The method: an asymptotic confidence sequence, which is the mixture boundary of Robbins with estimated variances. I. Waudby-Smith,
//! D. Arbour, R. Sinha, E. H. Kennedy, A. Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences", Annals of
//! Statistics 52 (2024), <https://arxiv.org/abs/2103.06476>, theorem 2.2 and equation (10). The same boundary is the one of the mSPRT: R.
//! Johari, L. Pekelis, D. Walsh, "Always valid inference", <https://arxiv.org/abs/1512.04922>, section 5.
//!
//! Never: a figure of fewer people than say anything, an interval that only holds when looked at once.

mod boundary;
mod compare;
mod group;

pub use compare::{Comparison, ENOUGH, Estimate, compare};
pub use group::Group;
