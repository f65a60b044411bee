//! How deep the tree builder is.

use std::cell::Cell;

use html5ever::interface::Tracer;
use html5ever::tree_builder::TreeBuilder;

use super::sink::{Handle, Sink};

/// Watches the depth limit.
///
/// The tree builder's stack of open elements cannot be read from outside, only
/// traced. Nodes made since the last trace bound how far it can have grown, so
/// it is traced only when the bound says that the limit may be reached. A
/// formatting element is held twice, and four nodes by themselves.
#[derive(Debug)]
pub(super) struct Depth {
    limit: usize,
    open_at_trace: usize,
    nodes_at_trace: usize,
}

impl Depth {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, open_at_trace: 0, nodes_at_trace: 0 }
    }

    pub(super) fn is_reached(&mut self, builder: &TreeBuilder<Handle, Sink>) -> bool {
        let nodes = builder.sink.len();
        if self.open_at_trace + 2 * (nodes - self.nodes_at_trace) + 4 < self.limit {
            return false;
        }
        let counter = Counter(Cell::new(0));
        builder.trace_handles(&counter);
        self.open_at_trace = counter.0.get();
        self.nodes_at_trace = nodes;
        self.open_at_trace >= self.limit
    }
}

/// Counts open elements. The list of active formatting elements is traced too;
/// it only makes the count err on the safe side.
struct Counter(Cell<usize>);

impl Tracer for Counter {
    type Handle = Handle;

    fn trace_handle(&self, _: &Handle) {
        self.0.set(self.0.get() + 1);
    }
}
