//! `subrosa knowledge import`: articles from files, and what would become of them.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;
use subrosa_proto::knowledge::{ImportArticles, ImportLine, ImportOutcome, ImportReport, ImportedArticle};
use subrosa_proto::limits::{ARTICLE_CHARACTERS, IMPORT_ARTICLES};

use super::{files, site};
use crate::commands::place;
use crate::failure::Failure;
use crate::operator::{Request, ask_about};
use crate::output::{Output, printable};

/// Bytes of the texts that are brought in at once.
const BATCH: usize = 400_000;

/// Bring in articles from Markdown files, tables of questions and answers, and exported sites
#[derive(Args)]
#[command(after_help = "\
A Markdown file is an article. Between two lines of three dashes at its beginning it may say title, language, link and labels;
otherwise its first heading is the title, and a folder of two letters (de/returns.md) the language. A table in CSV has the columns
question and answer, and may have language, link and labels; each row is an article. A page in HTML is an article. A folder with a
sitemap.xml is an exported site: the pages that the sitemap names are articles, each with its address; nothing is fetched. What was brought in before from the same file
becomes the next version of that article; what says the same stays as it is.

Examples:
  subrosa knowledge import articles/ --brand rosewater --dry-run --data /var/lib/subrosa
  subrosa knowledge import faq.csv --brand rosewater --language de --publish --data /var/lib/subrosa
  wget --mirror https://shop.example/help/ && wget -P shop.example https://shop.example/sitemap.xml
  subrosa knowledge import shop.example/ --brand rosewater --dry-run --data /var/lib/subrosa

Exit code 0: all were brought in; 1: some were refused.")]
pub(super) struct Import {
    /// Folders, Markdown files, tables, pages and sitemaps
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The brand's handle
    #[arg(long, value_name = "HANDLE")]
    brand: String,
    /// The language of articles that don't say theirs
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: String,
    /// Answer customers from them at once; otherwise they are drafts
    #[arg(long)]
    publish: bool,
    /// Only say what would become of each
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    data: place::DataFolder,
}

impl Import {
    pub(super) fn run(self, output: Output) -> Result<(), Failure> {
        let mut lines: Vec<ImportLine> = Vec::new();
        let mut articles: Vec<ImportedArticle> = Vec::new();
        for path in &self.paths {
            if let Some((folder, sitemap)) = site::of(path) {
                for page in site::articles((&folder, &sitemap), &self.language)? {
                    match page {
                        Ok(article) => articles.push(article),
                        Err((address, why)) => lines.push(refused(address, why)),
                    }
                }
                continue;
            }
            for (name, path) in files::under(path)? {
                match files::articles(&name, &path, &self.language) {
                    Ok(found) => articles.extend(found),
                    Err(why) => lines.push(refused(name, why)),
                }
            }
        }
        // What is too long to be sent is too long to be an article.
        let (fitting, long): (Vec<_>, Vec<_>) =
            articles.into_iter().partition(|article| article.text.markdown.chars().count() <= ARTICLE_CHARACTERS);
        let too_long = || format!("markdown: it has more than {ARTICLE_CHARACTERS} characters");
        lines.extend(long.into_iter().map(|article| refused(article.source, too_long())));
        for articles in batches(fitting) {
            let import = ImportArticles { articles, publish: self.publish, dry_run: self.dry_run };
            let request = Request::ImportArticles { handle: self.brand.clone(), import };
            ask_about(&self.brand, &self.data.data, request, |report| {
                let report: ImportReport = serde_json::from_value(report).map_err(Failure::new)?;
                lines.extend(report.lines);
                Ok(())
            })?;
        }
        self.tell(&lines, output)
    }

    fn tell(&self, lines: &[ImportLine], output: Output) -> Result<(), Failure> {
        let count = |outcome| lines.iter().filter(|line| line.outcome == outcome).count();
        let refused = count(ImportOutcome::Refused);
        if output.json {
            output.json(&json!({ "dry_run": self.dry_run, "lines": lines }))?;
        } else {
            for line in lines {
                let detail = line.detail.as_ref().map(|detail| format!(" ({})", printable(detail))).unwrap_or_default();
                output.text(format!("{:<9}  {}{detail}", word(line.outcome), printable(&line.source)))?;
            }
            let (created, changed) = (count(ImportOutcome::Created), count(ImportOutcome::Changed));
            let unchanged = count(ImportOutcome::Unchanged);
            let note = if self.dry_run { "; nothing was written" } else { "" };
            output.text(format!(
                "{created} created, {changed} changed, {unchanged} unchanged, {refused} refused{note}"
            ))?;
        }
        match refused {
            0 => Ok(()),
            1 => Err(Failure::new("one was refused")),
            many => Err(Failure::new(format!("{many} were refused"))),
        }
    }
}

fn refused(source: String, detail: String) -> ImportLine {
    ImportLine { source, outcome: ImportOutcome::Refused, detail: Some(detail) }
}

const fn word(outcome: ImportOutcome) -> &'static str {
    match outcome {
        ImportOutcome::Created => "created",
        ImportOutcome::Changed => "changed",
        ImportOutcome::Unchanged => "unchanged",
        ImportOutcome::Refused => "refused",
    }
}

/// As many at once as one request holds.
fn batches(articles: Vec<ImportedArticle>) -> Vec<Vec<ImportedArticle>> {
    let mut batches: Vec<Vec<ImportedArticle>> = Vec::new();
    let mut bytes = BATCH;
    for article in articles {
        let own = article.text.markdown.len() + article.source.len();
        match batches.last_mut() {
            Some(batch) if bytes + own <= BATCH && batch.len() < IMPORT_ARTICLES => {
                batch.push(article);
                bytes += own;
            }
            _ => {
                batches.push(vec![article]);
                bytes = own;
            }
        }
    }
    batches
}
