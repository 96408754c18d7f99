//! Lets cargo notice a newly built web app. The folder is made so that there is something to watch before its first build.

fn main() {
    let app = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    // Where the sources can't be written to, nothing new appears either.
    let _read_only = std::fs::create_dir_all(&app);
    println!("cargo::rerun-if-changed={}", app.display());
    println!("cargo::rerun-if-changed=../../docs/errors");
}
