//! The head of a Markdown file: YAML between two lines of three dashes.

use serde::Deserialize;

use super::Unreadable;

/// Bytes of a head.
const MOST: usize = 16 * 1024;

/// What a head says. What is for other programs is passed over.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Head {
    pub(super) title: Option<String>,
    #[serde(alias = "lang")]
    pub(super) language: Option<String>,
    #[serde(alias = "url")]
    pub(super) link: Option<String>,
    #[serde(default, alias = "tags")]
    pub(super) labels: Vec<String>,
}

/// The head, if there is one, and the text behind it.
pub(super) fn divide(text: &str) -> Result<(Head, &str), Unreadable> {
    let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else {
        return Ok((Head::default(), text));
    };
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            let body = rest.get(end + line.len()..).unwrap_or_default();
            return Ok((read(rest.get(..end).unwrap_or_default())?, body));
        }
        end += line.len();
    }
    // A rule at the beginning, and no head.
    Ok((Head::default(), text))
}

fn read(yaml: &str) -> Result<Head, Unreadable> {
    if yaml.len() > MOST {
        return Err(Unreadable::Head("it is too long".to_owned()));
    }
    if yaml.trim().is_empty() {
        return Ok(Head::default());
    }
    serde_saphyr::from_str(yaml)
        .map_err(|error| Unreadable::Head(error.to_string().lines().next().unwrap_or_default().to_owned()))
}
