//! Orders and customers brought in by the operator.

use crate::scratch::{Scratch, assert_seen};

#[test]
fn a_file_of_orders_is_tried_and_brought_in_once() {
    let scratch = Scratch::new();
    scratch.ok(&["demo"]);
    let mut file = b"Bestellnummer;Datum;Gesamt;Artikel\r\n1;22.03.2026 19:28;1.049,90 \x80;Sch\xFCssel\r\n".to_vec();
    file.extend_from_slice(b"2;22.03.2026;12.50;\r\n3;22.03.2026;5;Tasse\r\n3;;;Teller\r\n");
    scratch.write("orders.csv", file);
    let import = ["orders", "import", "orders.csv", "--brand", "rosewater", "--currency", "EUR"];
    assert_seen!("orders_dry_run", scratch.run(&[&import[..], &["--dry-run"]].concat()));
    assert_seen!("orders_import", scratch.run(&import));
    assert_seen!("orders_again", scratch.run(&import));
    assert_seen!("orders_nobody", scratch.run(&["orders", "import", "orders.csv", "--brand", "nobody"]));
    assert_seen!("orders_no_file", scratch.run(&["orders", "import", "lost.csv", "--brand", "rosewater"]));
    scratch.write("workbook.csv", b"PK\x03\x04");
    assert_seen!("orders_workbook", scratch.run(&["orders", "import", "workbook.csv", "--brand", "rosewater"]));
}

#[test]
fn a_file_of_customers_is_brought_in() {
    let scratch = Scratch::new();
    scratch.ok(&["demo"]);
    scratch.write("customers.csv", "handle,name\nada,Ada\nnobody,Nobody\n");
    let import = ["customers", "import", "customers.csv", "--brand", "rosewater"];
    assert_seen!("customers_import", scratch.run(&import));
}
