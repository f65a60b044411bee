//! Bounds on what one input may cost.

/// Bounds on what one input may cost. Hitting one gives a partial tree and a
/// [`LimitHit`], never an error.
///
/// The defaults touch no real page: browsers stop nesting at 512 too, and the
/// largest pages of public crawls have some tens of thousands of nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "the setters carry the same names")]
pub struct Limits {
    pub(crate) max_bytes: usize,
    pub(crate) max_nodes: usize,
    pub(crate) max_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_bytes: 10 << 20, max_nodes: 1_000_000, max_depth: 512 }
    }
}

impl Limits {
    /// Bytes of decoded text that are read; the rest is cut off at a character
    /// boundary. Default 10 MiB; at most 512 MiB, since text positions are 31 bits
    /// wide and decoding may make three bytes of one.
    #[must_use]
    pub fn with_max_bytes(mut self, bytes: usize) -> Self {
        self.max_bytes = bytes.min(1 << 29);
        self
    }

    /// Nodes that a tree may have. Default 1,000,000.
    #[must_use]
    pub fn with_max_nodes(mut self, nodes: usize) -> Self {
        self.max_nodes = nodes.clamp(16, 1 << 30);
        self
    }

    /// Elements that may be open at the same time. Start tags beyond it are
    /// dropped, so deeper text moves up and is kept. Default 512; at least 16.
    #[must_use]
    pub fn with_max_depth(mut self, depth: usize) -> Self {
        self.max_depth = depth.max(16);
        self
    }

    /// Bytes of decoded text that are read.
    pub const fn max_bytes(&self) -> usize {
        self.max_bytes
    }
}

/// A limit that an input ran into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum LimitHit {
    /// The text was cut at [`Limits::with_max_bytes`].
    Bytes,
    /// The tree was cut at [`Limits::with_max_nodes`].
    Nodes,
    /// Start tags were dropped at [`Limits::with_max_depth`].
    Depth,
    /// Attributes were dropped: more than 256 of one element, or values that
    /// together outgrew the input.
    Attributes,
}
