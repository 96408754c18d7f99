//! Links in the docs lead somewhere: each relative one to a file, and to a heading of it where it names one.

use std::path::{Component, Path, PathBuf};

use crate::tree;

/// The targets of a page's links, without those to other sites.
fn links(page: &str) -> Vec<&str> {
    let targets = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.contains("://") && !target.starts_with("mailto:")).collect()
}

/// The anchor of a heading, as repository hosts make it.
fn anchor(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    text.chars()
        .filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter))
        .collect::<String>()
        .replace(' ', "-")
}

fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        if part == Component::ParentDir {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    plain
}

#[test]
fn links_lead_somewhere() {
    let mut pages = tree::files("docs", &[".md"]);
    pages.extend(["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"].map(PathBuf::from));
    for page in pages.iter().filter(|page| tree::root().join(page).exists()) {
        let text = tree::read(page);
        for link in links(&text) {
            let (path, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { page.clone() } else { without_dots(&page.with_file_name(path)) };
            assert!(tree::root().join(&target).exists(), "{}: {link} leads nowhere", page.display());
            if !heading.is_empty() {
                let found = tree::read(&target)
                    .lines()
                    .filter(|line| line.starts_with('#'))
                    .any(|line| anchor(line) == heading);
                assert!(found, "{}: {link} names a heading that is not there", page.display());
            }
        }
    }
}
