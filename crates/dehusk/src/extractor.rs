//! The object that turns input into a document.

use std::borrow::Cow;

use dehusk_classify::{Classifier, Judgement, Setting};
use dehusk_dom::{Decoded, Dom, EncodingSource, ParseOptions, Tag, decode, parse, parse_fragment, plain_text};

use crate::assemble::assemble;
use crate::detect::guess_kind;
use crate::document::Document;
use crate::input::Content;
use crate::metadata::Metadata;
use crate::{Input, InputKind, Options};

/// Turns inputs into documents. `Send + Sync`: one serves any number of threads.
///
/// Making one reads the embedded cue phrases, which takes milliseconds; keep it.
#[derive(Debug)]
pub struct Extractor {
    options: Options,
    classifier: Classifier,
}

/// A document, and all that is needed to explain it.
#[derive(Debug)]
pub struct Extraction {
    /// The cleaned document.
    pub document: Document,
    pub(crate) dom: Dom,
    pub(crate) judgement: Judgement,
}

impl Extractor {
    /// An extractor with the given options.
    pub fn new(options: Options) -> Self {
        Self { options, classifier: Classifier::default() }
    }

    /// Extracts one document. Pure: the same input gives the same extraction.
    ///
    /// Linear in the input, which [`Limits`](crate::Limits) bound.
    pub fn extract(&self, input: Input<'_>) -> Extraction {
        let decoded = self.decode(&input);
        let kind = input.kind.unwrap_or_else(|| guess_kind(&decoded.text));
        let dom = self.parse(&decoded.text, kind);
        let metadata = Metadata::collect(&dom, input.url);
        let judgement = self.classifier.judge(&dom, setting(kind), metadata.hints(&metadata.title_values()));
        let document = assemble(&input, kind, &decoded, &dom, metadata, &judgement);
        Extraction { document, dom, judgement }
    }

    /// Text and where its encoding came from. More bytes than the limit could
    /// use are not decoded; UTF-16 needs up to two for each that comes out.
    fn decode<'a>(&self, input: &Input<'a>) -> DecodedInput<'a> {
        match input.content {
            Content::Text(text) => DecodedInput {
                text: Cow::Borrowed(text),
                encoding: "UTF-8",
                source: EncodingSource::Decoded,
                replacements: 0,
                cut: false,
            },
            Content::Bytes(bytes) => {
                let most = self.options.limits.max_bytes().saturating_mul(2);
                let cut = bytes.len() > most;
                let Decoded { text, encoding, source, replacements } =
                    decode(&bytes[..bytes.len().min(most)], input.charset);
                DecodedInput { text, encoding, source, replacements, cut }
            }
        }
    }

    fn parse(&self, text: &str, kind: InputKind) -> Dom {
        let options = ParseOptions::from(self.options.limits);
        match kind {
            InputKind::Page => parse(text, &options),
            InputKind::Fragment => parse_fragment(text, Tag::Body, &options),
            InputKind::Text => plain_text(text, &self.options.limits),
        }
    }
}

impl Default for Extractor {
    fn default() -> Self {
        Self::new(Options::default())
    }
}

/// An input's text, borrowed where the caller gave text.
pub(crate) struct DecodedInput<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) encoding: &'static str,
    pub(crate) source: EncodingSource,
    pub(crate) replacements: usize,
    /// Whether bytes were left out before decoding.
    pub(crate) cut: bool,
}

const fn setting(kind: InputKind) -> Setting {
    match kind {
        InputKind::Page => Setting::Page,
        InputKind::Fragment | InputKind::Text => Setting::Bare,
    }
}
