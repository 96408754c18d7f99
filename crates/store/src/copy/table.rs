//! One table, with the statements that copy it.

use std::sync::OnceLock;

/// Rows that one statement adds.
pub(super) const GROUP: usize = 40;

/// One table.
#[derive(Debug)]
pub struct Table {
    pub name: &'static str,
    /// The columns of a unique index, by which it is read in pages.
    pub key: &'static [&'static str],
    /// All other columns.
    pub others: &'static [&'static str],
    /// Rows of a page, so that a page has a bound in memory.
    pub(super) page: usize,
    statements: OnceLock<Statements>,
}

#[derive(Debug)]
struct Statements {
    first: String,
    next: String,
    count: String,
    insert: String,
    insert_group: String,
}

impl Table {
    pub(super) const fn new(
        name: &'static str,
        page: usize,
        key: &'static [&'static str],
        others: &'static [&'static str],
    ) -> Self {
        Self { name, key, others, page, statements: OnceLock::new() }
    }

    /// How many columns it has.
    pub(super) const fn width(&self) -> usize {
        self.key.len() + self.others.len()
    }

    /// Reads the first page: the limit is the parameter.
    #[must_use]
    pub fn first(&'static self) -> &'static str {
        &self.statements().first
    }

    /// Reads the page after a key: the key's columns and the limit are the parameters.
    #[must_use]
    pub fn next(&'static self) -> &'static str {
        &self.statements().next
    }

    pub(super) fn count(&'static self) -> &'static str {
        &self.statements().count
    }

    /// Adds one row.
    pub(super) fn insert(&'static self) -> &'static str {
        &self.statements().insert
    }

    /// Adds [`GROUP`] rows.
    pub(super) fn insert_group(&'static self) -> &'static str {
        &self.statements().insert_group
    }

    fn statements(&'static self) -> &'static Statements {
        self.statements.get_or_init(|| Statements::of(self))
    }
}

impl Statements {
    fn of(table: &Table) -> Self {
        let name = table.name;
        let key = table.key.join(", ");
        let columns = [table.key, table.others].concat().join(", ");
        let after = parameters(0, table.key.len());
        let limit = table.key.len() + 1;
        let rows = |count| (0..count).map(|row| parameters(row * table.width(), table.width())).collect::<Vec<_>>();
        let insert = |count| format!("INSERT INTO {name} ({columns}) VALUES {}", rows(count).join(", "));
        Self {
            first: format!("SELECT {columns} FROM {name} ORDER BY {key} LIMIT $1"),
            next: format!("SELECT {columns} FROM {name} WHERE ({key}) > {after} ORDER BY {key} LIMIT ${limit}"),
            count: format!("SELECT count(*) FROM {name}"),
            insert: insert(1),
            insert_group: insert(GROUP),
        }
    }
}

/// `($4, $5, $6)`: so many parameters in parentheses, after the first ones.
fn parameters(after: usize, count: usize) -> String {
    let names: Vec<String> = (after + 1..=after + count).map(|number| format!("${number}")).collect();
    format!("({})", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_name_all_columns_and_page_by_the_key() {
        static DRAFTS: Table = Table::new("drafts", 9, &["account", "conversation"], &["text", "at"]);
        assert_eq!(
            DRAFTS.next(),
            "SELECT account, conversation, text, at FROM drafts WHERE (account, conversation) > ($1, $2) \
             ORDER BY account, conversation LIMIT $3"
        );
        assert_eq!(DRAFTS.insert(), "INSERT INTO drafts (account, conversation, text, at) VALUES ($1, $2, $3, $4)");
        assert!(DRAFTS.insert_group().ends_with("($157, $158, $159, $160)"), "{}", DRAFTS.insert_group());
    }
}
