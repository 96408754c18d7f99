//! A site as it was exported: a folder with its pages and its `sitemap.xml`. Only pages that the sitemap names are articles, each with the
//! address at which people read it. Nothing is fetched.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use subrosa_knowledge::import::{page_file, places, sitemap_file};
use subrosa_proto::knowledge::ImportedArticle;

use super::files;
use crate::failure::Failure;

/// The article of a page, or its address and why there is none.
type Page = Result<ImportedArticle, (String, String)>;

/// Sitemaps that are read, and pages that are looked for.
const SITEMAPS: usize = 100;
const PAGES: usize = 10_000;

/// The folder and the sitemap of an export: a folder with a `sitemap.xml`, or a sitemap's file in one.
pub(super) fn of(path: &Path) -> Option<(PathBuf, PathBuf)> {
    let inside = path.join("sitemap.xml");
    if inside.is_file() {
        return Some((path.to_owned(), inside));
    }
    let is_xml = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xml"));
    (is_xml && path.is_file()).then(|| (path.parent().unwrap_or(Path::new(".")).to_owned(), path.to_owned()))
}

/// What becomes of each page that the sitemaps name.
pub(super) fn articles((folder, sitemap): (&Path, &Path), language: &str) -> Result<Vec<Page>, Failure> {
    let mut addresses = BTreeSet::new();
    let mut left = vec![sitemap.to_owned()];
    let mut known = BTreeSet::new();
    while let Some(file) = left.pop() {
        if !known.insert(file.clone()) {
            continue;
        }
        if known.len() > SITEMAPS {
            return Err(Failure::new(format!("there are more than {SITEMAPS} sitemaps")));
        }
        let cannot = |why: String| Failure::new(format!("{} can't be read: {why}", file.display()));
        let read = sitemap_file(&files::bytes(&file).map_err(cannot)?).map_err(|error| cannot(error.to_string()))?;
        addresses.extend(read.pages);
        // A further sitemap that is not in the export names nothing that is.
        left.extend(read.sitemaps.iter().filter_map(|address| found(folder, address)));
        if addresses.len() > PAGES {
            return Err(Failure::new(format!("the sitemaps name more than {PAGES} pages")).hint("leave some out of it"));
        }
    }
    Ok(addresses.into_iter().map(|address| article(folder, address, language)).collect())
}

fn article(folder: &Path, address: String, language: &str) -> Page {
    let Some(file) = found(folder, &address) else {
        return Err((address, "the export has no file for it".to_owned()));
    };
    let read = files::bytes(&file).and_then(|bytes| {
        let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().into_owned();
        page_file(&name, &bytes, language).map_err(|error| error.to_string())
    });
    match read {
        // By its address it is known again, wherever the next export puts its file.
        Ok(mut article) => {
            article.text.link = Some(address.clone());
            article.source = address;
            Ok(article)
        }
        Err(why) => Err((address, why)),
    }
}

/// The file of an address in the export.
fn found(folder: &Path, address: &str) -> Option<PathBuf> {
    places(address).into_iter().map(|place| folder.join(place)).find(|file| file.is_file())
}
