//! How sure it is that a passage answers a question.

/// What speaks for a passage. Each lies between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// How much of what the question is about the passage has, rare words counting more.
    pub coverage: f64,
    /// Its score by BM25, as a part of the highest that a passage could have.
    pub strength: f64,
    /// How far the next article lies behind, in the same measure.
    pub margin: f64,
    /// How much the article's title, or the heading above the passage, asks the same as the question.
    pub likeness: f64,
}

/// Below this nothing is answered. In percent.
pub const THRESHOLD: u8 = 50;

/// What the evidence weighs: a logistic regression on one half of sets of questions of which it is known whether they have an
/// answer, by `tools/knowledge.py --fit`. `docs/brands/knowledge.md` has the sets, and what this comes to on the other half.
const BIAS: f64 = -3.77;
const COVERAGE: f64 = 1.40;
const STRENGTH: f64 = 0.62;
const MARGIN: f64 = 12.56;
const LIKENESS: f64 = 2.82;

/// From 0 (surely not) to 100 (surely).
#[must_use]
pub fn sureness(evidence: Evidence) -> u8 {
    let Evidence { coverage, strength, margin, likeness } = evidence;
    let weight = BIAS + COVERAGE * coverage + STRENGTH * strength + MARGIN * margin + LIKENESS * likeness;
    let percent = 100.0 / (1.0 + (-weight).exp());
    // Lies between 0 and 100, and is 0 where the evidence is no number.
    percent.round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_evidence_makes_surer() {
        let none = Evidence { coverage: 0.0, strength: 0.0, margin: 0.0, likeness: 0.0 };
        let all = Evidence { coverage: 1.0, strength: 1.0, margin: 1.0, likeness: 1.0 };
        assert!(sureness(none) < THRESHOLD && THRESHOLD < sureness(all));
        assert_eq!(sureness(Evidence { coverage: f64::NAN, ..none }), 0);
    }
}
