//! Every error code has a page in `docs/errors`, every page a code, and both say the same.

use std::collections::BTreeSet;

use subrosa_proto::{ErrorCode, Problem};

use crate::tree;

/// The text between a line that opens a block of JSON and the line that ends it.
fn example(page: &str) -> &str {
    page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example of the answer")
}

#[test]
fn pages_and_codes_are_the_same_set() {
    let pages: BTreeSet<String> = tree::files("docs/errors", &[".md"])
        .iter()
        .filter_map(|path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()))
        .filter(|name| name != "README")
        .collect();
    let codes: BTreeSet<String> = ErrorCode::ALL.iter().map(|code| code.code().to_owned()).collect();
    assert_eq!(pages, codes, "docs/errors has one page for each code of crates/proto/src/error.rs");
}

#[test]
fn pages_say_what_the_table_says() {
    let index = tree::read("docs/errors/README.md");
    for code in ErrorCode::ALL {
        let name = code.code();
        let page = tree::read(format!("docs/errors/{name}.md"));
        let retry = if code.is_retryable() { "may succeed later" } else { "will fail again" };
        assert!(page.starts_with(&format!("# {name}\n")), "{name}: the heading is the code");
        for part in [code.title(), code.hint(), retry, &format!("Status {}.", code.status())] {
            assert!(page.contains(part), "{name}: the page does not say: {part}");
        }
        let problem: Problem = serde_json::from_str(example(&page)).expect("the example is a problem");
        let bare = Problem { detail: None, field: None, retry_after: None, ..problem };
        assert_eq!(bare, Problem::new(*code), "{name}: the example is not what the server sends");

        let answer = if code.is_retryable() { "yes" } else { "no" };
        let row = format!("| [{name}]({name}.md) | {} | {} | {answer} |", code.status(), code.title());
        assert!(index.contains(&row), "docs/errors/README.md misses the row: {row}");
    }
}
