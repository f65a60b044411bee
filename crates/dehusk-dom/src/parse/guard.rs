//! The limits, kept where tokens enter the tree builder.

use std::cell::Cell;

use html5ever::interface::Tracer;
use html5ever::tokenizer::{StartTag, Tag as TagToken, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;

use super::sink::Sink;
use crate::dom::NodeId;
use crate::{LimitHit, Limits, Tag};

/// Stands between tokenizer and tree builder, drops start tags beyond the depth
/// limit and everything beyond the node limit.
///
/// The tree builder's stack of open elements cannot be read from outside, only
/// traced. Nodes made since the last trace bound how far it can have grown, so
/// it is traced only when the bound says that the limit may be reached.
pub(super) struct Guard {
    builder: TreeBuilder<NodeId, Sink>,
    max_nodes: usize,
    max_depth: usize,
    open_at_trace: Cell<usize>,
    nodes_at_trace: Cell<usize>,
}

impl Guard {
    pub(super) fn new(builder: TreeBuilder<NodeId, Sink>, limits: &Limits) -> Self {
        Self {
            builder,
            max_nodes: limits.max_nodes,
            max_depth: limits.max_depth,
            open_at_trace: Cell::new(0),
            nodes_at_trace: Cell::new(0),
        }
    }

    /// Whether the node limit is reached, so that no token is taken any more.
    pub(super) fn is_full(&self) -> bool {
        self.builder.sink.len() >= self.max_nodes
    }

    pub(super) fn into_sink(self) -> Sink {
        self.builder.sink
    }

    fn is_too_deep(&self) -> bool {
        let nodes = self.builder.sink.len();
        if self.open_at_trace.get() + nodes - self.nodes_at_trace.get() < self.max_depth {
            return false;
        }
        let counter = Counter(Cell::new(0));
        self.builder.trace_handles(&counter);
        self.open_at_trace.set(counter.0.get());
        self.nodes_at_trace.set(nodes);
        counter.0.get() >= self.max_depth
    }

    /// Whether other elements could come to stand inside the element. Void and
    /// raw-text elements cannot, but only in HTML content are they what their
    /// names say.
    fn nests(&self, tag: &TagToken) -> bool {
        let known = Tag::from_name(&tag.name);
        !(known.is_void() || known.holds_raw_text())
            || self.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl TokenSink for Guard {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        if self.is_full() && token != Token::EOFToken {
            self.builder.sink.hit(LimitHit::Nodes);
            return TokenSinkResult::Continue;
        }
        if let Token::TagToken(tag) = &token
            && tag.kind == StartTag
            && self.is_too_deep()
            && self.nests(tag)
        {
            self.builder.sink.hit(LimitHit::Depth);
            return TokenSinkResult::Continue;
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Counts open elements. The list of active formatting elements is traced too;
/// it only makes the count err on the safe side.
struct Counter(Cell<usize>);

impl Tracer for Counter {
    type Handle = NodeId;

    fn trace_handle(&self, _: &NodeId) {
        self.0.set(self.0.get() + 1);
    }
}
