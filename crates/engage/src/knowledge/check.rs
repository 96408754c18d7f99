//! What an article may be.

use subrosa_desk::language::in_one_form;
use subrosa_messaging::Error;
use subrosa_proto::knowledge::ArticleText;
use subrosa_proto::limits::{ARTICLE_CHARACTERS, ARTICLE_LINK_CHARACTERS, ARTICLE_TITLE_CHARACTERS, TICKET_LABELS};
use subrosa_proto::{ErrorCode, text};

/// The text as it is kept.
///
/// # Errors
/// `text_invalid`, `invalid_parameter`, `label_invalid`, with the field.
pub(super) fn check(article: ArticleText) -> Result<ArticleText, Error> {
    let title = article.title.trim().to_owned();
    text::check_line(&title, ARTICLE_TITLE_CHARACTERS, false).map_err(|why| Error::text("title", why))?;
    text::check_message(&article.markdown, ARTICLE_CHARACTERS).map_err(|why| Error::text("markdown", why))?;
    let language = language(&article.language)?;
    let link = article.link.map(|link| link.trim().to_owned()).filter(|link| !link.is_empty());
    if let Some(link) = &link {
        check_link(link)?;
    }
    let mut labels = Vec::new();
    for label in &article.labels {
        let label = subrosa_desk::check_label(label);
        labels.push(label.map_err(|why| Error::field(ErrorCode::LabelInvalid, "labels", why.to_string()))?);
    }
    labels.sort_unstable();
    labels.dedup();
    if labels.len() > TICKET_LABELS {
        return Err(Error::field(ErrorCode::LabelInvalid, "labels", format!("at most {TICKET_LABELS}")));
    }
    Ok(ArticleText { title, language, markdown: article.markdown, link, labels })
}

/// A language's name in one form.
pub(crate) fn language(name: &str) -> Result<String, Error> {
    let wrong = || Error::field(ErrorCode::InvalidParameter, "language", "a language such as en, de or pt-BR");
    in_one_form(name).ok_or_else(wrong)
}

/// Customers tap it: it leads to a page and to nothing else.
fn check_link(link: &str) -> Result<(), Error> {
    text::check_line(link, ARTICLE_LINK_CHARACTERS, false).map_err(|why| Error::text("link", why))?;
    let host = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://")).unwrap_or_default();
    if host.is_empty() || link.contains(char::is_whitespace) {
        return Err(Error::field(
            ErrorCode::InvalidParameter,
            "link",
            "an address that begins with https:// or http://",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_and_links() {
        assert_eq!(language("pt-br").as_deref(), Ok("pt-BR"));
        assert!(language("english").is_err());
        assert!(check_link("https://shop.example/returns?a=b#c").is_ok());
        for link in ["javascript:alert(1)", "https://", "//x.example", "https://x.example/a b", "HTTPS://x"] {
            assert!(check_link(link).is_err(), "{link}");
        }
    }
}
