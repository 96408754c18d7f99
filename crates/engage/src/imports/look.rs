//! Look at the beginning of a file: how it is written, and what its columns seem to be.

use subrosa_access::{Actor, Administer, MoveCustomers, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::AccountId;
use subrosa_proto::contact::{Attribute, AttributeKind};
use subrosa_proto::import::{FileColumn, FileLook, LookRequest, TableKind};
use subrosa_proto::limits::{BRAND_ATTRIBUTES, PIECE_BYTES, TABLE_COLUMNS};
use subrosa_sheet::{Row, Rows, Text, day_order_of, decimal_mark_of, encoding_of, separator_of, unguarded};
use subrosa_store::attributes;

use super::fields::{ATTRIBUTE, OF_CONSENTS, OF_CONTACTS, OF_ORDERS, plain};
use super::wrong;
use crate::Engage;

/// Rows that are shown, and rows by which the manner is guessed.
const SAMPLES: usize = 3;
const LOOKED_AT: usize = 100;
/// Characters of a head or a sample that are shown.
const SHOWN: usize = 60;

impl Engage {
    /// Guesses how a file is written, and which field each of its columns is. Nothing is kept.
    ///
    /// # Errors
    /// `invalid_parameter` when it is no table; `forbidden`.
    pub async fn look_at_file(&self, actor: &Actor, request: LookRequest, bytes: &[u8]) -> Result<FileLook, Error> {
        let brand = permit::<MoveCustomers>(actor, &Subject::Own)?.account()?;
        self.look(brand, request, bytes).await
    }

    /// The same by the operator, for the brand of a handle.
    ///
    /// # Errors
    /// `not_found` when there is no such brand, `invalid_parameter`, `forbidden` unless the operator asks.
    pub async fn look_at_file_of(
        &self,
        actor: &Actor,
        name: &str,
        request: LookRequest,
        bytes: &[u8],
    ) -> Result<FileLook, Error> {
        permit::<Administer>(actor, &Subject::Installation)?;
        let brand = self.brand_named(name).await?;
        self.look(brand, request, bytes).await
    }

    async fn look(&self, brand: AccountId, request: LookRequest, bytes: &[u8]) -> Result<FileLook, Error> {
        let bytes = &bytes[..bytes.len().min(PIECE_BYTES)];
        let encoding = match request.encoding {
            Some(encoding) => encoding,
            None => encoding_of(bytes).map_err(|why| wrong("file", why.to_string()))?,
        };
        // The rest of the file may follow.
        let text = Text::decode(encoding, bytes, 1, false).map_err(|why| wrong("file", why.to_string()))?;
        let separator = request.separator.unwrap_or_else(|| separator_of(text.as_str()));
        let mut rows = Rows::new(text.as_str(), separator, 1);
        let heads = rows.next().filter(|row| !row.is_blank()).ok_or_else(|| wrong("file", "nothing stands in it"))?;
        if heads.width() > TABLE_COLUMNS {
            return Err(wrong("file", format!("it has more than {TABLE_COLUMNS} columns")));
        }
        let rows: Vec<Row> = rows.filter(|row| !row.is_blank()).take(LOOKED_AT).collect();
        let known = self.messaging.db().read(async move |tx| attributes::list(tx, brand, BRAND_ATTRIBUTES).await);
        let attributes = known.await.map_err(Error::from)?;
        let fields = fields(request.kind, &attributes);
        let guessed = guessed(&heads, &fields);
        let amounts: Vec<usize> = (0..heads.width()).filter(|place| is_amount(&guessed[*place], &attributes)).collect();
        let cells = rows.iter().flat_map(|row| (0..row.width()).map(|place| row.cell(place)));
        let of_amounts = rows.iter().flat_map(|row| amounts.iter().map(|place| row.cell(*place)));
        let columns = (0..heads.width()).map(|place| FileColumn {
            name: shown(heads.cell(place)),
            field: guessed[place].clone(),
            samples: rows.iter().take(SAMPLES).map(|row| shown(unguarded(row.cell(place)))).collect(),
        });
        Ok(FileLook {
            encoding,
            separator,
            decimal: decimal_mark_of(of_amounts),
            days: day_order_of(cells),
            columns: columns.collect(),
            fields: fields.into_iter().map(|(word, _)| word).collect(),
        })
    }
}

/// Whether a column seems to hold numbers with decimals.
fn is_amount(field: &Option<String>, attributes: &[Attribute]) -> bool {
    let Some(word) = field else { return false };
    let of_number = |attribute: &Attribute| {
        attribute.kind == AttributeKind::Number && word.strip_prefix(ATTRIBUTE) == Some(attribute.name.as_str())
    };
    matches!(word.as_str(), "total" | "item_price" | "refund_amount") || attributes.iter().any(of_number)
}

/// The words of all fields, each with the heads that mean it.
fn fields(kind: TableKind, attributes: &[Attribute]) -> Vec<(String, Vec<String>)> {
    let heads = |heads: &[&str]| heads.iter().map(|head| (*head).to_owned()).collect::<Vec<_>>();
    match kind {
        TableKind::Orders => OF_ORDERS.iter().map(|(_, word, all)| ((*word).to_owned(), heads(all))).collect(),
        TableKind::Consents => OF_CONSENTS.iter().map(|(_, word, all)| ((*word).to_owned(), heads(all))).collect(),
        TableKind::Contacts => {
            let named = OF_CONTACTS.iter().map(|(_, word, all)| ((*word).to_owned(), heads(all)));
            let defined = attributes.iter().map(|attribute| {
                let word = format!("{ATTRIBUTE}{}", attribute.name);
                let heads = vec![plain(&word), plain(&attribute.name), plain(&attribute.label)];
                (word, heads)
            });
            named.chain(defined).collect()
        }
    }
}

/// The field that each column seems to be: for each field the column with its likeliest head, no column twice.
fn guessed(heads: &Row, fields: &[(String, Vec<String>)]) -> Vec<Option<String>> {
    let names: Vec<String> = (0..heads.width()).map(|place| plain(heads.cell(place))).collect();
    let mut guessed = vec![None; names.len()];
    for (word, likely) in fields {
        let free = |head: &String| names.iter().position(|name| name == head && !name.is_empty());
        let place = likely.iter().filter_map(free).find(|place| guessed[*place].is_none());
        if let Some(place) = place {
            guessed[place] = Some(word.clone());
        }
    }
    guessed
}

fn shown(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use subrosa_proto::import::Separator;

    use super::*;

    fn guesses(heads: &str) -> Vec<Option<String>> {
        let row = Rows::new(heads, Separator::Comma, 1).next().expect("a row");
        guessed(&row, &fields(TableKind::Orders, &[]))
    }

    #[test]
    fn the_heads_of_shops_are_known() {
        let shopify = "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Total,Created at,\
            Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Shipping Zip,Phone,Refunded Amount,Id";
        let found: Vec<String> = guesses(shopify).into_iter().map(Option::unwrap_or_default).collect();
        assert_eq!(
            found.join(","),
            "number,email,payment,,status,currency,,total,placed_at,item_quantity,item_name,item_price,item_sku,postcode,\
             phone,refund_amount,reference"
        );
        let german: Vec<String> = guesses("Bestellnummer,Bestelldatum,Gesamtbetrag,Währung,PLZ")
            .into_iter()
            .map(Option::unwrap_or_default)
            .collect();
        assert_eq!(german.join(","), "number,placed_at,total,currency,postcode");
        assert_eq!(guesses("Number,number,Nothing"), [Some("number".to_owned()), None, None]);
    }
}
