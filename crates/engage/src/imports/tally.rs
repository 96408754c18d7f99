//! What became of a piece's rows, added up.

use subrosa_proto::import::{ImportedPiece, RowProblem};

/// Problems that one answer tells.
const PROBLEMS: usize = 20;
/// Characters of one.
const CHARACTERS: usize = 200;

/// What became of one order or customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    Created,
    Updated,
    Unchanged,
    Stale,
    /// Nobody is known by this.
    Unknown(String),
    Refused(String),
    /// It stands in the piece again further down.
    Repeated,
}

/// Adds what became of what begins on a line.
pub(super) fn add(piece: &mut ImportedPiece, line: u32, outcome: Outcome) {
    piece.records += 1;
    let count = match &outcome {
        Outcome::Created => &mut piece.created,
        Outcome::Updated => &mut piece.updated,
        Outcome::Unchanged => &mut piece.unchanged,
        Outcome::Stale => &mut piece.stale,
        Outcome::Unknown(_) => &mut piece.unknown,
        Outcome::Refused(_) => &mut piece.refused,
        Outcome::Repeated => &mut piece.repeated,
    };
    *count += 1;
    if let Outcome::Unknown(problem) | Outcome::Refused(problem) = outcome
        && piece.problems.len() < PROBLEMS
    {
        piece.problems.push(RowProblem { line, problem: problem.chars().take(CHARACTERS).collect() });
    }
}

/// A number for what is known by a name, small enough to be exact in every client's numbers: FNV-1a, folded to 53 bits
/// (<http://www.isthe.com/chongo/tech/comp/fnv/>, "xor folding").
pub(super) fn number_of(name: &str) -> u64 {
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash >> 53) ^ (hash & ((1 << 53) - 1))
}
