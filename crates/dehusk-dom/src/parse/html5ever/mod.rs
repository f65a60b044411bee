//! html5ever itself, tokenizer and tree builder, before the same arena: the oracle
//! of our own, and the peer that benches compare with.

mod depth;
mod sink;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::State;
use html5ever::tokenizer::{
    BufferQueue, StartTag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName, ns};

use self::depth::Depth;
use self::sink::{Handle, Sink};
use super::{assemble, clip, listed};
use crate::dom::{Dom, Namespace};
use crate::store::Store;
use crate::{Context, Keep, LimitHit, ParseOptions, Tag};

/// [`parse`](super::parse) by html5ever.
pub(crate) fn parse(text: &str, options: &ParseOptions) -> Dom<'static> {
    let (text, cut) = clip(Cow::Borrowed(text), &options.limits);
    let builder = TreeBuilder::new(Sink::new(options.keep, listed(options.keep)), builder_options());
    assemble(Cow::Borrowed(""), drive(&text, Guard::new(builder, options), None), cut)
}

/// [`parse_fragment`](super::parse_fragment) by html5ever.
pub(crate) fn parse_fragment(text: &str, context: Context<'_>, options: &ParseOptions) -> Dom<'static> {
    let (text, cut) = clip(Cow::Borrowed(text), &options.limits);
    let sink = Sink::new(options.keep, listed(options.keep));
    let namespace = match context.namespace {
        Namespace::Html => ns!(html),
        Namespace::Svg => ns!(svg),
        Namespace::MathMl => ns!(mathml),
    };
    let context = sink.detached(QualName::new(None, namespace, LocalName::from(context.name)));
    let builder = TreeBuilder::new_for_fragment(sink, context, None, builder_options());
    let state = builder.tokenizer_state_for_context_elem(false);
    assemble(Cow::Borrowed(""), drive(&text, Guard::new(builder, options), Some(state)), cut)
}

fn builder_options() -> TreeBuilderOpts {
    TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() }
}

fn drive(text: &str, guard: Guard, initial_state: Option<State>) -> Store {
    // It would be discarded anew behind every script.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let tokenizer = Tokenizer::new(
        guard,
        TokenizerOpts { initial_state, discard_bom: false, ..TokenizerOpts::default() },
    );
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(text));
    // A script or a `<meta charset>` makes the tokenizer pause, not end.
    while tokenizer.feed(&queue) != TokenizerResult::Done {}
    tokenizer.end();
    let Guard { builder, max_nodes, .. } = tokenizer.sink;
    builder.sink.into_store(max_nodes)
}

/// Keeps the limits and leaves out what our own builder leaves out.
struct Guard {
    builder: TreeBuilder<Handle, Sink>,
    depth: RefCell<Depth>,
    max_nodes: usize,
    keep: Keep,
    /// Whether text belongs to a script or style that is not kept.
    skips_text: Cell<bool>,
}

impl Guard {
    fn new(builder: TreeBuilder<Handle, Sink>, options: &ParseOptions) -> Self {
        Self {
            builder,
            depth: RefCell::new(Depth::new(options.limits.max_depth)),
            max_nodes: options.limits.max_nodes,
            keep: options.keep,
            skips_text: Cell::new(false),
        }
    }

    fn is_too_deep(&self, token: &Token) -> bool {
        let Token::TagToken(tag) = token else { return false };
        let kind = Tag::from_name(&tag.name);
        let nests = || {
            !(kind.is_void() || kind.holds_raw_text())
                || self.adjusted_current_node_present_but_not_in_html_namespace()
        };
        tag.kind == StartTag && self.depth.borrow_mut().is_reached(&self.builder) && nests()
    }

    fn is_skipped(&self, token: &Token) -> bool {
        self.skips_text.get() && matches!(token, Token::CharacterTokens(_) | Token::ParseError(_))
    }
}

/// Whether the content of an element is not kept, if it is raw text.
fn is_unread(token: &Token) -> bool {
    let Token::TagToken(tag) = token else { return false };
    let is_type = |attribute: &&Attribute| &*attribute.name.local == "type";
    let holds_data = || {
        let kind = tag.attrs.iter().find(is_type).map(|kind| kind.value.to_ascii_lowercase());
        kind.is_some_and(|kind| kind.contains("json") || kind.contains("math/tex"))
    };
    match &*tag.name {
        "style" => true,
        "script" => !holds_data(),
        _ => false,
    }
}

impl TokenSink for Guard {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        if self.is_skipped(&token) {
            return TokenSinkResult::Continue;
        }
        let limit = if self.builder.sink.len() >= self.max_nodes && token != Token::EOFToken {
            LimitHit::Nodes
        } else if self.is_too_deep(&token) {
            LimitHit::Depth
        } else {
            let is_unread = self.keep != Keep::Everything && is_unread(&token);
            let result = self.builder.process_token(token, line);
            self.skips_text.set(is_unread && matches!(result, TokenSinkResult::RawData(_)));
            return result;
        };
        self.builder.sink.hit(limit);
        TokenSinkResult::Continue
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
