//! Which room may use which: the arrows of `docs/ARCHITECTURE.md` against what `cargo metadata` says.

use std::collections::BTreeSet;
use std::process::Command;

use crate::tree;

type Edge = (String, String);

/// The edges that the page allows. A chain `a → {b, c} → d` lets every room use all that stand further down.
fn allowed(page: &str) -> BTreeSet<Edge> {
    let from = page.find("Arrows point down only:").expect("the page names the arrows");
    let paragraph = page[from..].split("\n\n").next().expect("a paragraph has text");
    let mut edges = BTreeSet::new();
    for chain in paragraph.split('`').filter(|part| part.contains('→')) {
        let levels: Vec<Vec<&str>> = chain
            .split('→')
            .map(|level| level.trim().trim_matches(['{', '}']).split(',').map(str::trim).collect())
            .collect();
        for (depth, users) in levels.iter().enumerate() {
            for used in levels[depth + 1..].iter().flatten() {
                edges.extend(users.iter().map(|user| ((*user).to_owned(), (*used).to_owned())));
            }
        }
    }
    assert!(paragraph.contains("`cli` also uses `client`"));
    edges.insert(("cli".to_owned(), "client".to_owned()));
    assert!(paragraph.contains("`testkit` and `bench` may use all"));
    edges
}

struct Dependency {
    user: String,
    used: String,
    development: bool,
}

fn dependencies() -> Vec<Dependency> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(tree::root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let room = |package: &serde_json::Value| {
        package["name"].as_str().and_then(|name| name.strip_prefix("subrosa-")).map(str::to_owned)
    };
    let mut found = Vec::new();
    for package in metadata["packages"].as_array().expect("a list of packages") {
        let user = room(package).expect("every package is called subrosa-…");
        for dependency in package["dependencies"].as_array().expect("a list of dependencies") {
            if let Some(used) = room(dependency) {
                let development = dependency["kind"] == "dev";
                found.push(Dependency { user: user.clone(), used, development });
            }
        }
    }
    assert!(!found.is_empty(), "rooms use each other");
    found
}

#[test]
fn arrows_point_down_only() {
    let allowed = allowed(&tree::read("docs/ARCHITECTURE.md"));
    for Dependency { user, used, development } in dependencies() {
        let is_tool = |room: &str| room == "testkit" || room == "bench";
        let for_tests = development && is_tool(&used);
        assert!(
            is_tool(&user) || for_tests || allowed.contains(&(user.clone(), used.clone())),
            "crates/{user} may not use crates/{used}: docs/ARCHITECTURE.md has no arrow between them"
        );
    }
}

#[test]
fn the_page_forbids_something() {
    let allowed = allowed(&tree::read("docs/ARCHITECTURE.md"));
    let edge = |user: &str, used: &str| allowed.contains(&(user.to_owned(), used.to_owned()));
    assert!(edge("messaging", "store") && edge("store", "proto") && edge("cli", "proto"));
    assert!(
        !edge("store", "messaging") && !edge("store", "access") && !edge("client", "server") && !edge("proto", "store")
    );
}
