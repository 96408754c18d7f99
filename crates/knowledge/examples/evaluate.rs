//! What the index finds for the questions of a set, for `tools/knowledge.py` to judge.
//!
//! Reads articles and questions from standard input, a JSON object a line: `{"id":1,"title":"…","markdown":"…"}` and
//! `{"question":"…","article":1}`. Writes a line for each question: what is found among all articles, and what among all but the
//! one that answers it.
//!
//! With a file of word vectors as the second argument (a line for each word: the word, its weight, its numbers), texts have vectors as well:
//! the mean of their words', the poorest kind of embedding there is.

use std::collections::HashMap;
use std::error::Error;
use std::io::{BufRead, Write};

use serde_json::{Value, json};
use subrosa_knowledge::{Article, Finding, Index, Vector, embedded, passages};
use subrosa_proto::ArticleId;

fn main() -> Result<(), Box<dyn Error>> {
    let language = std::env::args().nth(1).unwrap_or_else(|| "en".to_owned());
    let lines: Vec<Value> = std::io::stdin()
        .lock()
        .lines()
        .map(|line| Ok::<_, Box<dyn Error>>(serde_json::from_str(&line?)?))
        .collect::<Result<_, _>>()?;
    let means = std::env::args().nth(2).map(|file| Words::read(&file)).transpose()?;
    let mut index = Index::new(&language);
    let text = |line: &Value, name: &str| line[name].as_str().unwrap_or_default().to_owned();
    let mut articles = HashMap::new();
    for line in lines.iter().filter(|line| line["id"].is_i64()) {
        let id = ArticleId::new(line["id"].as_i64().ok_or("an id")?);
        articles.insert(id, (text(line, "title"), text(line, "markdown")));
    }
    let add = |index: &mut Index, id: ArticleId| {
        if let Some((title, markdown)) = articles.get(&id) {
            index.replace(Article { id, title, link: "", markdown });
            if let Some(words) = &means {
                let vectors: Option<Vec<_>> =
                    passages(markdown).iter().map(|passage| words.mean(&embedded(title, passage))).collect();
                index.set_vectors(id, vectors.unwrap_or_default());
            }
        }
    };
    for &id in articles.keys() {
        add(&mut index, id);
    }
    let mut out = std::io::stdout().lock();
    for line in lines.iter().filter(|line| line["question"].is_string()) {
        let question = text(line, "question");
        let meaning = means.as_ref().and_then(|words| words.mean(&question));
        let with = index.find_near(&question, meaning.as_ref());
        let id = ArticleId::new(line["article"].as_i64().ok_or("an article")?);
        index.remove(id);
        let without = index.find_near(&question, meaning.as_ref());
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
            let mut all = vec![evidence.coverage, evidence.strength, evidence.margin, evidence.likeness];
            all.extend(evidence.meaning.iter().flat_map(|meaning| [meaning.nearness, meaning.lead]));
            json!({"article": one.article.number(), "sureness": one.sureness, "evidence": all})
        })
        .collect()
}

/// Vectors of words, each multiplied by how much the word says.
struct Words(HashMap<String, Vec<f32>>);

impl Words {
    fn read(file: &str) -> Result<Self, Box<dyn Error>> {
        let text = std::fs::read_to_string(file)?;
        let one = |line: &str| {
            let (word, rest) = line.split_once(' ')?;
            let numbers: Vec<f32> = rest.split(' ').map(|number| number.parse().ok()).collect::<Option<_>>()?;
            let (weight, numbers) = numbers.split_first()?;
            Some((word.to_owned(), numbers.iter().map(|number| number * weight).collect()))
        };
        Ok(Self(text.lines().filter_map(one).collect()))
    }

    fn mean(&self, text: &str) -> Option<Vector> {
        let mut sum: Vec<f32> = Vec::new();
        for word in subrosa_words::words(text).iter().filter_map(|word| self.0.get(word)) {
            sum.resize(word.len(), 0.0);
            sum.iter_mut().zip(word).for_each(|(sum, number)| *sum += number);
        }
        Vector::new(&sum)
    }
}
