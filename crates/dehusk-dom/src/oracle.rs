//! What suites and benches need beside the parser: html5ever before the same
//! arena, and our tokens alone. Not part of the API that
//! versions promise to keep.

use std::rc::Rc;

use crate::tokenize::{self, Consumer, Listed, Name, Next, Raw, RawKind, StartTag, State, Text, Wanted};
use crate::{Context, Dom, ParseOptions};

/// [`crate::parse`] by html5ever.
pub fn parse(text: &str, options: &ParseOptions) -> Dom<'static> {
    crate::parse::parse_by_html5ever(text, options)
}

/// [`crate::parse_fragment`] by html5ever.
pub fn parse_fragment<'c>(
    text: &str,
    context: impl Into<Context<'c>>,
    options: &ParseOptions,
) -> Dom<'static> {
    crate::parse::parse_fragment_by_html5ever(text, context.into(), options)
}

/// A token, as html5lib's tokenizer suite has it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the HTML Standard, § 13.2.5")]
pub enum Token {
    Doctype { name: Option<String>, public_id: Option<String>, system_id: Option<String>, force_quirks: bool },
    StartTag { name: String, attributes: Vec<(String, String)>, self_closing: bool },
    EndTag { name: String },
    Comment(String),
    Characters(String),
}

/// States that html5lib's tokenizer suite begins in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the HTML Standard, § 13.2.5")]
pub enum InitialState {
    Data,
    Plaintext,
    Rcdata,
    Rawtext,
    ScriptData,
    CdataSection,
}

/// The tokens of `text`, adjacent characters joined, without a tree builder that
/// would change the state behind a start tag.
pub fn tokens(text: &str, state: InitialState, last_start_tag: Option<&str>) -> Vec<Token> {
    let text = tokenize::normalize_newlines(text);
    let raw = |kind| State::Raw(Raw { kind, emit: true }, last_start_tag.unwrap_or_default());
    let state = match state {
        InitialState::Data => State::Data,
        InitialState::Plaintext => State::Plaintext,
        InitialState::Rcdata => raw(RawKind::Rcdata),
        InitialState::Rawtext => raw(RawKind::Rawtext),
        InitialState::ScriptData => raw(RawKind::Script),
        InitialState::CdataSection => State::Cdata,
    };
    let tokens = Tokens { source: &text, tokens: Vec::new() };
    tokenize::tokenize(&text, state, Rc::new(Listed::new(&[])), tokens).tokens
}

/// The number of tokens of `text`: the tokenizer's cost without a tree builder's.
pub fn tokenize(text: &str) -> usize {
    let text = tokenize::normalize_newlines(text);
    tokenize::tokenize(&text, State::Data, Rc::new(Listed::new(&[])), Count::default()).0
}

struct Tokens<'t> {
    source: &'t str,
    tokens: Vec<Token>,
}

impl Tokens<'_> {
    fn push_text(&mut self, text: &str) {
        match self.tokens.last_mut() {
            Some(Token::Characters(last)) => last.push_str(text),
            _ => self.tokens.push(Token::Characters(text.to_owned())),
        }
    }
}

impl Consumer for Tokens<'_> {
    fn characters(&mut self, text: Text<'_>) {
        self.push_text(text.as_str(self.source));
    }

    fn null(&mut self) {
        self.push_text("\0");
    }

    fn start_tag(&mut self, tag: &StartTag<'_>) -> Next {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        self.tokens.push(Token::StartTag {
            name: tag.name.normal().into_owned(),
            attributes: tag.attributes.pairs().map(|(name, value)| pair(name, value)).collect(),
            self_closing: tag.self_closing,
        });
        Next::Data
    }

    fn end_tag(&mut self, name: Name<'_>) {
        self.tokens.push(Token::EndTag { name: name.normal().into_owned() });
    }

    fn comment(&mut self, text: Text<'_>) {
        self.tokens.push(Token::Comment(text.as_str(self.source).to_owned()));
    }

    fn doctype(&mut self, doctype: tokenize::Doctype<'_>) {
        self.tokens.push(Token::Doctype {
            name: doctype.name.map(Into::into),
            public_id: doctype.public_id.map(Into::into),
            system_id: doctype.system_id.map(Into::into),
            force_quirks: doctype.force_quirks,
        });
    }

    fn in_foreign_content(&self) -> bool {
        false
    }

    fn wants(&self, _: &Name<'_>) -> Wanted {
        Wanted::All
    }

    fn is_full(&self) -> bool {
        false
    }
}

#[derive(Default)]
struct Count(usize);

impl Consumer for Count {
    fn characters(&mut self, _: Text<'_>) {
        self.0 += 1;
    }

    fn null(&mut self) {
        self.0 += 1;
    }

    fn start_tag(&mut self, tag: &StartTag<'_>) -> Next {
        self.0 += 1;
        let kind = match tag.name.tag {
            crate::Tag::Script => RawKind::Script,
            crate::Tag::Title | crate::Tag::TextArea => RawKind::Rcdata,
            known if known.holds_raw_text() => RawKind::Rawtext,
            _ => return Next::Data,
        };
        Next::Raw(Raw { kind, emit: true })
    }

    fn end_tag(&mut self, _: Name<'_>) {
        self.0 += 1;
    }

    fn comment(&mut self, _: Text<'_>) {
        self.0 += 1;
    }

    fn doctype(&mut self, _: tokenize::Doctype<'_>) {
        self.0 += 1;
    }

    fn in_foreign_content(&self) -> bool {
        false
    }

    fn wants(&self, _: &Name<'_>) -> Wanted {
        Wanted::All
    }

    fn is_full(&self) -> bool {
        false
    }
}
