//! Articles from files: Markdown with a head, as static sites have it, CSV of questions and answers, pages in HTML and the sitemap that
//! names them.

mod head;
mod markdown;
mod page;
mod sitemap;
mod table;

pub use markdown::markdown_file;
pub use page::page_file;
pub use sitemap::{Sitemap, places, sitemap_file};
pub use table::csv_file;

/// Why a file can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("it is larger than 8 MiB")]
    TooLarge,
    #[error("it is not UTF-8; save it in that encoding")]
    Encoding,
    #[error("its head, between the lines `---`, can't be read: {0}")]
    Head(String),
    #[error("its elements are nested too deeply")]
    Nested,
    #[error("it is no sitemap: {0}")]
    Sitemap(String),
    #[error("its first line names no column `{0}`")]
    Column(&'static str),
    #[error("line {line}: {what}")]
    Line { line: u64, what: String },
}

/// The bytes as text, without the mark that some programs put before it.
fn text(bytes: &[u8]) -> Result<&str, Unreadable> {
    if bytes.len() > crate::limits::FILE_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::Encoding)?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}
