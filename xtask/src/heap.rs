//! What `xtask-heap` finds out about a page, as it goes from one program to the
//! other.

use serde::{Deserialize, Serialize};

/// The heap that one page takes.
///
/// Growing a buffer counts as an allocation, and at its peak as the old buffer
/// and the new one: what an allocator needs that has no room behind the old
/// one. One that has, or that can remap pages, needs less; the worse case is
/// the same on every machine.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Figures {
    /// The input's name, or the page's id.
    pub name: String,
    /// Bytes of the input as it came.
    pub bytes: usize,
    /// Allocations of the parse alone, from text to tree.
    pub allocations: u64,
    /// Most bytes held at once while decoding and parsing, beside the input.
    pub peak: u64,
    /// Bytes that the tree holds afterwards, beside the text that it was made
    /// of.
    pub dom: u64,
}

impl Figures {
    /// Peak bytes a byte of input.
    pub fn peak_per_byte(&self) -> f64 {
        self.peak as f64 / self.bytes.max(1) as f64
    }

    /// The tree's bytes a byte of input.
    pub fn dom_per_byte(&self) -> f64 {
        self.dom as f64 / self.bytes.max(1) as f64
    }
}
