//! The object that turns input into a document.

use std::borrow::Cow;
use std::convert::Infallible;
use std::sync::Arc;

use dehusk_classify::{
    BlockId, BlockTree, Classifier, Contribution, FeatureMatrix, Hints, Judgement, Model, ScoreParts, Setting,
};
use dehusk_dom::{Decoded, Dom, EncodingSource, Keep, Tag, decode, parse, parse_fragment, plain_text};

use crate::assemble::{Found, assemble};
use crate::document::{Document, Note};
use crate::input::Content;
use crate::metadata::Metadata;
use crate::options::Kept;
use crate::site::Matched;
use crate::source::Source;
use crate::{Input, InputKind, Options, normal};

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
pub struct Extraction<'i> {
    /// The cleaned document.
    pub document: Document,
    pub(crate) dom: Dom<'i>,
    pub(crate) judgement: Judgement,
    pub(crate) kept: Kept,
}

impl Extraction<'_> {
    /// The extraction with a copy of what it borrows from the input.
    pub fn into_owned(self) -> Extraction<'static> {
        Extraction {
            document: self.document,
            dom: self.dom.into_owned(),
            judgement: self.judgement,
            kept: self.kept,
        }
    }
}

impl Extractor {
    /// An extractor with the given options.
    pub fn new(options: Options) -> Self {
        let model = |given: &Option<Arc<Model>>, built_in: fn() -> Model| {
            given.clone().unwrap_or_else(|| Arc::new(built_in()))
        };
        let classifier = Classifier::with_models(
            &model(&options.page_model, Model::page),
            &model(&options.text_model, Model::text),
        )
        .with_focus(options.focus);
        Self { options, classifier }
    }

    /// What judges: for whoever leaves out a rule or a phrase to see what notices.
    #[doc(hidden)]
    pub const fn classifier_mut(&mut self) -> &mut Classifier {
        &mut self.classifier
    }

