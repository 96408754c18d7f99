//! One Markdown file is one article.

use subrosa_proto::knowledge::{ArticleText, ImportedArticle};

use super::{Unreadable, head, text};

/// The article in a file. Its head may say `title`, `language`, `link` and `labels`. Without a title there, the first heading is
/// it, and else the file's name. Without a language there, a folder of two letters in the path is it, and else `language`.
///
/// # Errors
/// [`Unreadable`] when the bytes are too many or no UTF-8, or the head is no YAML of this shape.
pub fn markdown_file(path: &str, bytes: &[u8], language: &str) -> Result<ImportedArticle, Unreadable> {
    let (head, body) = head::divide(text(bytes)?)?;
    let (heading, body) = first_heading(body);
    let title = head.title.or(heading).unwrap_or_else(|| title_of(path));
    let language = head.language.or_else(|| folder_language(path)).unwrap_or_else(|| language.to_owned());
    let text = ArticleText { title, language, markdown: body.trim().to_owned(), link: head.link, labels: head.labels };
    Ok(ImportedArticle { source: path.to_owned(), text })
}

/// A first heading of the first level, and what stands behind it.
fn first_heading(body: &str) -> (Option<String>, &str) {
    let body = body.trim_start();
    match body.strip_prefix("# ").map(|rest| rest.split_once('\n').unwrap_or((rest, ""))) {
        Some((heading, rest)) => (Some(heading.trim().trim_end_matches('#').trim_end().to_owned()), rest),
        None => (None, body),
    }
}

/// `delivery/returns-and-refunds.md` is about “Returns and refunds”.
pub(super) fn title_of(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace(['-', '_'], " ");
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

pub(super) fn folder_language(path: &str) -> Option<String> {
    let (folders, _) = path.rsplit_once('/')?;
    let is_language = |folder: &&str| folder.len() == 2 && folder.bytes().all(|byte| byte.is_ascii_lowercase());
    folders.split('/').find(is_language).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str, file: &str) -> ArticleText {
        markdown_file(path, file.as_bytes(), "en").expect("an article").text
    }

    #[test]
    fn a_head_says_it_all() {
        let file = "---\ntitle: \"Returns: how\"\nlanguage: de\ntags: [a, b]\nlink: https://x.example/r\ndate: 2026-01-01\n---\n# Other\nBody";
        let article = read("returns.md", file);
        let ArticleText { title, language, markdown, link, labels } = article;
        assert_eq!((title.as_str(), language.as_str()), ("Returns: how", "de"));
        assert_eq!((markdown.as_str(), link.as_deref()), ("Body", Some("https://x.example/r")));
        assert_eq!(labels, ["a", "b"]);
    }

    #[test]
    fn without_one_the_heading_and_the_name_say_what_they_can() {
        let article = read("de/versand-ins-ausland.md", "\u{feff}Sieben Tage.");
        assert_eq!((article.title.as_str(), article.language.as_str()), ("Versand ins ausland", "de"));
        let article = read("docs/a.md", "\n# Sizes #\n\nS to L");
        assert_eq!((article.title.as_str(), article.language.as_str()), ("Sizes", "en"));
        assert_eq!(article.markdown, "S to L");
        assert_eq!(read("a.md", "---\nonly a rule").markdown, "---\nonly a rule");
    }

    #[test]
    fn wrong_encodings_and_heads_are_refused() {
        assert_eq!(markdown_file("a.md", b"caf\xe9", "en"), Err(Unreadable::Encoding));
        let wrong = markdown_file("a.md", b"---\ntitle: [a\n---\nBody", "en");
        assert!(matches!(wrong, Err(Unreadable::Head(_))), "{wrong:?}");
    }
}
