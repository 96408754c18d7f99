//! The words of a text, taken one after another.

use std::str::FromStr;

use subrosa_proto::contact::AttributeValue;
use subrosa_proto::money;
use subrosa_proto::segment::Range;

use super::Unreadable;
use super::token::{Token, tokens};

/// What is left to read.
pub(super) struct Words {
    tokens: Vec<(usize, Token)>,
    next: usize,
    end: usize,
}

impl Words {
    pub(super) fn of(text: &str) -> Result<Self, Unreadable> {
        Ok(Self { tokens: tokens(text)?, next: 0, end: text.len() })
    }

    pub(super) fn is_over(&self) -> bool {
        self.next >= self.tokens.len()
    }

    pub(super) fn wrong(&self, wanted: &str) -> Unreadable {
        let at = self.tokens.get(self.next).map_or(self.end, |(at, _)| *at);
        Unreadable::new(at, format!("here stands {wanted}"))
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    fn take<T>(&mut self, wanted: &str, read: impl FnOnce(&Token) -> Option<T>) -> Result<T, Unreadable> {
        let taken = self.peek().and_then(read).ok_or_else(|| self.wrong(wanted))?;
        self.next += 1;
        Ok(taken)
    }

    /// Takes this word, if it comes next.
    pub(super) fn has(&mut self, word: &str) -> bool {
        let is_next = matches!(self.peek(), Some(Token::Word(next)) if next == word);
        self.next += usize::from(is_next);
        is_next
    }

    /// Takes this sign, if it comes next.
    pub(super) fn has_sign(&mut self, sign: &str) -> bool {
        let is_next = matches!(self.peek(), Some(Token::Sign(next)) if *next == sign);
        self.next += usize::from(is_next);
        is_next
    }

    pub(super) fn word(&mut self, word: &str) -> Result<(), Unreadable> {
        if self.has(word) { Ok(()) } else { Err(self.wrong(&format!("`{word}`"))) }
    }

    pub(super) fn sign(&mut self, sign: &str) -> Result<(), Unreadable> {
        if self.has_sign(sign) { Ok(()) } else { Err(self.wrong(&format!("`{sign}`"))) }
    }

    /// The next of some words, which says what it stands for.
    pub(super) fn one_of<T: Copy>(&mut self, all: &[(&str, T)]) -> Result<T, Unreadable> {
        let names: Vec<String> = all.iter().map(|(name, _)| format!("`{name}`")).collect();
        let found = |token: &Token| {
            let Token::Word(word) = token else { return None };
            all.iter().find(|(name, _)| name == word).map(|(_, meaning)| *meaning)
        };
        self.take(&names.join(" or "), found)
    }

    /// A name, a number or a day, as it stands there.
    pub(super) fn bare<T: FromStr>(&mut self, wanted: &str) -> Result<T, Unreadable> {
        self.take(wanted, |token| if let Token::Word(word) = token { word.parse().ok() } else { None })
    }

    /// A currency's code, if one comes next.
    pub(super) fn currency(&mut self) -> Option<String> {
        let code = |token: &Token| {
            if let Token::Word(word) = token { money::is_currency(word).then(|| word.clone()) } else { None }
        };
        self.take("a currency", code).ok()
    }

    pub(super) fn text(&mut self) -> Result<String, Unreadable> {
        self.take("a text in quotes", |token| if let Token::Text(text) = token { Some(text.clone()) } else { None })
    }

    pub(super) fn value(&mut self) -> Result<AttributeValue, Unreadable> {
        self.take("a text in quotes, a number, `yes` or `no`", |token| match token {
            Token::Text(text) => Some(AttributeValue::Text(text.clone())),
            Token::Word(word) if word == "yes" || word == "no" => Some(AttributeValue::YesNo(word == "yes")),
            Token::Word(word) => serde_json::from_str(word).ok().map(AttributeValue::Number),
            Token::Sign(_) => None,
        })
    }

    /// Several of something, in parentheses.
    pub(super) fn list<T>(&mut self, one: impl Fn(&mut Self) -> Result<T, Unreadable>) -> Result<Vec<T>, Unreadable> {
        self.sign("(")?;
        let mut all = vec![one(self)?];
        while self.has_sign(",") {
            all.push(one(self)?);
        }
        self.sign(")").map(|()| all)
    }

    /// Numbers from one to another, each read by `one`.
    pub(super) fn range(&mut self, one: impl Fn(&mut Self) -> Result<i64, Unreadable>) -> Result<Range, Unreadable> {
        let (at_least, at_most) = if self.has_sign(">=") {
            (Some(one(self)?), None)
        } else if self.has_sign("<=") {
            (None, Some(one(self)?))
        } else if self.has_sign("=") {
            let exactly = one(self)?;
            (Some(exactly), Some(exactly))
        } else {
            let least = one(self)?;
            self.word("to")?;
            (Some(least), Some(one(self)?))
        };
        Ok(Range { at_least, at_most })
    }
}
