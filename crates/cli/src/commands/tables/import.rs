//! `subrosa orders import`, `subrosa customers import` and `subrosa customers consents`.

use std::collections::HashSet;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use subrosa_proto::import::{FileLook, ImportRequest, ImportedPiece, LookRequest, RowProblem, TableKind};

use super::file::Pieces;
use crate::commands::place;
use crate::failure::Failure;
use crate::operator::{Request, ask_about};
use crate::output::{Output, printable};

/// Problems that are told in all.
const PROBLEMS: usize = 20;

/// Bring orders in from a file of CSV
#[derive(Args)]
#[command(after_help = "\
The file may be in UTF-8, UTF-16 or Windows-1252, with commas, semicolons or tabs; which of its columns is what is seen by their heads
and shown. --columns says it otherwise: a word for each column in its order, with commas between them and nothing where a column is
left out. An order that has several items has a row for each, one below the other. What is brought in again, or is older than what is
known, does no harm.

Examples:
  subrosa orders import orders.csv --brand rosewater --dry-run --data /var/lib/subrosa
  subrosa orders import orders.csv --brand rosewater --zone Europe/Berlin --currency EUR --data /var/lib/subrosa

Exit code 0: all were brought in; 1: some were refused.")]
pub(super) struct ImportOrders {
    #[command(flatten)]
    pub(super) import: Import,
}

/// Bring attributes of customers in from a file of CSV
#[derive(Args)]
#[command(after_help = "\
Each row is a customer of the brand, found by handle or by what the brand has verified: external_id, email or phone. Its attributes are
columns called attribute.NAME. What a row does not say stays as it is.

Examples:
  subrosa customers import customers.csv --brand rosewater --dry-run --data /var/lib/subrosa
  subrosa customers import list.csv --brand rosewater --columns email,,attribute.tier --data /var/lib/subrosa

Exit code 0: all were brought in; 1: some were refused.")]
pub(super) struct ImportCustomers {
    #[command(flatten)]
    pub(super) import: Import,
}

/// Bring in from a file of CSV what customers agreed to, or withdrew
#[derive(Args)]
#[command(after_help = "\
Each row is one word of a customer of the brand, who is found as by `customers import`: the topic by its name, granted or withdrawn as the
state, at which moment, from which source, and the exact text that was agreed to. A row without its proof is refused; of two entries the
later moment counts, and what a customer has withdrawn themselves no file grants again.

Examples:
  subrosa customers consents list.csv --brand rosewater --dry-run --data /var/lib/subrosa
  subrosa customers consents list.csv --brand rosewater --columns email,topic,state,at,source,text --data /var/lib/subrosa

Exit code 0: all were brought in; 1: some were refused.")]
pub(super) struct ImportConsents {
    #[command(flatten)]
    pub(super) import: Import,
}

#[derive(Args)]
pub(super) struct Import {
    /// The file
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// The brand's handle
    #[arg(long, value_name = "HANDLE")]
    brand: String,
    /// What each column is, instead of what their heads say
    #[arg(long, value_name = "FIELDS")]
    columns: Option<String>,
    /// The time zone of moments that don't say theirs
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// The currency of amounts that don't say theirs
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// Only say what would become of each
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    data: place::DataFolder,
}

