//! What a run writes, and how it outlives the run.
//!
//! Files are written in *parts*. A part is a number of records with all that is
//! written of them: it is made durable in one step, or it is not there. What was
//! committed is described by a file a part, in a folder beside the output; from
//! that a run that was killed is taken up, and gives the bytes that it would have
//! given. At the end the parts become one file, or stay the files that they are
//! where the output's name has `{part}` in it.
//!
//! Where parts end depends on the records alone, never on the clock or on threads.

mod direct;
mod documents;
mod durable;
mod earlier;
mod install;
mod left;
mod manifest;
mod outlook;
mod parts;
mod place;
mod product;
mod state;
mod work_folder;

use std::path::{Path, PathBuf};

pub(crate) use direct::Direct;
pub(crate) use manifest::RunDescription;
pub(crate) use outlook::outlook;
pub(crate) use parts::{Begun, Parts};
pub(crate) use place::{Places, is_ours, temporary};
pub(crate) use state::PartState;

use crate::SinkError;
use crate::sink::{Encoding, Rendering, Shape};

/// What of a run has files of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Product {
    /// The documents: the output.
    Documents,
    /// What was dropped or failed.
    Drops,
    /// The blocks.
    Blocks,
}

impl Product {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Drops => "drops",
            Self::Blocks => "blocks",
        }
    }
}

/// Where a product goes, and as what.
#[derive(Debug, Clone)]
pub(crate) struct Destination {
    pub(crate) product: Product,
    pub(crate) path: PathBuf,
    pub(crate) shape: Shape,
    pub(crate) encoding: Encoding,
}

/// How much goes into one part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartSize {
    pub(crate) bytes: u64,
    pub(crate) records: u64,
}

impl PartSize {
    /// Parts that become one file: so small that little is lost with the last, so
    /// large that frames and row groups are worth having.
    pub(crate) const JOINED: Self = Self { bytes: 16 << 20, records: 1_000 };

    /// Parts of a table that become one: each is a group of rows at least, and
    /// readers want those large.
    pub(crate) const JOINED_ROWS: Self = Self { bytes: 32 << 20, records: 10_000 };

    /// Parts that stay files of their own.
    pub(crate) const APART: Self = Self { bytes: 256 << 20, records: u64::MAX };

    /// Parts of about so many bytes, before compression, of all that is written; a
    /// record is never divided.
    pub const fn of_bytes(bytes: u64) -> Self {
        Self { bytes, records: u64::MAX }
    }
}

/// What a run writes to: parts, or the standard output and whole files beside it.
pub(crate) enum Store {
    Direct(Box<Direct>),
    Parts(Box<Parts>),
}

impl Store {
    pub(crate) fn write(&mut self, product: Product, id: &str, rendered: Rendering) -> Result<(), SinkError> {
        match self {
            Self::Direct(direct) => direct.write(product, id, rendered),
            Self::Parts(parts) => parts.write(product, id, rendered),
        }
    }

    /// Whether anything is written of this product.
    pub(crate) fn has(&self, product: Product) -> bool {
        match self {
            Self::Direct(direct) => direct.has(product),
            Self::Parts(parts) => parts.has(product),
        }
    }
}

/// The folder that a file stands in.
pub(crate) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}
