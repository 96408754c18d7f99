//! An article, divided into passages: what stands under one heading, as plain text.
//!
//! HTML in an article is left out. Of a link the text and the address stay, of a picture nothing.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::limits::{ARTICLE_CHARACTERS, PASSAGE_CHARACTERS, PASSAGES};

/// A part of an article that can answer a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The headings above it, from the outermost on, with ` › ` between them; empty at the beginning of an article.
    pub heading: String,
    /// What it says: paragraphs with an empty line between them, items of lists with a dash before them.
    pub text: String,
}

/// The passages of an article in Markdown (CommonMark with tables), in order. One that says nothing is left out.
#[must_use]
pub fn passages(markdown: &str) -> Vec<Passage> {
    let end = markdown.char_indices().nth(ARTICLE_CHARACTERS).map_or(markdown.len(), |(end, _)| end);
    let mut reader = Reader::default();
    for event in Parser::new_ext(&markdown[..end], Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        reader.take(event);
    }
    reader.finish_passage();
    reader.done.truncate(PASSAGES);
    reader.done
}

#[derive(Default)]
struct Reader {
    done: Vec<Passage>,
    /// The headings above, each with its level.
    above: Vec<(HeadingLevel, String)>,
    /// The heading that is being read.
    heading: Option<String>,
    text: String,
    /// Where links that are being read lead, and what their texts begin behind.
    links: Vec<(String, usize)>,
    /// Pictures that are being read, one in another.
    pictures: usize,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                self.finish_passage();
                self.above.retain(|(above, _)| *above < level);
                self.above.push((level, String::new()));
                self.heading = Some(String::new());
            }
            Event::End(TagEnd::Heading(_)) => {
                let heading = self.heading.take().unwrap_or_default();
                if let Some((_, last)) = self.above.last_mut() {
                    heading.trim().clone_into(last);
                }
            }
            Event::Start(Tag::Item) => {
                if !self.text.is_empty() && !self.text.ends_with('\n') {
                    self.text.push('\n');
                }
                self.text.push_str("– ");
            }
            Event::Start(Tag::TableCell) if !self.text.is_empty() && !self.text.ends_with('\n') => self.write(" · "),
            Event::Start(Tag::Image { .. }) => self.pictures += 1,
            Event::End(TagEnd::Image) => self.pictures = self.pictures.saturating_sub(1),
            Event::Start(Tag::Link { dest_url, .. }) => self.links.push((dest_url.into_string(), self.text.len())),
            Event::End(TagEnd::Link) => self.end_link(),
            Event::End(TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::BlockQuote(_) | TagEnd::Table) => {
                self.end_paragraph();
            }
            Event::End(TagEnd::List(_)) => self.end_paragraph(),
            Event::End(TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow) => self.end_line(),
            Event::Text(text) | Event::Code(text) => self.write(&text),
            Event::SoftBreak => self.write(" "),
            Event::HardBreak => self.write("\n"),
            // HTML, rules and whatever else says nothing.
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        if self.pictures == 0 {
            self.heading.as_mut().unwrap_or(&mut self.text).push_str(text);
        }
    }

    /// The address behind a link's text, where it is one for customers and is not that text.
    fn end_link(&mut self) {
        let Some((address, start)) = self.links.pop() else { return };
        let is_for_people = address.starts_with("https://") || address.starts_with("http://");
        if is_for_people && self.heading.is_none() && self.text.get(start..).is_some_and(|text| text != address) {
            self.write(" (");
            self.write(&address);
            self.write(")");
        }
    }

    fn end_line(&mut self) {
        self.text.truncate(self.text.trim_end().len());
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn end_paragraph(&mut self) {
        self.end_line();
        if self.text.chars().count() >= PASSAGE_CHARACTERS {
            self.finish_passage();
        } else if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn finish_passage(&mut self) {
        let text = std::mem::take(&mut self.text);
        // Links that are still being read began in the text that has just gone.
        self.links.iter_mut().for_each(|(_, start)| *start = 0);
        if text.trim().is_empty() || self.done.len() >= PASSAGES {
            return;
        }
        let above: Vec<&str> =
            self.above.iter().map(|(_, heading)| heading.as_str()).filter(|one| !one.is_empty()).collect();
        self.done.push(Passage { heading: above.join(" › "), text: text.trim().to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(markdown: &str) -> Vec<(String, String)> {
        passages(markdown).into_iter().map(|passage| (passage.heading, passage.text)).collect()
    }

    #[test]
    fn headings_divide_and_stand_above() {
        let article =
            "Before.\n\n# Sending\n\n## Abroad\nTo *Norway*,\ntoo.\n\n## At home\nTwo days.\n\n# Returns\nThirty days.";
        let expected = [
            ("", "Before."),
            ("Sending › Abroad", "To Norway, too."),
            ("Sending › At home", "Two days."),
            ("Returns", "Thirty days."),
        ];
        assert_eq!(of(article), expected.map(|(heading, text)| (heading.to_owned(), text.to_owned())));
    }

    #[test]
    fn lists_tables_and_links_as_plain_text() {
        let article = "Pay by\n\n- card\n- [invoice](https://shop.example/invoice)\n\n| size | cm |\n|--|--|\n| S | 20 |\n\n<https://shop.example>";
        let text =
            "Pay by\n\n– card\n– invoice (https://shop.example/invoice)\n\nsize · cm\nS · 20\n\nhttps://shop.example";
        assert_eq!(of(article), [(String::new(), text.to_owned())]);
    }

    #[test]
    fn html_pictures_and_other_addresses_are_left_out() {
        let article =
            "<script>alert(1)</script>\n\nHello <b onclick=\"x\">you</b> ![a cat](cat.png)[here](javascript:alert(1))";
        assert_eq!(of(article), [(String::new(), "Hello you here".to_owned())]);
    }

    #[test]
    fn long_texts_end_with_a_paragraph() {
        let paragraph = "A sentence about vases and bowls. ".repeat(20);
        let found = passages(&format!("# Vases\n\n{}", format!("{paragraph}\n\n").repeat(9)));
        assert!(found.len() > 3 && found.iter().all(|passage| passage.heading == "Vases"), "{}", found.len());
        assert!(found.iter().all(|passage| passage.text.chars().count() < 2 * PASSAGE_CHARACTERS));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_divided(markdown in "\\PC{0,400}|([#>*\\-|`\\[\\]() \n!<a1]{0,300})") {
            for passage in passages(&markdown) {
                proptest::prop_assert!(!passage.text.trim().is_empty());
            }
        }
    }
}
