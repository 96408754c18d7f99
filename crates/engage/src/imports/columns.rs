//! Which column of a file is which field.

use subrosa_messaging::Error;
use subrosa_proto::contact::Attribute;
use subrosa_proto::limits::TABLE_COLUMNS;
use subrosa_sheet::{Row, unguarded};

use super::fields::{ATTRIBUTE, ConsentField, ContactField, OF_CONSENTS, OF_CONTACTS, OF_ORDERS, OrderField};
use super::wrong;

/// The fields of a file, each with its column.
#[derive(Debug, Clone)]
pub(super) struct Columns<F>(Vec<(F, usize)>);

impl<F: PartialEq> Columns<F> {
    /// As a request writes them.
    ///
    /// # Errors
    /// `invalid_parameter`: a word that is no field, a field twice, too many columns.
    fn read(written: &str, field: impl Fn(&str) -> Option<F>) -> Result<Self, Error> {
        let mut columns = Self(Vec::new());
        for (place, word) in written.split(',').map(str::trim).enumerate() {
            if place >= TABLE_COLUMNS {
                return Err(wrong("columns", format!("at most {TABLE_COLUMNS}")));
            }
            if word.is_empty() {
                continue;
            }
            let short: String = word.chars().take(60).collect();
            let field = field(word).ok_or_else(|| wrong("columns", format!("`{short}` is no field")))?;
            if columns.has(&field) {
                return Err(wrong("columns", format!("`{short}` stands twice")));
            }
            columns.0.push((field, place));
        }
        Ok(columns)
    }

    /// Whether the file has a column for it.
    pub(super) fn has(&self, field: &F) -> bool {
        self.0.iter().any(|(known, _)| known == field)
    }

    /// What stands in a row for a field, without what an export put before it; empty where there is no such column.
    pub(super) fn cell<'r>(&self, row: &'r Row, field: &F) -> &'r str {
        let place = self.0.iter().find(|(known, _)| known == field).map(|(_, place)| *place);
        place.map_or("", |place| unguarded(row.cell(place)).trim())
    }
}

impl Columns<OrderField> {
    pub(super) fn of_orders(written: &str) -> Result<Self, Error> {
        let columns = Self::read(written, |word| {
            OF_ORDERS.iter().find(|(_, known, _)| *known == word).map(|(field, ..)| *field)
        })?;
        if !columns.has(&OrderField::Number) && !columns.has(&OrderField::Reference) {
            return Err(wrong("columns", "one of `number` and `reference`"));
        }
        for (field, word) in [(OrderField::PlacedAt, "placed_at"), (OrderField::Total, "total")] {
            if !columns.has(&field) {
                return Err(wrong("columns", format!("`{word}` is missing")));
            }
        }
        Ok(columns)
    }
}

impl Columns<ContactField> {
    /// With the attributes of the brand.
    pub(super) fn of_contacts(written: &str, attributes: &[Attribute]) -> Result<Self, Error> {
        let columns = Self::read(written, |word| {
            if let Some(name) = word.strip_prefix(ATTRIBUTE) {
                let is_known = attributes.iter().any(|attribute| attribute.name == name);
                return is_known.then(|| ContactField::Attribute(name.to_owned()));
            }
            OF_CONTACTS.iter().find(|(_, known, _)| *known == word).map(|(field, ..)| field.clone())
        })?;
        if !OF_CONTACTS.iter().any(|(field, ..)| columns.has(field)) {
            return Err(wrong("columns", "one of `handle`, `external_id`, `email` and `phone`"));
        }
        Ok(columns)
    }
}

impl Columns<ConsentField> {
    pub(super) fn of_consents(written: &str) -> Result<Self, Error> {
        let columns = Self::read(written, |word| {
            OF_CONSENTS.iter().find(|(_, known, _)| *known == word).map(|(field, ..)| *field)
        })?;
        let names = [ConsentField::Handle, ConsentField::ExternalId, ConsentField::Email, ConsentField::Phone];
        if !names.iter().any(|field| columns.has(field)) {
            return Err(wrong("columns", "one of `handle`, `external_id`, `email` and `phone`"));
        }
        let needed = [
            (ConsentField::Topic, "topic"),
            (ConsentField::State, "state"),
            (ConsentField::At, "at"),
            (ConsentField::Source, "source"),
        ];
        match needed.iter().find(|(field, _)| !columns.has(field)) {
            Some((_, word)) => Err(wrong("columns", format!("`{word}` is missing"))),
            None => Ok(columns),
        }
    }
}
