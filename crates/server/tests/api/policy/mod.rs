//! The policy matrix: every endpoint and every command of the socket, as each kind of caller finds it.
//!
//! The rows come from the descriptions of the API, so a new route without parameters here fails, and the snapshots show
//! what each caller gets.

mod brand;
mod call;
mod parameters;
mod scene;

use std::fmt::Write;

use crate::description::{commands, operations};
pub(crate) use scene::picture;
use scene::{Role, Scene};

#[tokio::test(flavor = "multi_thread")]
async fn rest() {
    let mut table = Table::new();
    for (name, method, path, operation) in operations() {
        let mut cells = Vec::new();
        let scene = Scene::set(&name).await;
        for (column, role) in Role::ALL.into_iter().enumerate() {
            let caller = scene.caller(role).await;
            let parameters = parameters::of(&name, &scene, column);
            cells.push(call::rest(&scene, caller.as_ref(), (&method, &path, &operation), &parameters).await);
        }
        table.row(&format!("{method} {path}"), &cells);
    }
    insta::assert_snapshot!(table.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn socket() {
    let mut table = Table::new();
    for name in commands() {
        let mut cells = Vec::new();
        let scene = Scene::set(&name).await;
        for (column, role) in Role::ALL.into_iter().enumerate() {
            let caller = scene.caller(role).await;
            let parameters = parameters::of(&name, &scene, column);
            cells.push(call::socket(&scene, caller.as_ref(), &name, &parameters).await);
        }
        table.row(&name, &cells);
    }
    insta::assert_snapshot!(table.text());
}

/// Rows and columns that a person can read.
struct Table(Vec<Vec<String>>);

impl Table {
    fn new() -> Self {
        Self::with_heads(Role::ALL.map(Role::name))
    }

    fn with_heads(heads: impl IntoIterator<Item = &'static str>) -> Self {
        let heads = heads.into_iter().map(str::to_owned);
        Self(vec![std::iter::once(String::new()).chain(heads).collect()])
    }

    fn row(&mut self, name: &str, cells: &[String]) {
        self.0.push(std::iter::once(name.to_owned()).chain(cells.iter().cloned()).collect());
    }

    fn text(&self) -> String {
        let columns = self.0[0].len();
        let width = |column: usize| self.0.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let mut text = String::new();
        for row in &self.0 {
            let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:width$}"));
            let line = cells.collect::<Vec<_>>().join(" | ");
            writeln!(text, "{}", line.trim_end()).expect("text can be added");
        }
        text
    }
}
