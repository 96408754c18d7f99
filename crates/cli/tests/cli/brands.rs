//! What the operator says about brands.

use crate::scratch::{Scratch, assert_seen};

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
