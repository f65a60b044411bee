//! How inputs are read.

use std::sync::Arc;

use super::{Conversions, Globs};
use crate::stream::Ahead;
use crate::{FieldNames, InputLimits};

/// How inputs are read, the same for all of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReadOptions {
    /// What the fields and columns of tables are called.
    #[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "columns are chosen by them"))]
    pub(crate) fields: FieldNames,
    /// Which files of folders and entries of archives are read.
    pub(crate) globs: Globs,
    pub(crate) limits: InputLimits,
    /// What is done with texts that WARCs hold.
    pub(crate) conversions: Conversions,
    /// What those find to do who wait for the reader.
    pub(crate) ahead: Arc<Ahead>,
}
