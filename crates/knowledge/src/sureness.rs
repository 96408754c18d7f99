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
    /// What vectors say, where there are any.
    pub meaning: Option<Meaning>,
}

/// What vectors say for a passage. Each lies between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Meaning {
    /// How far its article stands out of all that there is.
    pub nearness: f64,
    /// How far before every other article.
    pub lead: f64,
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

/// The same where there are vectors, fitted with such (`--embeddings`).
const WITH_VECTORS: [f64; 7] = [-4.03, 0.96, 2.08, 11.14, 2.94, 0.0, 0.99];
/// How much of the question a passage must have by words, whatever its vector says. Nonsense is near to something, too.
const COVERED: f64 = 0.25;

/// From 0 (surely not) to 100 (surely).
#[must_use]
pub fn sureness(evidence: Evidence) -> u8 {
    let Evidence { coverage, strength, margin, likeness, meaning } = evidence;
    let weight = match meaning {
        None => BIAS + COVERAGE * coverage + STRENGTH * strength + MARGIN * margin + LIKENESS * likeness,
        Some(Meaning { nearness, lead }) => {
            let all = [1.0, coverage, strength, margin, likeness, nearness, lead];
            all.iter().zip(WITH_VECTORS).map(|(evidence, weight)| evidence * weight).sum()
        }
    };
    let percent = 100.0 / (1.0 + (-weight).exp());
    let is_by_vectors_alone = meaning.is_some() && coverage < COVERED;
    let most = f64::from(THRESHOLD - 1);
    let percent = if is_by_vectors_alone && percent > most { most } else { percent };
    // Lies between 0 and 100, and is 0 where the evidence is no number.
    percent.round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_evidence_makes_surer() {
        let none = Evidence { coverage: 0.0, strength: 0.0, margin: 0.0, likeness: 0.0, meaning: None };
        let all = Evidence { coverage: 1.0, strength: 1.0, margin: 1.0, likeness: 1.0, meaning: None };
        assert!(sureness(none) < THRESHOLD && THRESHOLD < sureness(all));
        assert_eq!(sureness(Evidence { coverage: f64::NAN, ..none }), 0);
    }

    #[test]
    fn nearness_alone_is_no_answer() {
        let meaning = Some(Meaning { nearness: 1.0, lead: 1.0 });
        let near = Evidence { coverage: 0.2, strength: 0.2, margin: 0.2, likeness: 1.0, meaning };
        assert!(sureness(near) < THRESHOLD);
        assert!(sureness(Evidence { coverage: 1.0, strength: 1.0, margin: 1.0, ..near }) >= THRESHOLD);
        assert_eq!(sureness(Evidence { meaning: Some(Meaning { nearness: f64::NAN, lead: 0.0 }), ..near }), 0);
    }
}
