//! Articles brought in by the operator.

use crate::scratch::{Scratch, assert_seen};

#[test]
fn a_folder_of_articles_is_brought_in_once() {
    let scratch = Scratch::new();
    scratch.ok(&["demo"]);
    scratch.write("articles/returns.md", "# Returns by post\n\nWithin 30 days.");
    scratch.write("articles/de/versand.md", "---\ntitle: Versand\nlabels: [post]\n---\nSieben Tage.");
    scratch.write("articles/faq.csv", "question,answer\nCan I pay by invoice?,\"Yes, within 14 days.\"\n");
    scratch.write("articles/empty.md", " \n");
    scratch.write("articles/latin.md", b"caf\xe9");
    scratch.write("articles/.hidden.md", "hidden");
    scratch.write("articles/picture.png", "no article");
    let import = ["knowledge", "import", "articles", "--brand", "rosewater", "--publish"];
    assert_seen!("knowledge_dry_run", scratch.run(&[&import[..], &["--dry-run"]].concat()));
    assert_seen!("knowledge_import", scratch.run(&import));
    scratch.write("articles/returns.md", "# Returns by post\n\nWithin 60 days.");
    assert_seen!("knowledge_again", scratch.run(&import));
    assert_seen!("knowledge_nobody", scratch.run(&["knowledge", "import", "articles", "--brand", "nobody"]));
    assert_seen!("knowledge_no_folder", scratch.run(&["knowledge", "import", "lost", "--brand", "rosewater"]));

    an_exported_site_is_what_its_sitemap_names(&scratch);
}

/// With the same brand, which takes longer to make than this.
fn an_exported_site_is_what_its_sitemap_names(scratch: &Scratch) {
    let write = |name: &str, text: &str| scratch.write(&format!("site/{name}"), text);
    let page =
        "<html lang=en><title>Gifts | Shop</title><nav>Home</nav><main><h1>Gift cards</h1><p>They never expire.</main>";
    write("shop.example/help/gift-cards.html", page);
    write("shop.example/about.html", "<p>Not named.");
    let named = |path: &str| format!("<url><loc>https://shop.example/{path}</loc></url>");
    let pages = [named("help/gift-cards"), named("lost"), named("../../etc/passwd")].concat();
    write("sitemap.xml", "<sitemapindex><sitemap><loc>https://shop.example/pages.xml</loc></sitemap></sitemapindex>");
    write("shop.example/pages.xml", &format!("<urlset>{pages}</urlset>"));
    let said = scratch.run(&["knowledge", "import", "site", "--brand", "rosewater", "--dry-run"]);
    assert_seen!("knowledge_site", said);
}
