//! What the two programs of this package share: `xtask`, and `xtask-heap`, which
//! it starts to count allocations.

pub mod heap;
pub mod held;
