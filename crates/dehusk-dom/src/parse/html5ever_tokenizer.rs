//! html5ever's own tokenizer before the same tree builder and sink: the oracle
//! of the tokenizer and of the bridge, and the peer that benches compare with.

use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::State;
use html5ever::tokenizer::{BufferQueue, StartTag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::TreeBuilder;

use std::cell::RefCell;

use super::depth::Depth;
use super::sink::{Handle, Sink};
use super::{clip, document_builder, finish, fragment_builder};
use crate::dom::Dom;
use crate::{Context, LimitHit, Limits, ParseOptions, Tag};

/// [`parse`](super::parse) by html5ever's tokenizer.
pub(crate) fn parse(text: &str, options: &ParseOptions) -> Dom {
    let (text, cut) = clip(text, &options.limits);
    let guard = Guard::new(document_builder(text.len(), options), &options.limits);
    finish(drive(text, guard, None), cut)
}

/// [`parse_fragment`](super::parse_fragment) by html5ever's tokenizer.
pub(crate) fn parse_fragment(text: &str, context: Context<'_>, options: &ParseOptions) -> Dom {
    let (text, cut) = clip(text, &options.limits);
    let builder = fragment_builder(text.len(), context, options);
    let state = builder.tokenizer_state_for_context_elem(false);
    finish(drive(text, Guard::new(builder, &options.limits), Some(state)), cut)
}

fn drive(text: &str, guard: Guard, initial_state: Option<State>) -> Sink {
    let tokenizer = Tokenizer::new(guard, TokenizerOpts { initial_state, ..TokenizerOpts::default() });
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(text));
    // A script or a `<meta charset>` makes the tokenizer pause, not end.
    while tokenizer.feed(&queue) != TokenizerResult::Done {}
    tokenizer.end();
    tokenizer.sink.builder.sink
}

/// Keeps the limits as the bridge does.
struct Guard {
    builder: TreeBuilder<Handle, Sink>,
    depth: RefCell<Depth>,
    max_nodes: usize,
}

impl Guard {
    fn new(builder: TreeBuilder<Handle, Sink>, limits: &Limits) -> Self {
        let depth = RefCell::new(Depth::new(limits.max_depth));
        Self { builder, depth, max_nodes: limits.max_nodes }
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
}

impl TokenSink for Guard {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        let limit = if self.builder.sink.len() >= self.max_nodes && token != Token::EOFToken {
            LimitHit::Nodes
        } else if self.is_too_deep(&token) {
            LimitHit::Depth
        } else {
            return self.builder.process_token(token, line);
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
