//! A table of questions and answers: each row is an article, whose title is the question.

use subrosa_proto::knowledge::{ArticleText, ImportedArticle};

use super::{Unreadable, text};
use crate::limits::FILE_BYTES;

/// The articles in a file of CSV (RFC 4180), separated by commas, semicolons or tabs, whichever its first line has most of. That line
/// names the columns: `question` and `answer`; also `language`, `link` and `labels` (separated by commas), if there are such. A row
/// is the same article again when its question is the same.
///
/// # Errors
/// [`Unreadable`] when the bytes are too many or no UTF-8, a column is missing, or a row has too few or too many fields.
pub fn csv_file(path: &str, bytes: &[u8], language: &str) -> Result<Vec<ImportedArticle>, Unreadable> {
    let text = text(bytes)?;
    debug_assert!(text.len() <= FILE_BYTES);
    let mut reader = csv::ReaderBuilder::new().delimiter(separator(text)).from_reader(text.as_bytes());
    let heads = reader.headers().map_err(|error| unreadable(&error))?.clone();
    let column = |name: &str| heads.iter().position(|head| head.trim().eq_ignore_ascii_case(name));
    let question = column("question").ok_or(Unreadable::Column("question"))?;
    let answer = column("answer").ok_or(Unreadable::Column("answer"))?;
    let others = (column("language"), column("link"), column("labels"));
    let mut articles = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| unreadable(&error))?;
        let field = |place: usize| row.get(place).unwrap_or_default().trim().to_owned();
        let given = |place: Option<usize>| place.map(field).filter(|value| !value.is_empty());
        let title = field(question);
        articles.push(ImportedArticle {
            source: source(path, &title),
            text: ArticleText {
                title,
                language: given(others.0).unwrap_or_else(|| language.to_owned()),
                markdown: field(answer),
                link: given(others.1),
                labels: given(others.2)
                    .map(|all| all.split(',').map(|one| one.trim().to_owned()).collect())
                    .unwrap_or_default(),
            },
        });
    }
    Ok(articles)
}

/// What a row is called: the file, and the beginning of the question in its one form.
fn source(path: &str, question: &str) -> String {
    let words = subrosa_words::words(question).join(" ");
    format!("{path}#{}", words.chars().take(120).collect::<String>())
}

fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: u8| first.bytes().filter(|byte| *byte == separator).count();
    // The comma where none has more.
    [b';', b'\t', b','].into_iter().max_by_key(|&separator| count(separator)).unwrap_or(b',')
}

fn unreadable(error: &csv::Error) -> Unreadable {
    let line = error.position().map_or(1, csv::Position::line);
    let what = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("it has {len} fields instead of {expected_len}")
        }
        other => format!("{other:?}"),
    };
    Unreadable::Line { line, what }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_an_article() {
        let file = "Question;Answer;labels\nCan I return it?;\"Yes,\nwithin **30 days**\";returns, money\n\"A \"\"b\"\"?\";No;\n";
        let articles = csv_file("faq.csv", file.as_bytes(), "en").expect("a table");
        assert_eq!(articles.len(), 2);
        assert_eq!(articles[0].source, "faq.csv#can i return it");
        assert_eq!(articles[0].text.markdown, "Yes,\nwithin **30 days**");
        assert_eq!(articles[0].text.labels, ["returns", "money"]);
        assert_eq!((articles[1].text.title.as_str(), articles[1].text.labels.len()), ("A \"b\"?", 0));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        assert_eq!(csv_file("a.csv", b"question,reply\n", "en"), Err(Unreadable::Column("answer")));
        let short = csv_file("a.csv", b"question,answer\na,b\nc\n", "en");
        assert_eq!(short, Err(Unreadable::Line { line: 3, what: "it has 1 fields instead of 2".to_owned() }));
        assert_eq!(csv_file("a.csv", b"question,answer\n\xff,b\n", "en"), Err(Unreadable::Encoding));
    }
}
