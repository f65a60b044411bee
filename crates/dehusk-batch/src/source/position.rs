//! Where a run stands in its inputs.

use serde::{Deserialize, Serialize};

/// Where a run stands in its inputs: everything before it was handed out.
///
/// It counts what [`Walk`](super::Walk) and the sources hand out, which is the same
/// for the same inputs; so reading can be taken up here without knowing what any
/// kind of file looks like inside. Bytes would say it faster, but there is no byte
/// of a compressed file that reading can begin at in general.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub(crate) struct Position {
    /// Steps of the walk that began.
    pub(crate) step: u64,
    /// Items of the last of them that were handed out.
    pub(crate) item: u64,
}
