//! The quick measurement of a disk.

use crate::scratch::Scratch;

#[test]
fn it_measures_and_leaves_nothing() {
    let scratch = Scratch::new();
    std::fs::create_dir(scratch.data()).expect("a folder");
    let figures = scratch.json(&["bench", "--seconds", "1", "--json"]);
    let metrics: Vec<&str> =
        figures.as_array().expect("a list").iter().map(|figure| figure["metric"].as_str().expect("a name")).collect();
    assert_eq!(metrics, ["fsync of 4 KiB", "one message, alone", "messages together", "messages in one commit"]);
    assert!(figures[2]["median"].as_f64().expect("a number") > 0.0);
    assert_eq!(std::fs::read_dir(scratch.data()).expect("the folder").count(), 0);
}
