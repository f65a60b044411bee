//! From our tokenizer to html5ever's tree builder, within the limits.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind as BuilderRawKind;
use html5ever::tokenizer::{self, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

use super::depth::Depth;
use super::formatting::FormattingLists;
use super::run::{Run, Splits};
use super::sink::{Handle, Sink};
use super::ticket::attribute_ticket;
use crate::dom::Span;
use crate::tokenize::{Attributes, Consumer, Doctype, Name, Next, Raw, RawKind, StartTag, Wanted};
use crate::{Keep, LimitHit, Limits, Tag};

/// Hands tokens to the tree builder: text as tickets, one for a whole run;
/// attributes past it; start tags beyond the depth limit and everything beyond
/// the node limit not at all.
pub(super) struct Bridge {
    builder: TreeBuilder<Handle, Sink>,
    keep: Keep,
    depth: Depth,
    max_nodes: usize,
    run: Run,
    splits: Splits,
    formatting: FormattingLists,
    /// Whether an element outside the HTML namespace can be open.
    may_be_foreign: bool,
    /// Whether the token before was a start tag behind which a line feed is
    /// dropped.
    drops_line_feed: bool,
}

/// What is parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Document,
    Fragment,
}

impl Bridge {
    pub(super) fn new(builder: TreeBuilder<Handle, Sink>, limits: &Limits, keep: Keep, origin: Origin) -> Self {
        Self {
            builder,
            keep,
            depth: Depth::new(limits.max_depth),
            max_nodes: limits.max_nodes,
            run: Run::default(),
            splits: match origin {
                Origin::Document => Splits::UntilBody,
                Origin::Fragment => Splits::Leading,
            },
            formatting: FormattingLists::default(),
            may_be_foreign: origin == Origin::Fragment,
            drops_line_feed: false,
        }
    }

    /// Ends the document.
    pub(super) fn finish(mut self) -> Sink {
        self.flush();
        self.process(Token::EOFToken);
        self.builder.end();
        self.builder.sink
    }

    /// Hands over a token that is no start tag: nothing else changes how the
    /// tokenizer goes on.
    fn process(&self, token: Token) {
        let _ = self.process_tag(token);
    }

    fn process_tag(&self, token: Token) -> TokenSinkResult<Handle> {
        // Lines are not counted: all tokens stand in the first.
        self.builder.process_token(token, 1)
    }

    /// Deals with a token that ends the run of text before it.
    fn process_apart(&mut self, token: Token) {
        self.flush();
        if self.takes_more() {
            self.process(token);
            self.builder.sink.settle();
        }
    }

    fn takes_more(&self) -> bool {
        if self.is_full() {
            self.builder.sink.hit(LimitHit::Nodes);
        }
        !self.is_full()
    }

    /// Whether other elements could come to stand inside the element. Void and
    /// raw-text elements cannot, but only in HTML content are they what their
    /// names say.
    fn nests(&self, tag: Tag) -> bool {
        !(tag.is_void() || tag.holds_raw_text()) || self.in_foreign_content()
    }
}

/// Text.
impl Bridge {
    /// Hands over the run of text at hand.
    fn flush(&mut self) {
        let drops_line_feed = std::mem::take(&mut self.drops_line_feed);
        let Some((mut run, kind)) = self.run.take() else { return };
        if !self.takes_more() {
            return;
        }
        let sink = &self.builder.sink;
        if drops_line_feed && sink.with_text(run, |text| text.starts_with('\n')) {
            // The tree builder knows whether it is to be dropped.
            self.process(Token::CharacterTokens(StrTendril::from_slice("\n")));
            run.start += 1;
        }
        if self.splits == Splits::UntilBody && sink.has_body() {
            self.splits = Splits::Never;
        }
        while let Some((length, kind)) = sink.with_text(run, |text| self.splits.first_piece(text, kind)) {
            let end = run.start + length as u32;
            let ticket = sink.text_ticket(Span { start: run.start, end }, kind);
            self.process(Token::CharacterTokens(ticket));
            run.start = end;
        }
    }
}

/// Tags.
impl Bridge {
    fn tag(&self, kind: TagKind, name: LocalName, self_closing: bool, attrs: Vec<Attribute>) -> Token {
        Token::TagToken(tokenizer::Tag { kind, name, self_closing, attrs, had_duplicate_attributes: false })
    }

    /// Puts a start tag's attributes where the sink finds them and gives what the
    /// tree builder has to see of them.
    fn attributes(&mut self, tag: &StartTag<'_>, name: &LocalName) -> Vec<Attribute> {
        let (kind, attributes) = (tag.name.tag, tag.attributes);
        if attributes.overflown() {
            self.builder.sink.hit(LimitHit::Attributes);
        }
        if attributes.is_empty() {
            return Vec::new();
        }
        if self.becomes_foreign(kind, attributes) {
            return self.literal(attributes);
        }
        if kind.is_formatting() {
            return self.ticket(kind, attributes);
        }
        // The tree builder changes one name.
        let name = if kind == Tag::Image { &local_name!("img") } else { name };
        self.builder.sink.expect(kind, name, attributes);
        match attributes.get("type") {
            // Whether an `<input>` is hidden decides where it goes.
            Some(value) if kind == Tag::Input => vec![plain("type", value)],
            _ => Vec::new(),
        }
    }

