//! The operators' reference of all settings, made from the table.

use std::fmt::Write;

use super::setting::{Section, Setting};
use super::table::SECTIONS;
use super::values::Values;

const PAGE: &str = include_str!("reference.md");

/// The page `docs/operate/configure.md`.
pub(crate) fn reference() -> String {
    let sections: Vec<String> = SECTIONS.iter().map(section).collect();
    PAGE.replace("{settings}\n", &sections.join("\n"))
}

fn section(section: &Section) -> String {
    let mut text = format!("### {}\n\n", section.title);
    if !section.about.is_empty() {
        let _infallible = writeln!(text, "{}\n", section.about);
    }
    text.push_str("| setting | takes | default | |\n|---|---|---|---|\n");
    let defaults = Values::default();
    for setting in section.settings {
        text.push_str(&row(setting, &defaults));
    }
    text
}

fn row(setting: &Setting, defaults: &Values) -> String {
    let default = setting.shown(defaults).map_or_else(|| "not set".to_owned(), |value| format!("`{value}`"));
    format!("| `{}` | {} | {default} | {} |\n", setting.key, setting.takes, setting.about)
}
