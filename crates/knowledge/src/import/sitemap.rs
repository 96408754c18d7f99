//! The sitemap of a site (<https://www.sitemaps.org/protocol.html>): which pages it has, and at which addresses people read them. Nothing is
//! fetched: pages are looked for in the export that the sitemap came with.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::{Unreadable, text};

/// Addresses in one sitemap; more are not allowed by its protocol.
const ADDRESSES: usize = 50_000;
const ADDRESS_CHARACTERS: usize = 2_048;

/// What a sitemap names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sitemap {
    /// Addresses of pages.
    pub pages: Vec<String>,
    /// Addresses of further sitemaps.
    pub sitemaps: Vec<String>,
}

/// Reads a sitemap, or an index of sitemaps. Entities but those of XML itself are not known, so none can grow.
///
/// # Errors
/// [`Unreadable`] when the bytes are too many or no UTF-8, it is no XML, or it names more than 50,000 addresses.
pub fn sitemap_file(bytes: &[u8]) -> Result<Sitemap, Unreadable> {
    let wrong = |what: &str| Unreadable::Sitemap(what.to_owned());
    let mut reader = Reader::from_str(text(bytes)?);
    let mut sitemap = Sitemap::default();
    // Whether what is read is an entry's own address, and of which kind.
    let (mut is_sitemap, mut is_address, mut address) = (None, false, String::new());
    loop {
        match reader.read_event().map_err(|error| Unreadable::Sitemap(error.to_string()))? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                b"url" => is_sitemap = Some(false),
                b"sitemap" => is_sitemap = Some(true),
                b"loc" => is_address = true,
                _ => {}
            },
            Event::Text(written) if is_address => {
                address.push_str(&written.decode().map_err(|error| Unreadable::Sitemap(error.to_string()))?);
            }
            Event::CData(written) if is_address => {
                address.push_str(&written.decode().map_err(|error| Unreadable::Sitemap(error.to_string()))?);
            }
            Event::GeneralRef(name) if is_address => {
                let name = name.decode().map_err(|error| Unreadable::Sitemap(error.to_string()))?;
                address.push_str(
                    quick_xml::escape::resolve_predefined_entity(&name).ok_or_else(|| wrong("an unknown entity"))?,
                );
            }
            Event::End(tag) if tag.local_name().as_ref() == b"loc" => {
                is_address = false;
                let found = std::mem::take(&mut address).trim().to_owned();
                let list = match is_sitemap {
                    Some(true) => &mut sitemap.sitemaps,
                    Some(false) => &mut sitemap.pages,
                    None => return Err(wrong("an address outside of an entry")),
                };
                if !found.is_empty() && found.chars().count() <= ADDRESS_CHARACTERS {
                    list.push(found);
                }
                if sitemap.pages.len() + sitemap.sitemaps.len() > ADDRESSES {
                    return Err(wrong("more than 50,000 addresses"));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(sitemap)
}

/// Where in an export the file of an address may be, the likeliest first: below the host's name, as `wget --mirror` has it, or without it.
/// Nothing for an address that names no file below the export.
#[must_use]
pub fn places(address: &str) -> Vec<String> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let Some((host, path)) = rest.map(|rest| rest.split_once('/').unwrap_or((rest, ""))) else { return Vec::new() };
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let is_safe = |part: &str| !part.starts_with('.') && !part.contains(['\\', ':', '\0']);
    if !is_safe(host) || host.is_empty() || !path.split('/').all(is_safe) {
        return Vec::new();
    }
    let mut names = Vec::new();
    if path.is_empty() {
        names.push("index.html".to_owned());
    } else {
        let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
        if is_file {
            names.push(path.to_owned());
        }
        names.extend([format!("{path}.html"), format!("{path}/index.html"), format!("{path}.htm")]);
    }
    let below = names.iter().map(|name| format!("{host}/{name}"));
    below.chain(names.iter().cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_further_sitemaps_are_named() {
        let pages = "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:i='x'><url><loc>\n https://a.example/b?c=1&amp;d=2 </loc>\
            <lastmod>2026-01-01</lastmod></url><url><loc><![CDATA[https://a.example/]]></loc></url></urlset>";
        let read = sitemap_file(pages.as_bytes()).expect("a sitemap");
        assert_eq!(read.pages, ["https://a.example/b?c=1&d=2", "https://a.example/"]);
        let index = "<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>";
        assert_eq!(sitemap_file(index.as_bytes()).expect("an index").sitemaps, ["https://a.example/s.xml"]);
    }

    #[test]
    fn nothing_grows_and_nothing_else_is_read() {
        let bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>&c;</loc></url></urlset>";
        assert!(sitemap_file(bomb.as_bytes()).is_err());
        let many = format!("<urlset>{}</urlset>", "<url><loc>https://a.example/</loc></url>".repeat(50_001));
        assert!(sitemap_file(many.as_bytes()).is_err());
        for wrong in ["<urlset><url><loc>a</url>", "<loc>a</loc>"] {
            assert!(sitemap_file(wrong.as_bytes()).is_err(), "{wrong}");
        }
        assert_eq!(sitemap_file(b""), Ok(Sitemap::default()));
    }

    #[test]
    fn a_page_is_looked_for_below_the_export_alone() {
        let found = places("https://a.example/help/returns/?x=1#y");
        assert_eq!(found[..2], ["a.example/help/returns.html", "a.example/help/returns/index.html"]);
        assert!(found.contains(&"help/returns.html".to_owned()));
        assert_eq!(places("https://a.example")[..], ["a.example/index.html", "index.html"]);
        assert_eq!(places("https://a.example/a.html")[0], "a.example/a.html");
        for outside in [
            "https://a.example/../../etc/passwd",
            "file:///etc/passwd",
            "https://../x",
            "https://a.example/c:\\x",
            "/etc/passwd",
        ] {
            assert!(places(outside).is_empty(), "{outside}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(xml in "(<(url|loc|sitemap)>|</(url|loc|sitemap)>|&[a-z]{1,3};|[a-z<&]){0,40}") {
            let _ = sitemap_file(xml.as_bytes());
        }
    }
}
