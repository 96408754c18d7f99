//! One page of a site, as its export holds it in HTML, is one article.

use std::rc::Rc;

use htmd::{HtmlToMarkdown, Node};
use markup5ever_rcdom::NodeData;
use subrosa_proto::knowledge::{ArticleText, ImportedArticle};

use super::markdown::{folder_language, title_of};
use super::{Unreadable, text};

/// Parts of a page that are the same on all of them, or nothing to read.
const LEFT_OUT: [&str; 14] = [
    "title", "nav", "header", "footer", "aside", "script", "style", "noscript", "template", "form", "button", "svg",
    "iframe", "dialog",
];
/// Elements in elements; pages that people write have some dozens.
const DEPTH: usize = 200;

/// The article in a page: what stands in its `main`, or else its `article`, or its body without navigation, header and footer. The title is
/// its first heading, or its own title up to a ` | ` or ` – `; the language its own, or as for Markdown; the link its canonical one.
///
/// # Errors
/// [`Unreadable`] when the bytes are too many or no UTF-8, or it is nested too deeply.
pub fn page_file(path: &str, bytes: &[u8], language: &str) -> Result<ImportedArticle, Unreadable> {
    let converter = HtmlToMarkdown::builder().skip_tags(LEFT_OUT.to_vec()).build();
    let tree = converter.html_to_tree(text(bytes)?).map_err(|_| Unreadable::Encoding)?;
    let page = Page::of(&tree)?;
    // The page is held meanwhile: a part of it ends with the whole.
    let main = page.main.or(page.article).unwrap_or_else(|| Rc::clone(&tree));
    let markdown = converter.tree_to_markdown(&main);
    let (heading, body) = match markdown.trim_start().strip_prefix("# ") {
        Some(rest) => rest.split_once('\n').map_or((Some(rest), ""), |(heading, body)| (Some(heading), body)),
        None => (None, markdown.as_str()),
    };
    let title = heading.map(|heading| heading.trim().to_owned()).or(page.title).filter(|title| !title.is_empty());
    let language = page.language.or_else(|| folder_language(path)).unwrap_or_else(|| language.to_owned());
    let text = ArticleText {
        title: title.unwrap_or_else(|| title_of(path)),
        language,
        markdown: body.trim().to_owned(),
        link: page.canonical,
        labels: Vec::new(),
    };
    Ok(ImportedArticle { source: path.to_owned(), text })
}

/// What a page says of itself.
#[derive(Default)]
struct Page {
    title: Option<String>,
    language: Option<String>,
    canonical: Option<String>,
    main: Option<Rc<Node>>,
    article: Option<Rc<Node>>,
}

impl Page {
    fn of(tree: &Rc<Node>) -> Result<Self, Unreadable> {
        let mut page = Self::default();
        // In the order of the page, without recursion: nobody knows yet how deep it is.
        let mut left = vec![(Rc::clone(tree), 0)];
        while let Some((node, depth)) = left.pop() {
            if depth > DEPTH {
                return Err(Unreadable::Nested);
            }
            page.look(&node);
            left.extend(node.children.borrow().iter().rev().map(|child| (Rc::clone(child), depth + 1)));
        }
        Ok(page)
    }

    fn look(&mut self, node: &Rc<Node>) {
        let NodeData::Element { name, attrs, .. } = &node.data else { return };
        let attribute = |wanted: &str| {
            let attrs = attrs.borrow();
            let found = attrs.iter().find(|attribute| &*attribute.name.local == wanted);
            found.map(|attribute| attribute.value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        match &*name.local {
            "html" => self.language = attribute("lang"),
            "link" if attribute("rel").as_deref() == Some("canonical") => self.canonical = attribute("href"),
            "title" if self.title.is_none() => self.title = Some(own_title(&written(node))),
            "main" if self.main.is_none() => self.main = Some(Rc::clone(node)),
            "article" if self.article.is_none() => self.article = Some(Rc::clone(node)),
            _ => {}
        }
    }
}

/// The text right inside an element.
fn written(node: &Rc<Node>) -> String {
    let mut written = String::new();
    for child in node.children.borrow().iter() {
        if let NodeData::Text { contents } = &child.data {
            written.push_str(&contents.borrow());
        }
    }
    written
}

/// A title without the name of the site behind it.
fn own_title(title: &str) -> String {
    let end = [" | ", " – ", " — ", " · "].iter().filter_map(|mark| title.find(mark)).min();
    title.get(..end.unwrap_or(title.len())).unwrap_or(title).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_part_of_a_page_is_the_article() {
        let page = "<!doctype html><html lang=de-AT><head><title>Rückgabe | Shop</title>\
            <link rel=canonical href='https://shop.example/hilfe/rueckgabe'></head><body><nav><a href=/>Start</a></nav>\
            <main><h1>Rückgabe</h1><p>Innerhalb von <b>30 Tagen</b>.</p><script>alert(1)</script><ul><li>frei</ul></main>\
            <footer>Impressum</footer></body></html>";
        let ImportedArticle { source, text } = page_file("a.html", page.as_bytes(), "en").expect("a page");
        assert_eq!((source.as_str(), text.title.as_str(), text.language.as_str()), ("a.html", "Rückgabe", "de-AT"));
        assert_eq!(text.link.as_deref(), Some("https://shop.example/hilfe/rueckgabe"));
        assert!(
            text.markdown.starts_with("Innerhalb von **30 Tagen**.") && text.markdown.contains("frei"),
            "{}",
            text.markdown
        );
        assert!(!text.markdown.contains("alert") && !text.markdown.contains("Impressum"));
    }

    #[test]
    fn pages_without_any_of_it_are_articles_all_the_same() {
        let text = page_file("es/envios.html", b"<title>Env&iacute;os &ndash; Tienda</title><p>Dos d&iacute;as", "en")
            .expect("a page")
            .text;
        assert_eq!((text.title.as_str(), text.language.as_str(), text.markdown.as_str()), ("Envíos", "es", "Dos días"));
        assert_eq!(page_file("size-chart.htm", b"<p>S to L", "en").expect("a page").text.title, "Size chart");
    }

    #[test]
    fn what_is_nested_without_end_is_refused() {
        let deep = "<div>".repeat(10_000);
        assert_eq!(page_file("a.html", deep.as_bytes(), "en"), Err(Unreadable::Nested));
        assert_eq!(page_file("a.html", b"caf\xe9", "en"), Err(Unreadable::Encoding));
    }
}
