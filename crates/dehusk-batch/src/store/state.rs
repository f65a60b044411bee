//! What is known of a part that is whole.

use serde::{Deserialize, Serialize};

use crate::report::ReportState;
use crate::source::Position;

/// What is known of a part that is whole: how far it goes, and what stands in it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PartState {
    /// Where reading goes on behind it.
    pub(crate) position: Position,
    /// The files of the part, by product.
    pub(super) files: Vec<PartFile>,
    /// What was counted up to its end.
    pub(crate) report: ReportState,
}

/// A file of a part.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct PartFile {
    /// Bytes of the file.
    pub(super) length: u64,
    /// Bytes that the part adds to the output: where documents are files of their
    /// own, the part's file only names them.
    pub(super) written: u64,
    /// Whether there is a file: a part without rows has none.
    pub(super) exists: bool,
}
