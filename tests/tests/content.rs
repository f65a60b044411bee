//! The content of a document against its text: the structure adds nothing and
//! loses nothing.
//!
//! The corpus and a sample of the data sets by default, all of them with
//! `DEHUSK_FULL=1`.

use std::sync::LazyLock;

use dehusk::content::{Choice, Content, Embeds, Inline, Part};
use dehusk::{Document, Extractor, Input, Label, Options};
use dehusk_tests::case::Case;
use dehusk_tests::{corpus_dir, sets};

/// Pages that a sample takes of each set, spread over it.
const PAGES_A_SET: usize = 40;

static PLAIN: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(Options::default()));
static STRUCTURED: LazyLock<Extractor> =
    LazyLock::new(|| Extractor::new(Options::default().with_structure(Choice::default())));

/// The words of a content, in any order, and whether it has formulas: their
/// words are written in another way.
#[derive(Debug, Default)]
struct Words {
    text: String,
    has_formula: bool,
}

impl Words {
    fn of(content: &Content) -> Self {
        let mut words = Self::default();
        words.parts(&content.parts);
        words
    }

    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Heading { text, .. } | Part::Paragraph(text) => self.line(text),
                Part::List(list) => list.items.iter().for_each(|item| self.parts(&item.parts)),
                Part::Definitions(all) => {
                    for definition in all {
                        definition.terms.iter().for_each(|term| self.line(term));
                        definition.meanings.iter().for_each(|meaning| self.parts(meaning));
                    }
                }
                Part::Quote(parts) => self.parts(parts),
                Part::Code { text, .. } => self.words(text),
                Part::Table(table) => {
                    self.line(&table.caption);
                    table.rows.iter().flatten().flatten().for_each(|cell| self.line(&cell.text));
                }
                Part::Figure { caption, .. } => self.line(caption),
                Part::Formula(_) => self.has_formula = true,
                Part::Embed(embed) => self.parts(&embed.parts),
                _ => {}
            }
            self.text.push(' ');
        }
    }

    fn line(&mut self, line: &[Inline]) {
        self.inlines(line);
        self.text.push(' ');
    }

    fn inlines(&mut self, all: &[Inline]) {
        for inline in all {
            match inline {
                Inline::Text(text) | Inline::Code(text) => self.text.push_str(text),
                Inline::Emphasis(inside)
                | Inline::Strong(inside)
                | Inline::Struck(inside)
                | Inline::Superscript(inside)
                | Inline::Subscript(inside) => self.inlines(inside),
                Inline::Link(link) => self.inlines(&link.text),
                Inline::Formula(_) => self.has_formula = true,
                Inline::Ruby { base, reading } => {
                    self.text.push_str(base);
                    self.text.push_str(reading);
                }
                Inline::Break => self.text.push(' '),
                _ => {}
            }
        }
    }

    fn words(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push(' ');
    }
}

/// Letters and figures, in order of code points: words may come in another order
/// (captions stand before their tables), and brackets of readings are signs.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters
}

/// What is wrong with the content of a document.
fn wrong(input: Input<'_>) -> Option<String> {
    let structured = STRUCTURED.document(input);
    let plain = PLAIN.document(input);
    let content = structured.content.clone().expect("it was asked for");
    if format!("{:?}", without_content(structured)) != format!("{plain:?}") {
        return Some("the document is another one with its structure".to_owned());
    }
    let words = Words::of(&content);
    if words.has_formula || letters(&words.text) == letters(&plain.text) {
        return None;
    }
    Some(format!("text:\n{}\n\ncontent:\n{}", plain.text, words.text))
}

fn without_content(mut document: Document) -> Document {
    document.content = None;
    document
}

#[test]
fn the_content_of_the_corpus_has_the_words_of_its_text() {
    for case in Case::load_all(&corpus_dir()).unwrap() {
        if let Some(wrong) = wrong(case.input()) {
            panic!("{}: {wrong}", case.slug);
        }
    }
}

#[test]
fn the_content_of_real_pages_has_the_words_of_their_text() {
    let mut found = Vec::new();
    for page in sets::sample(PAGES_A_SET) {
        if let Some(wrong) = wrong(page.input()) {
            found.push(format!("{}: {wrong}", page.id));
        }
    }
    assert!(found.is_empty(), "{} pages: {}", found.len(), found[0]);
}

/// What is written of a document leaves alone which of its blocks are content.
#[test]
fn no_option_of_output_changes_what_is_kept() {
    let mut little = Choice::default();
    (little.links, little.images, little.tables, little.embeds) = (false, false, false, Embeds::Drop);
    let all = || Label::ALL.into_iter().fold(Options::default(), Options::with_label);
    let others = [
        Options::default().with_structure(Choice::default()),
        Options::default().with_structure(little),
        Options::default().with_nfc(),
        all(),
        all().with_structure(little).with_nfc(),
    ]
    .map(Extractor::new);
    let kept = |extractor: &Extractor, input| -> Vec<(String, bool)> {
        let extraction = extractor.extract(input);
        extraction.blocks().map(|block| (block.text.to_owned(), block.verdict.is_kept())).collect()
    };
    let pages: Vec<_> = sets::sample(PAGES_A_SET).collect();
    let cases = Case::load_all(&corpus_dir()).unwrap();
    let inputs = pages.iter().map(|page| (&page.id, page.input()));
    for (name, input) in inputs.chain(cases.iter().map(|case| (&case.slug, case.input()))) {
        let plain = kept(&PLAIN, input);
        for (number, other) in others.iter().enumerate() {
            assert!(kept(other, input) == plain, "{name}, options {number}");
        }
    }
}
