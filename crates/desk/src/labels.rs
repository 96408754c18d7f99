//! Labels of a ticket: a set of short names.

use subrosa_proto::limits::{LABEL_CHARACTERS, TICKET_LABELS};
use subrosa_proto::text;

use crate::Refused;

/// A label as it is kept: without blanks around it.
///
/// # Errors
/// [`Refused::Label`] when it is empty, too long, or holds what does not belong on one line.
pub fn check_label(label: &str) -> Result<String, Refused> {
    let label = label.trim();
    text::check_line(label, LABEL_CHARACTERS, false).map_err(|_| Refused::Label)?;
    Ok(label.to_owned())
}

/// Adds and removes labels; returns what really was added and removed.
pub(crate) fn apply(
    labels: &mut Vec<String>,
    add: &[String],
    remove: &[String],
) -> Result<(Vec<String>, Vec<String>), Refused> {
    let mut added = Vec::new();
    for label in add {
        let label = check_label(label)?;
        if !labels.contains(&label) && !added.contains(&label) {
            added.push(label);
        }
    }
    let removed: Vec<String> =
        labels.iter().filter(|&label| remove.iter().any(|one| one.trim() == label)).cloned().collect();
    if labels.len() - removed.len() + added.len() > TICKET_LABELS {
        return Err(Refused::TooManyLabels);
    }
    labels.retain(|label| !removed.contains(label));
    labels.extend(added.iter().cloned());
    labels.sort_unstable();
    Ok((added, removed))
}
