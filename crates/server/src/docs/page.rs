//! The frame of a page, and Markdown in it.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use pulldown_cmark::{CowStr, Event, Parser, Tag, TagEnd};

const STYLE: &str = include_str!("page.css");

/// A whole page.
pub(super) fn page(title: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Subrosa" }
                link rel="icon" href="/icon.svg" type="image/svg+xml";
                style { (PreEscaped(STYLE)) }
            }
            body {
                nav { a href="/" { "Subrosa" } a href="/docs/api" { "API" } a href="/docs/errors" { "Errors" } }
                main { (content) }
            }
        }
    }
}

/// Our own Markdown as HTML. Links to other pages of errors lead to them here; links into the repository are only text.
pub(super) fn markdown(text: &str) -> Markup {
    let mut keeps_link = true;
    let events = Parser::new(text).filter_map(|event| match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let target = served(&dest_url);
            keeps_link = target.is_some();
            target.map(|target| Event::Start(Tag::Link { link_type, dest_url: CowStr::from(target), title, id }))
        }
        Event::End(TagEnd::Link) => keeps_link.then_some(event),
        other => Some(other),
    });
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events);
    PreEscaped(html)
}

/// Where a link leads on this server.
fn served(link: &str) -> Option<String> {
    let is_absolute = link.starts_with('/') || link.starts_with("https://");
    match link.strip_suffix(".md") {
        Some(code) if !code.contains('/') => Some(format!("/docs/errors/{code}")),
        _ => is_absolute.then(|| link.to_owned()),
    }
}
