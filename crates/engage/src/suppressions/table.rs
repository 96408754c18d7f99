//! A table of those to whom no campaign is to write, as people keep it.

use subrosa_proto::limits::SUPPRESSIONS_AT_ONCE;
use subrosa_proto::suppression::SuppressionReason;
use subrosa_sheet::{Row, Rows, separator_of, unguarded};

use super::whom::{Meant, name};
use super::written::{Written, noted};
use crate::imports::{OF_CONTACTS, plain};

/// What the first line calls the columns.
struct Head {
    /// Columns that say who it is, each with the word of its field.
    whom: Vec<(usize, &'static str)>,
    reason: Option<usize>,
    note: Option<usize>,
}

/// Everyone in it: of a line all that it names.
pub(super) fn of_table(csv: &str, reason: SuppressionReason) -> Vec<Written> {
    let csv = csv.trim_start_matches('\u{feff}');
    let mut rows = Rows::new(csv, separator_of(csv), 1).filter(|row| !row.is_blank()).peekable();
    let head = rows.peek().and_then(head);
    let rows = rows.skip(usize::from(head.is_some()));
    // One more than can be taken says that it is too many.
    rows.flat_map(|row| of_row(&row, head.as_ref(), reason)).take(SUPPRESSIONS_AT_ONCE + 1).collect()
}

fn head(row: &Row) -> Option<Head> {
    let heads: Vec<String> = (0..row.width()).map(|column| plain(row.cell(column))).collect();
    let of = |known: &[&str]| heads.iter().position(|head| known.contains(&head.as_str()));
    let whom: Vec<_> = OF_CONTACTS.iter().filter_map(|(_, word, known)| Some((of(known)?, *word))).collect();
    let reason = of(&["reason", "grund", "motivo", "السبب"]);
    (!whom.is_empty()).then(|| Head { whom, reason, note: of(&["note", "notiz", "nota", "ملاحظة"]) })
}

fn of_row(row: &Row, head: Option<&Head>, reason: SuppressionReason) -> Vec<Written> {
    let cell = |column: usize| unguarded(row.cell(column)).trim();
    let place = row.line;
    let Some(head) = head else {
        return vec![Written { place, said: said(guessed(cell(0)), Ok(reason), String::new()) }];
    };
    let why = match head.reason.map(cell).filter(|word| !word.is_empty()) {
        None => Ok(reason),
        Some(word) => serde_json::from_value(serde_json::Value::from(plain(word)))
            .map_err(|_| "`reason`: not one of asked, complained, legal, other".to_owned()),
    };
    let note = head.note.map(cell).unwrap_or_default();
    let named = head.whom.iter().filter(|(column, _)| !cell(*column).is_empty());
    let all: Vec<Written> = named
        .map(|(column, word)| {
            let meant = name(word, cell(*column)).map_err(|(field, what)| format!("`{field}`: {what}"));
            Written { place, said: said(meant, why.clone(), note.to_owned()) }
        })
        .collect();
    if all.is_empty() { vec![Written { place, said: Err("it names nobody".to_owned()) }] } else { all }
}

fn said(
    meant: Result<Meant, String>,
    reason: Result<SuppressionReason, String>,
    note: String,
) -> Result<(Meant, SuppressionReason, String), String> {
    noted(meant?, reason?, note)
}

/// Who is meant where no head says by what.
fn guessed(written: &str) -> Result<Meant, String> {
    let word = match written.find('@') {
        Some(0) => "handle",
        Some(_) => "email",
        None => "phone",
    };
    name(word, written).map_err(|_| "not an e-mail address, a phone number, or a handle with @ before it".to_owned())
}

#[cfg(test)]
mod tests {
    use subrosa_proto::contact::IdentityKind;

    use super::*;
    use crate::imports::Name;

    /// Who is named, why, and the note; or what is wrong.
    type Said = Result<(String, SuppressionReason, String), String>;

    fn of(csv: &str) -> Vec<(u32, Said)> {
        let name = |meant: Meant| match meant {
            Meant::Name(Name::Identity(kind, value)) => format!("{kind:?} {value}"),
            Meant::Name(Name::Handle(handle)) => format!("@{handle}"),
            Meant::Conversation(_) => String::new(),
        };
        let written = of_table(csv, SuppressionReason::Other).into_iter();
        written.map(|one| (one.place, one.said.map(|(meant, reason, note)| (name(meant), reason, note)))).collect()
    }

    fn is(named: &str, reason: SuppressionReason, note: &str) -> Said {
        Ok((named.to_owned(), reason, note.to_owned()))
    }

    #[test]
    fn a_list_without_a_head_is_addresses_numbers_and_handles() {
        use SuppressionReason::Other;
        let found = of(" Ada@Example.org\r\n\r\n\"'+49 170 1234567\"\r\n@grace\r\nnobody\r\n");
        assert_eq!(found[0], (1, is("Email ada@example.org", Other, "")));
        assert_eq!(found[1], (3, is("Phone +491701234567", Other, "")));
        assert_eq!(found[2], (4, is("@grace", Other, "")));
        assert!(found[3].0 == 5 && found[3].1.is_err(), "{found:?}");
        assert_eq!(format!("{:?}", IdentityKind::Email), "Email");
    }

    #[test]
    fn heads_say_what_columns_are_and_a_line_may_name_several() {
        use SuppressionReason::{Legal, Other};
        let found = of(
            "\u{feff}E-Mail;Telefon;Grund;Notiz\nada@example.org;0170 1234567;legal;by letter\n;;;\nx;;;\n;;why;\n;0170 1234567;why;\n",
        );
        assert_eq!(found[0], (2, is("Email ada@example.org", Legal, "by letter")));
        assert_eq!(found[1], (2, is("Phone 01701234567", Legal, "by letter")));
        assert_eq!(found[2], (4, Err("`email`: not an e-mail address".to_owned())));
        assert_eq!(found[3], (5, Err("it names nobody".to_owned())));
        assert!(found[4].1.as_ref().is_err_and(|why| why.starts_with("`reason`")), "{found:?}");
        assert_eq!(of("phone,note\n0170 1234567,\n"), [(2, is("Phone 01701234567", Other, ""))]);
        let long = format!("phone,note\n0170 1234567,{}\n", "x".repeat(201));
        assert!(of(&long)[0].1.as_ref().is_err_and(|why| why.starts_with("the note")), "{:?}", of(&long));
    }

    #[test]
    fn more_than_can_be_taken_is_seen() {
        let many: String = (0..2_000).map(|number| format!("a{number}@example.org\n")).collect();
        assert_eq!(of(&many).len(), SUPPRESSIONS_AT_ONCE + 1);
    }
}