    /// Extracts one document, with all that is needed to explain it. Pure: the
    /// same input gives the same extraction.
    ///
    /// Linear in the input, which [`Limits`](crate::Limits) bound.
    pub fn extract<'i>(&self, input: Input<'i>) -> Extraction<'i> {
        let Ok(extraction) = self.run_while(input, || Ok::<(), Infallible>(()));
        extraction
    }

    /// Extracts one document, or gives it up where `goes_on` says no. It is asked
    /// between the stages of an extraction, so that a stage that has begun is
    /// finished. For whoever has a clock and feeds pages of anybody to one thread:
    /// what comes out then depends on the machine, and the limits of [`Options`] bound
    /// time without that.
    pub fn extract_while<'i>(&self, input: Input<'i>, goes_on: &dyn Fn() -> bool) -> Option<Extraction<'i>> {
        self.run_while(input, || if goes_on() { Ok(()) } else { Err(()) }).ok()
    }

    /// The document alone, for whoever will not ask what was taken away.
    pub fn document(&self, input: Input<'_>) -> Document {
        self.extract(input).document
    }

    /// Goes on as long as `in_time`, which is asked between the stages, has nothing
    /// against it.
    fn run_while<'i, E>(
        &self,
        input: Input<'i>,
        in_time: impl Fn() -> Result<(), E>,
    ) -> Result<Extraction<'i>, E> {
        let Prepared { kind, decoded, dom, metadata } = self.prepare(&input);
        in_time()?;
        let matched = self.options.rules.matched(&dom, input.url);
        let (titles, author) = (metadata.title_values(), metadata.author_value());
        let selection = matched.as_ref().map(Matched::selection);
        let hints = Hints { selection, ..metadata.hints(&titles, author.as_deref(), input.url) };
        let judgement = self.classifier.judge(&dom, setting(kind), hints);
        in_time()?;
        let found = Found { kind, decoded: &decoded, dom: &dom, metadata, judgement: &judgement };
        let mut document = assemble(&input, found, &self.classifier, &self.options);
        if let Some(matched) = matched {
            matched.fill(&dom, &self.classifier, &mut document);
        }
        if self.options.composes {
            normal::document(&mut document);
        }
        in_time()?;
        Ok(Extraction { document, dom, judgement, kept: self.options.kept })
    }

    /// Stands for the two models, that for pages first: another number, another
    /// model. Linear in their sizes.
    pub fn models(&self) -> [u64; 2] {
        let checksum = |given: &Option<Arc<Model>>, built_in: fn() -> Model| {
            given.as_ref().map_or_else(|| built_in().checksum(), |model| model.checksum())
        };
        [checksum(&self.options.page_model, Model::page), checksum(&self.options.text_model, Model::text)]
    }

    /// The blocks of an input and their features, as extraction sees them: what
    /// a model learns from.
    pub fn measure(&self, input: Input<'_>) -> (BlockTree, FeatureMatrix) {
        let Prepared { kind, dom, metadata, .. } = self.prepare(&input);
        let (titles, author) = (metadata.title_values(), metadata.author_value());
        let hints = metadata.hints(&titles, author.as_deref(), input.url);
        self.classifier.measure(&dom, setting(kind), hints)
    }

    /// Decodes and parses an input, and reads what it says of itself.
    fn prepare<'i>(&self, input: &Input<'i>) -> Prepared<'i> {
        let (text, mut decoded) = self.decode(input);
        let source = Source::of(text, input.kind, self.options.escaped_markup);
        decoded.escaped.clone_from(&source.note);
        let kind = source.kind;
        let dom = self.parse(source, input.url);
        let metadata = Metadata::collect(&dom, input.url);
        Prepared { kind, decoded, dom, metadata }
    }

    /// Why a block of an extraction has its score.
    ///
    /// Computes all features of the document again: for explaining only.
    pub fn contributions(&self, extraction: &Extraction<'_>, block: BlockId) -> Vec<Contribution> {
        let Extraction { dom, judgement, .. } = extraction;
        hinted(extraction, |setting, hints| {
            self.classifier.contributions(dom, setting, hints, judgement, block)
        })
    }

    /// Why every block of an extraction has its score, in the order of
    /// [`blocks`](Extraction::blocks): the `most` features of the greatest effect
    /// of each, and the sum of the others.
    ///
    /// Computes the features of the document once, and costs a few times what
    /// extracting it does; linear in the document.
    pub fn score_parts(&self, extraction: &Extraction<'_>, most: usize) -> Vec<ScoreParts> {
        let Extraction { dom, judgement, .. } = extraction;
        hinted(extraction, |setting, hints| self.classifier.score_parts(dom, setting, hints, judgement, most))
    }

    /// Text and where its encoding came from. More bytes than the limit could
    /// use are not decoded; UTF-16 needs up to two for each that comes out.
    fn decode<'i>(&self, input: &Input<'i>) -> (Cow<'i, str>, Decoding) {
        match input.content {
            Content::Text(text) => {
                let source = EncodingSource::Decoded;
                (
                    Cow::Borrowed(text),
                    Decoding { encoding: "UTF-8", source, replacements: 0, cut: false, escaped: None },
                )
            }
            Content::Bytes(bytes) => {
                let most = self.options.limits.max_bytes().saturating_mul(2);
                let cut = bytes.len() > most;
                let Decoded { text, encoding, source, replacements } =
                    decode(&bytes[..bytes.len().min(most)], input.charset);
                (text, Decoding { encoding, source, replacements, cut, escaped: None })
            }
        }
    }

    fn parse<'i>(&self, source: Source<'i>, url: Option<&str>) -> Dom<'i> {
        let options = self.options.parse_options();
        // A selector may ask for any attribute.
        let options =
            if self.options.rules.apply_to(url) { options.with_keep(Keep::Everything) } else { options };
        let Source { text, kind, has_references, .. } = source;
        match kind {
            InputKind::Page => parse(text, &options),
            InputKind::Fragment | InputKind::Mixed => parse_fragment(text, Tag::Body, &options),
            // What a title holds is text with references.
            InputKind::Text if has_references => parse_fragment(text, Tag::Title, &options),
            InputKind::Text => plain_text(text, &self.options.limits),
        }
    }
}

/// Asks with what an extraction was told of its document from outside the blocks.
fn hinted<T>(extraction: &Extraction<'_>, ask: impl FnOnce(Setting, Hints<'_>) -> T) -> T {
    let Extraction { document, dom, .. } = extraction;
    let metadata = Metadata::collect(dom, document.url.as_deref());
    let (titles, author) = (metadata.title_values(), metadata.author_value());
    let hints = metadata.hints(&titles, author.as_deref(), document.url.as_deref());
    ask(setting(document.input_kind), hints)
}

impl Default for Extractor {
    fn default() -> Self {
        Self::new(Options::default())
    }
}

/// An input that is ready to be judged.
struct Prepared<'i> {
    kind: InputKind,
    decoded: Decoding,
    dom: Dom<'i>,
    metadata: Metadata,
}

/// How an input became text.
pub(crate) struct Decoding {
    pub(crate) encoding: &'static str,
    pub(crate) source: EncodingSource,
    pub(crate) replacements: usize,
    /// Whether bytes were left out before decoding.
    pub(crate) cut: bool,
    /// What was said of its escaped markup.
    pub(crate) escaped: Option<Note>,
}

const fn setting(kind: InputKind) -> Setting {
    match kind {
        InputKind::Page => Setting::Page,
        InputKind::Fragment | InputKind::Mixed | InputKind::Text => Setting::Bare,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extraction_goes_on_as_long_as_it_may() {
        let extractor = Extractor::default();
        let input = || Input::text("A line of text that stands alone, and another one behind it.");
        assert!(extractor.extract_while(input(), &|| false).is_none());
        let extraction = extractor.extract_while(input(), &|| true).unwrap();
        assert_eq!(extraction.document, extractor.extract(input()).document);
    }
}
