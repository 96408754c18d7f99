//! What the index finds for the questions of a set, for `tools/knowledge.py` to judge.
//!
//! Reads articles and questions from standard input, a JSON object a line: `{"id":1,"title":"…","markdown":"…"}` and
//! `{"question":"…","article":1}`. Writes a line for each question: what is found among all articles, and what among all but the
//! one that answers it.

use std::error::Error;
use std::io::{BufRead, Write};

use serde_json::{Value, json};
use subrosa_knowledge::{Article, Finding, Index};
use subrosa_proto::ArticleId;

fn main() -> Result<(), Box<dyn Error>> {
    let language = std::env::args().nth(1).unwrap_or_else(|| "en".to_owned());
    let lines: Vec<Value> = std::io::stdin()
        .lock()
        .lines()
        .map(|line| Ok::<_, Box<dyn Error>>(serde_json::from_str(&line?)?))
        .collect::<Result<_, _>>()?;
    let mut index = Index::new(&language);
    let text = |line: &Value, name: &str| line[name].as_str().unwrap_or_default().to_owned();
    let mut articles = std::collections::HashMap::new();
    for line in lines.iter().filter(|line| line["id"].is_i64()) {
        let id = ArticleId::new(line["id"].as_i64().ok_or("an id")?);
        articles.insert(id, (text(line, "title"), text(line, "markdown")));
    }
    let add = |index: &mut Index, id: ArticleId| {
        if let Some((title, markdown)) = articles.get(&id) {
            index.replace(Article { id, title, link: "", markdown });
        }
    };
    for &id in articles.keys() {
        add(&mut index, id);
    }
    let mut out = std::io::stdout().lock();
    for line in lines.iter().filter(|line| line["question"].is_string()) {
        let question = text(line, "question");
        let with = index.find(&question);
        let id = ArticleId::new(line["article"].as_i64().ok_or("an article")?);
        index.remove(id);
        let without = index.find(&question);
        add(&mut index, id);
        writeln!(out, "{}", json!({"article": id.number(), "with": shown(&with), "without": shown(&without)}))?;
    }
    Ok(())
}

fn shown(finding: &Finding) -> Vec<Value> {
    let candidates = finding.candidates.iter();
    candidates
        .map(|one| {
            let evidence = one.evidence;
            let evidence = [evidence.coverage, evidence.strength, evidence.margin, evidence.likeness];
            json!({"article": one.article.number(), "sureness": one.sureness, "evidence": evidence})
        })
        .collect()
}