    /// Whether the element can come to stand outside the HTML namespace, so that
    /// the tree builder has to mend the names of its attributes. Formatting
    /// elements cannot, but for two.
    fn becomes_foreign(&self, kind: Tag, attributes: Attributes<'_>) -> bool {
        match kind {
            Tag::Svg | Tag::Math => true,
            Tag::A => self.in_foreign_content(),
            Tag::Font => !leaves_foreign_content(attributes) && self.in_foreign_content(),
            _ => !kind.is_formatting() && self.in_foreign_content(),
        }
    }

    fn literal(&self, attributes: Attributes<'_>) -> Vec<Attribute> {
        let is_kept = |name: &str, number: Option<u16>| {
            // The second decides what an `annotation-xml` holds.
            self.keep == Keep::Everything || number.is_some() || name == "encoding"
        };
        attributes
            .iter()
            .filter(|attribute| is_kept(attribute.name, attribute.number))
            .map(|attribute| plain(attribute.name, attribute.value))
            .collect()
    }

    fn ticket(&mut self, kind: Tag, attributes: Attributes<'_>) -> Vec<Attribute> {
        let number = self.formatting.number(kind, attributes, &self.builder.sink);
        let mut list = vec![attribute_ticket(number)];
        if kind == Tag::Font && leaves_foreign_content(attributes) {
            list.push(plain("color", ""));
        }
        list
    }
}

fn plain(name: &str, value: &str) -> Attribute {
    Attribute { name: QualName::new(None, ns!(), name.into()), value: StrTendril::from_slice(value) }
}

/// Whether a `<font>` ends foreign content (HTML Standard § 13.2.6.5).
fn leaves_foreign_content(attributes: Attributes<'_>) -> bool {
    ["color", "face", "size"].iter().any(|name| attributes.get(name).is_some())
}

/// Whether a script holds data, by its type.
fn holds_data(attributes: Attributes<'_>) -> bool {
    attributes.get("type").is_some_and(|value| value.to_ascii_lowercase().contains("json"))
}

fn atom(name: Name<'_>) -> LocalName {
    match name.tag {
        Tag::Other => LocalName::from(name.normal()),
        tag => tag.atom().clone(),
    }
}

impl Consumer for Bridge {
    fn characters(&mut self, text: &str) {
        self.run.push(text, self.builder.sink.store(text));
    }

    fn null(&mut self) {
        self.flush();
        if self.takes_more() {
            self.process(Token::NullCharacterToken);
        }
    }

    fn start_tag(&mut self, tag: &StartTag<'_>) -> Next {
        self.flush();
        if !self.takes_more() {
            return Next::Data;
        }
        let kind = tag.name.tag;
        if self.depth.is_reached(&self.builder) && self.nests(kind) {
            self.builder.sink.hit(LimitHit::Depth);
            return Next::Data;
        }
        let name = atom(tag.name);
        let attributes = self.attributes(tag, &name);
        let result = self.process_tag(self.tag(TagKind::StartTag, name, tag.self_closing, attributes));
        self.builder.sink.settle();
        self.note(kind);
        match result {
            TokenSinkResult::RawData(raw) => Next::Raw(self.raw(raw, tag)),
            TokenSinkResult::Plaintext => Next::Plaintext,
            _ => Next::Data,
        }
    }

    fn end_tag(&mut self, name: Name<'_>) {
        self.process_apart(self.tag(TagKind::EndTag, atom(name), false, Vec::new()));
    }

    fn comment(&mut self, text: &str) {
        let text = match self.keep {
            Keep::Everything => StrTendril::from_slice(text),
            Keep::Reading { .. } => StrTendril::new(),
        };
        self.process_apart(Token::CommentToken(text));
    }

    fn doctype(&mut self, doctype: Doctype<'_>) {
        let own = |part: Option<std::borrow::Cow<'_, str>>| part.map(|part| StrTendril::from_slice(&part));
        self.process_apart(Token::DoctypeToken(tokenizer::Doctype {
            name: own(doctype.name),
            public_id: own(doctype.public_id),
            system_id: own(doctype.system_id),
            force_quirks: doctype.force_quirks,
        }));
    }

    fn in_foreign_content(&self) -> bool {
        self.may_be_foreign && self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }

    fn wants(&self, name: &Name<'_>) -> Wanted {
        let all = match name.tag {
            Tag::Input | Tag::Script => true,
            Tag::Other => name.source.eq_ignore_ascii_case("annotation-xml"),
            tag => tag.is_formatting(),
        };
        if all || self.keep == Keep::Everything { Wanted::All } else { Wanted::Listed }
    }

    fn is_full(&self) -> bool {
        self.builder.sink.len() >= self.max_nodes
    }
}

impl Bridge {
    /// Remembers what a start tag means for the tokens behind it.
    fn note(&mut self, kind: Tag) {
        match kind {
            Tag::Svg | Tag::Math => self.may_be_foreign = true,
            Tag::Pre | Tag::Listing | Tag::TextArea => self.drops_line_feed = true,
            Tag::FrameSet => self.splits = Splits::All,
            Tag::ColGroup | Tag::Col if self.splits != Splits::All => self.splits = Splits::Leading,
            _ => {}
        }
    }

    fn raw(&self, kind: BuilderRawKind, tag: &StartTag<'_>) -> Raw {
        let kind = match kind {
            BuilderRawKind::Rcdata => RawKind::Rcdata,
            BuilderRawKind::Rawtext => RawKind::Rawtext,
            _ => RawKind::Script,
        };
        let emit = match (self.keep, tag.name.tag) {
            (Keep::Everything, _) => true,
            (_, Tag::Style) => false,
            (_, Tag::Script) => holds_data(tag.attributes),
            _ => true,
        };
        Raw { kind, emit }
    }
}
