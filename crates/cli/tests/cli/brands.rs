//! What the operator says about brands.

use crate::scratch::{Scratch, assert_seen};

#[test]
fn reports_are_checked_against_all_that_was_written() {
    let scratch = Scratch::new();
    scratch.ok(&["demo"]);
    let check = scratch.json(&["brand", "check", "rosewater", "--json"]);
    assert_eq!((&check["wrong"], &check["uncounted"]), (&0.into(), &0.into()));
    assert!(check["right"].as_u64().is_some_and(|right| right > 100), "{check}");
    assert!(check["conversations"].as_u64().is_some_and(|all| all >= 40), "{check}");
    assert_eq!(scratch.run(&["brand", "check", "maya"]).code, 1, "a person is no brand");
}

#[test]
fn the_verified_mark_is_given_and_taken() {
    let scratch = Scratch::new();
    scratch.ok(&["demo"]);
    assert_eq!(scratch.json(&["brand", "unverify", "rosewater", "--json"])["kind"], "brand");
    assert_eq!(scratch.json(&["brand", "verify", "rosewater", "--json"])["kind"], "verified_brand");
    assert_seen!("brand_verify", scratch.run(&["brand", "verify", "@rosewater"]));
    // A person is no brand.
    assert_seen!("brand_verify_a_person", scratch.run(&["brand", "verify", "maya"]));
}
