//! Bring a piece of a file in, or say what would become of it.

use jiff::tz::TimeZone;
use subrosa_access::{Actor, Administer, MoveCustomers, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::import::{DayOrder, DecimalMark, ImportRequest, ImportedPiece, TableKind};
use subrosa_proto::limits::{BRAND_ATTRIBUTES, BRAND_TOPICS, PIECE_BYTES, PIECE_ROWS};
use subrosa_proto::order::{OrderStatus, Payment};
use subrosa_proto::{AccountId, money};
use subrosa_sheet::{Row, Rows, Text};
use subrosa_store::{attributes, topics};

use super::columns::Columns;
use super::order_rows::Manner;
use super::{consents, contacts, orders, wrong};
use crate::Engage;

/// What rows are read as.
enum Reading {
    Orders(orders::Reading),
    Contacts(contacts::Reading),
    Consents(consents::Reading),
}

impl Engage {
    /// Reads as much of a piece as is whole, keeps it, and says up to where that is. The same piece again does no harm.
    ///
    /// # Errors
    /// `invalid_parameter`: columns that are no fields, bytes that are no text of the encoding, a row longer than a piece; `forbidden`.
    pub async fn import_piece(
        &self,
        actor: &Actor,
        request: ImportRequest,
        bytes: &[u8],
    ) -> Result<ImportedPiece, Error> {
        let brand = permit::<MoveCustomers>(actor, &Subject::Own)?.account()?;
        self.import_rows_into(actor, brand, request, bytes).await
    }

    /// The same by the operator, for the brand of a handle.
    ///
    /// # Errors
    /// `not_found` when there is no such brand, `invalid_parameter`, `forbidden` unless the operator asks.
    pub async fn import_piece_of(
        &self,
        actor: &Actor,
        name: &str,
        request: ImportRequest,
        bytes: &[u8],
    ) -> Result<ImportedPiece, Error> {
        permit::<Administer>(actor, &Subject::Installation)?;
        let brand = self.brand_named(name).await?;
        self.import_rows_into(actor, brand, request, bytes).await
    }

    async fn import_rows_into(
        &self,
        actor: &Actor,
        brand: AccountId,
        request: ImportRequest,
        bytes: &[u8],
    ) -> Result<ImportedPiece, Error> {
        if bytes.len() > PIECE_BYTES {
            return Err(wrong("file", format!("a piece has at most {PIECE_BYTES} bytes")));
        }
        let reading = self.reading(actor, brand, &request).await?;
        let cut = Cut::of(&request, &reading, bytes)?;
        let mut piece = ImportedPiece {
            consumed: u64::try_from(cut.consumed).unwrap_or(u64::MAX),
            next_line: cut.next_line,
            ..ImportedPiece::default()
        };
        let is_dry_run = request.dry_run.unwrap_or(false);
        if !is_dry_run {
            // A file comes in many pieces, and is one deed.
            self.note_once(self.deed(actor, brand, AuditDeed::FileImported)).await?;
        }
        match &reading {
            Reading::Orders(reading) => {
                self.import_orders(brand, (reading, is_dry_run), &cut.rows, &mut piece).await?;
            }
            Reading::Contacts(reading) => {
                self.import_contacts(brand, (reading, is_dry_run), &cut.rows, &mut piece).await?;
            }
            Reading::Consents(reading) => {
                self.import_consents(brand, (reading, is_dry_run), &cut.rows, &mut piece).await?;
            }
        }
        piece.problems.sort_by_key(|problem| problem.line);
        Ok(piece)
    }

    async fn reading(&self, actor: &Actor, brand: AccountId, request: &ImportRequest) -> Result<Reading, Error> {
        let decimal = request.decimal.unwrap_or(DecimalMark::Point);
        let days = request.days.unwrap_or(DayOrder::DayFirst);
        if request.kind == TableKind::Contacts {
            let known = self.messaging.db().read(async move |tx| attributes::list(tx, brand, BRAND_ATTRIBUTES).await);
            let attributes = known.await.map_err(Error::from)?;
            let columns = Columns::of_contacts(&request.columns, &attributes)?;
            return Ok(Reading::Contacts(contacts::Reading { columns, attributes, decimal, days }));
        }
        let zone = match &request.zone {
            None => TimeZone::UTC,
            Some(name) => {
                TimeZone::get(name).map_err(|_| wrong("zone", "the name of a time zone, as Europe/Berlin"))?
            }
        };
        if request.kind == TableKind::Consents {
            let known = self.messaging.db().read(async move |tx| topics::list(tx, brand, BRAND_TOPICS).await);
            let topics = known.await.map_err(Error::from)?;
            let columns = Columns::of_consents(&request.columns)?;
            let (now, by) = (self.messaging.now(), actor.person());
            return Ok(Reading::Consents(consents::Reading { columns, topics, days, zone, now, by }));
        }
        if request.currency.as_ref().is_some_and(|currency| !money::is_currency(currency)) {
            return Err(wrong("currency", "three capital letters"));
        }
        let manner = Manner {
            decimal,
            days,
            zone,
            currency: request.currency.clone(),
            status: request.status.unwrap_or(OrderStatus::Open),
            payment: request.payment.unwrap_or(Payment::Pending),
        };
        Ok(Reading::Orders(orders::Reading { columns: Columns::of_orders(&request.columns)?, manner }))
    }
}

/// What of a piece is whole.
struct Cut {
    rows: Vec<Row>,
    consumed: usize,
    next_line: u32,
}

impl Cut {
    fn of(request: &ImportRequest, reading: &Reading, bytes: &[u8]) -> Result<Self, Error> {
        let (line, is_last) = (request.line.unwrap_or(1).max(1), request.last.unwrap_or(false));
        let text = Text::decode(request.encoding, bytes, line, is_last);
        let text = text.map_err(|why| wrong("file", why.to_string()))?;
        let whole = text.as_str();
        let (mut rows, mut end, mut is_all) = (Vec::new(), 0, true);
        // The first line names the columns.
        let mut is_head = line == 1;
        for row in Rows::new(whole, request.separator, line) {
            let may_go_on = row.end == whole.len() && !is_last;
            if may_go_on || rows.len() == PIECE_ROWS {
                is_all = false;
                break;
            }
            end = row.end;
            if is_head {
                is_head = false;
            } else {
                rows.push(row);
            }
        }
        let is_full = bytes.len() == PIECE_BYTES || rows.len() == PIECE_ROWS;
        if let Reading::Orders(reading) = reading
            && !(is_all && is_last)
        {
            let kept = reading.whole(&rows);
            // One that fills a piece is looked at as it is, and refused for its size.
            if let Some(next) = rows.get(kept).filter(|_| kept > 0 || !is_full) {
                end = next.begin;
                rows.truncate(kept);
            }
        }
        rows.retain(|row| !row.is_blank());
        if end == 0 && is_full {
            let what = "this row is longer than 512 KiB: a quotation mark may be missing";
            return Err(wrong("file", format!("line {line}: {what}")));
        }
        let consumed = if is_all && is_last { bytes.len() } else { text.bytes_before(end) };
        let next_line = Rows::new(whole, request.separator, line).line_at(end);
        Ok(Self { rows, consumed, next_line })
    }
}
