//! The learned model: what is stored of it, and how it predicts.
//!
//! A model is a sum of symmetric trees: all nodes of a level ask the same
//! question, whether a feature is greater than a threshold, so that a tree is a
//! few comparisons and one look-up (Prokhorenkova et al., "`CatBoost`: unbiased
//! boosting with categorical features", 2018). Leaves are integers, in units of
//! 2^-[`bits`](ModelParts::bits) log-odds. So the sum over the trees, the
//! margin, is the same on every machine and in any order, and so is everything
//! that is computed from it.
//!
//! [`Model`] is the stored form, and cannot be had unless it is sound and made
//! for the features of this build. [`Predictor`] is the form that predicts.

mod contribution;
mod decode;
mod encode;
mod error;
mod predict;
mod probability;
mod quality;
mod schema;
#[cfg(test)]
mod tests;

pub use contribution::Strongest;
pub use error::ModelError;
pub use predict::Predictor;
pub use quality::{Quality, QualityPoint};

/// What a file starts with.
const MAGIC: [u8; 8] = *b"DHSKMDL\0";

/// The format that this build writes, and the only one that it reads.
const VERSION: u16 = 1;

/// The model for pages, `models/page/model.bin`.
const PAGE: &[u8] = include_bytes!("../../models/page/model.bin");

/// The model for fragments and texts, `models/text/model.bin`.
const TEXT: &[u8] = include_bytes!("../../models/text/model.bin");

/// Most questions of a tree.
const MAX_DEPTH: usize = 7;

/// Most trees: what a page costs grows with them.
const MAX_TREES: usize = 4096;

/// Finest unit of leaves and margins: 2^-16 log-odds.
const MAX_BITS: u8 = 16;

/// What a model says, whatever build it is for.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelParts {
    /// What it is for: `page` or `text`.
    pub kind: String,
    /// Leaves, base and margins are log-odds times two to the power of this; at
    /// most 16.
    pub bits: u8,
    /// The margin before any tree.
    pub base: i32,
    /// The features that the trees ask about.
    pub features: Vec<ModelFeature>,
    /// The trees, at most 4096.
    pub trees: Vec<ModelTree>,
    /// How good the texts are that it keeps.
    pub quality: Quality,
}

/// A feature that trees ask about.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelFeature {
    /// Its name in [`features`](crate::features).
    pub name: String,
    /// What it may be compared with: finite, rising, at most 255.
    pub thresholds: Vec<f32>,
}

/// A tree: leaf number `sum of 2^level * (value > threshold)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelTree {
    /// The question of each level, at most 7: the number of a feature in
    /// [`ModelParts::features`], and that of one of its thresholds.
    pub splits: Vec<(u16, u8)>,
    /// What each leaf adds to the margin; two to the power of the levels.
    pub leaves: Vec<i32>,
}

/// A sound model whose features this build computes.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    parts: ModelParts,
    fingerprint: u64,
    /// The place in [`features`](crate::features) of each of the model's.
    columns: Vec<usize>,
}

impl Model {
    /// The model for pages that is built in.
    ///
    /// # Panics
    ///
    /// Never: that the embedded file is sound is tested.
    pub fn page() -> Self {
        Self::from_bytes(PAGE).expect("the embedded model is tested")
    }

    /// The model for fragments and texts that is built in.
    ///
    /// # Panics
    ///
    /// Never: that the embedded file is sound is tested.
    pub fn text() -> Self {
        Self::from_bytes(TEXT).expect("the embedded model is tested")
    }

    /// A model of the given parts for the features of this build.
    ///
    /// # Errors
    ///
    /// If a number is out of its range, or a feature is none of this build. The
    /// error names the byte where the part would stand in the file.
    pub fn new(parts: &ModelParts) -> Result<Self, ModelError> {
        let fingerprint = schema::fingerprint(&schema::columns(&parts.features)?);
        Self::from_bytes(&encode::encode(parts, fingerprint)?)
    }

    /// Reads a file. Linear in its length.
    ///
    /// # Errors
    ///
    /// If it is not what [`to_bytes`](Self::to_bytes) writes, or was made for
    /// other features than this build computes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let (parts, stored) = ModelParts::from_bytes(bytes)?;
        let columns = schema::columns(&parts.features)?;
        let fingerprint = schema::fingerprint(&columns);
        if stored != fingerprint {
            return Err(ModelError::Fingerprint { stored, computed: fingerprint });
        }
        Ok(Self { parts, fingerprint, columns })
    }

    /// The file, the same bytes for the same model.
    ///
    /// # Panics
    ///
    /// Never: the parts of a model have been written or read before.
    pub fn to_bytes(&self) -> Vec<u8> {
        encode::encode(&self.parts, self.fingerprint).expect("the parts of a model are sound")
    }

    /// What the model says.
    pub const fn parts(&self) -> &ModelParts {
        &self.parts
    }

    /// Stands for the names and doc lines of its features: another number,
    /// another meaning.
    pub const fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}

impl Model {
    /// Stands for the model: another number, another model. Linear in its size.
    pub fn checksum(&self) -> u64 {
        schema::checksum(&self.to_bytes())
    }
}

impl ModelParts {
    /// Reads a file that may be for the features of another build, and the
    /// fingerprint of those features.
    ///
    /// # Errors
    ///
    /// If the bytes are no sound model of this format.
    pub fn from_bytes(bytes: &[u8]) -> Result<(Self, u64), ModelError> {
        decode::decode(bytes)
    }
}
