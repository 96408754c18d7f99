//! How long an answer takes over 5,000 articles, by words and with vectors as well, how long the index takes to make, and to follow one change.
//!
//! `cargo run --release -p subrosa-knowledge --example answers`
//!
//! The articles are made of words as rare as those of a language are (Zipf's law), 6 passages of 80 words each; the questions of 8 words,
//! every fourth of which is misspelt.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};
use subrosa_knowledge::{Article, Index, Vector};
use subrosa_proto::ArticleId;

const ARTICLES: i64 = 5_000;
const PASSAGES: usize = 6;
const WORDS: usize = 80;
const VOCABULARY: u64 = 30_000;
const QUESTIONS: usize = 2_000;
const DIMENSIONS: usize = 1_536;

/// A small generator, the same in each run (SplitMix64; Steele, Lea, Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A word: the one of rank r about 1/r as often as the first.
    fn word(&mut self) -> String {
        let even = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let rank = (VOCABULARY as f64).powf(even) as u64;
        let mut letters = Self(rank.wrapping_mul(0x0123_4567_89ab_cdef));
        (0..2 + letters.next() % 4).map(|_| syllable(&mut letters)).collect()
    }

    /// Somewhere, every direction as likely as the others, nearly.
    fn vector(&mut self) -> Option<Vector> {
        let numbers: Vec<f32> =
            (0..DIMENSIONS).map(|_| (self.next() >> 40) as f32 / (1_u32 << 23) as f32 - 1.0).collect();
        Vector::new(&numbers)
    }

    fn text(&mut self, words: usize) -> String {
        (0..words).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}

fn syllable(letters: &mut Random) -> String {
    const HEADS: &[u8] = b"bcdfghklmnprstvw";
    const TAILS: &[u8] = b"aeiou";
    let mut pick =
        |from: &[u8]| from.get(letters.next() as usize % from.len()).map_or('a', |&letter| char::from(letter));
    [pick(HEADS), pick(TAILS)].into_iter().collect()
}

/// What this thread has had of a processor, whoever else is at work on the machine.
fn processor() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

fn main() {
    let mut random = Random(7);
    let articles: Vec<(String, String)> = (0..ARTICLES)
        .map(|_| {
            let title = random.text(5);
            let passages = (0..PASSAGES).map(|_| format!("## {}\n\n{}.\n\n", random.text(3), random.text(WORDS)));
            (title, passages.collect())
        })
        .collect();
    let bytes: usize = articles.iter().map(|(_, markdown)| markdown.len()).sum();
    let began = Instant::now();
    let mut index = Index::new("en");
    for (number, (title, markdown)) in (1..).zip(&articles) {
        index.replace(Article { id: ArticleId::new(number), title, link: "", markdown });
    }
    let (passages, megabytes) = (index.passages(), bytes as f64 / 1e6);
    println!(
        "{ARTICLES} articles, {passages} passages, {megabytes:.1} MB: indexed in {:.2} s",
        began.elapsed().as_secs_f64()
    );

    let changed = Instant::now();
    for number in 1..=100 {
        if let Some((title, markdown)) = articles.get(number) {
            index.replace(Article { id: ArticleId::new(number as i64 + 1), title, link: "", markdown });
        }
    }
    println!("one article replaced in {:.2} ms", changed.elapsed().as_secs_f64() * 10.0);

    measure("by words", &index, &mut random, None);
    for number in 1..=ARTICLES {
        index.set_vectors(ArticleId::new(number), (0..PASSAGES).filter_map(|_| random.vector()).collect());
    }
    println!("{} vectors of {DIMENSIONS} dimensions", index.vector_numbers() / DIMENSIONS);
    let meaning = random.vector();
    measure("with vectors", &index, &mut random, meaning.as_ref());
}

fn measure(how: &str, index: &Index, random: &mut Random, meaning: Option<&Vector>) {
    let questions = if meaning.is_some() { QUESTIONS / 10 } else { QUESTIONS };
    let mut times: Vec<(Duration, Duration)> = (0..questions)
        .map(|_| {
            let mut words: Vec<String> = (0..8).map(|_| random.word()).collect();
            words.iter_mut().step_by(4).for_each(|word| word.truncate(word.len().saturating_sub(1).max(1)));
            let question = words.join(" ");
            let (asked, before) = (Instant::now(), processor());
            std::hint::black_box(index.find_near(&question, meaning));
            (asked.elapsed(), processor().saturating_sub(before))
        })
        .collect();
    let mut tell = |name: &str, part: fn(&(Duration, Duration)) -> Duration| {
        times.sort_by_key(part);
        let at = |place: usize| {
            times.get(times.len() * place / 1_000).map_or(0.0, |time| part(time).as_secs_f64() * 1_000.0)
        };
        println!(
            "{questions} questions {how}, {name}: median {:.2} ms, p99 {:.2} ms, p999 {:.2} ms",
            at(500),
            at(990),
            at(999)
        );
    };
    tell("by the clock", |time| time.0);
    tell("of the processor", |time| time.1);
}