impl Import {
    pub(super) fn run(self, kind: TableKind, output: Output) -> Result<(), Failure> {
        let mut pieces = Pieces::of(&self.path)?;
        let beginning = pieces.at(0)?;
        let request = LookRequest { kind, encoding: None, separator: None };
        let bytes = STANDARD.encode(&beginning.bytes);
        let look: FileLook = self.ask(Request::LookAtFile { handle: self.brand.clone(), request, bytes })?;
        let guessed = || {
            let fields = look.columns.iter().map(|column| column.field.clone().unwrap_or_default());
            fields.collect::<Vec<_>>().join(",")
        };
        let columns = self.columns.clone().unwrap_or_else(guessed);
        if !output.json {
            for (column, field) in look.columns.iter().zip(columns.split(',')) {
                let field = if field.is_empty() { "(left out)" } else { field };
                output.text(format!("{:<30}  {}", printable(&column.name), printable(field)))?;
            }
        }
        let bar = ProgressBar::new(pieces.size)
            .with_style(ProgressStyle::with_template("{wide_bar} {bytes} of {total_bytes}").map_err(Failure::new)?);
        let mut request = ImportRequest {
            kind,
            columns,
            encoding: look.encoding,
            separator: look.separator,
            line: Some(1),
            last: None,
            dry_run: Some(self.dry_run),
            decimal: Some(look.decimal),
            days: Some(look.days),
            zone: self.zone.clone(),
            currency: self.currency.clone(),
            status: None,
            payment: None,
        };
        let (mut sum, mut seen, mut place) = (ImportedPiece::default(), HashSet::new(), 0);
        loop {
            let piece = pieces.at(place)?;
            request.last = Some(piece.is_last);
            let bytes = STANDARD.encode(&piece.bytes);
            let asked = Request::ImportPiece { handle: self.brand.clone(), request: request.clone(), bytes };
            let done: ImportedPiece = self.ask(asked)?;
            place += done.consumed;
            request.line = Some(done.next_line);
            bar.set_position(place);
            let is_stuck = done.consumed == 0;
            add(&mut sum, done, &mut seen);
            // Of a file that grows meanwhile, what came later is not read.
            if place >= pieces.size {
                break;
            }
            if is_stuck {
                return Err(
                    Failure::new("the file was changed while it was read").hint("bring it in again: that does no harm")
                );
            }
        }
        bar.finish_and_clear();
        self.tell(&sum, output)
    }

    fn ask<T: DeserializeOwned>(&self, request: Request) -> Result<T, Failure> {
        let mut answer = Value::Null;
        ask_about(&self.brand, &self.data.data, request, |item| {
            answer = item;
            Ok(())
        })?;
        serde_json::from_value(answer).map_err(Failure::new)
    }

    fn tell(&self, all: &ImportedPiece, output: Output) -> Result<(), Failure> {
        if output.json {
            output.json(&json!({ "dry_run": self.dry_run, "created": all.created, "updated": all.updated,
                "unchanged": all.unchanged, "stale": all.stale, "unknown": all.unknown, "refused": all.refused,
                "repeated": all.repeated, "problems": all.problems }))?;
        } else {
            for RowProblem { line, problem } in &all.problems {
                output.text(format!("line {line}: {}", printable(problem)))?;
            }
            let note = if self.dry_run { "; nothing was written" } else { "" };
            output.text(format!(
                "{} new, {} changed, {} unchanged, {} older than what is known, {} not known, {} refused{note}",
                all.created, all.updated, all.unchanged, all.stale, all.unknown, all.refused
            ))?;
            if all.repeated > 0 {
                output.text(format!("{} stand in the file again further down, where they count", all.repeated))?;
            }
        }
        match all.refused + all.unknown {
            0 => Ok(()),
            1 => Err(Failure::new("one was refused")),
            many => Err(Failure::new(format!("{many} were refused"))),
        }
    }
}

/// Adds what became of a piece to what became of those before it.
fn add(all: &mut ImportedPiece, piece: ImportedPiece, seen: &mut HashSet<u64>) {
    all.created += piece.created;
    all.updated += piece.updated;
    all.unchanged += piece.unchanged;
    all.stale += piece.stale;
    all.unknown += piece.unknown;
    all.refused += piece.refused;
    all.repeated += piece.repeated;
    let again = piece.seen.into_iter().filter(|number| !seen.insert(*number)).count();
    all.repeated += u32::try_from(again).unwrap_or(u32::MAX);
    let room = PROBLEMS.saturating_sub(all.problems.len());
    all.problems.extend(piece.problems.into_iter().take(room));
}
