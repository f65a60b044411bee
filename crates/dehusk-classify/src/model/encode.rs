//! A model to bytes.
//!
//! All numbers are little endian, all counts stand before what they count.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `DHSKMDL` and a zero |
//! | 2 | version of the format |
//! | 4 | length of the file |
//! | 8 | FNV-1a of all that follows |
//! | 1 + n | kind |
//! | 1, 4 | bits of a log-odd, base |
//! | 8 | fingerprint of the features |
//! | 2 | features; of each: 1 + n name, 1 + 4 n thresholds |
//! | 1 | bytes of a leaf, 2 or 4 |
//! | 2 | trees; of each: 1 + 3 n questions (2 feature, 1 threshold), leaves |
//! | 2 + 2 + 4 n | quality: of nothing; points of 2 expected, 2 quality |

use super::schema::checksum;
use super::{MAGIC, MAX_DEPTH, MAX_TREES, ModelError, ModelFeature, ModelParts, ModelTree, VERSION};

/// Where the length of the file stands.
pub(super) const LENGTH_AT: usize = MAGIC.len() + 2;

/// Where the checksum stands.
pub(super) const CHECKSUM_AT: usize = LENGTH_AT + 4;

/// Where that begins which the checksum is of.
pub(super) const BODY_AT: usize = CHECKSUM_AT + 8;

/// Writes the parts of a model; whether their numbers make sense is left to
/// whoever reads them.
pub(super) fn encode(parts: &ModelParts, fingerprint: u64) -> Result<Vec<u8>, ModelError> {
    let mut out = Writer { bytes: MAGIC.to_vec() };
    out.bytes.extend(VERSION.to_le_bytes());
    out.bytes.resize(BODY_AT, 0);
    out.text(&parts.kind, "bytes of the kind's name")?;
    out.bytes.push(parts.bits);
    out.bytes.extend(parts.base.to_le_bytes());
    out.bytes.extend(fingerprint.to_le_bytes());
    out.count(parts.features.len(), "features")?;
    parts.features.iter().try_for_each(|feature| out.feature(feature))?;
    let narrow = parts.trees.iter().flat_map(|tree| &tree.leaves).all(|leaf| i16::try_from(*leaf).is_ok());
    out.bytes.push(if narrow { 2 } else { 4 });
    out.at_most(parts.trees.len(), MAX_TREES, "trees")?;
    out.count(parts.trees.len(), "trees")?;
    for (number, tree) in parts.trees.iter().enumerate() {
        out.tree(number, tree, narrow)?;
    }
    out.bytes.extend(parts.quality.nothing.to_le_bytes());
    out.count(parts.quality.points.len(), "points of the quality")?;
    for point in &parts.quality.points {
        out.bytes.extend(point.expected.to_le_bytes());
        out.bytes.extend(point.quality.to_le_bytes());
    }
    let mut bytes = out.bytes;
    let length = (bytes.len() as u32).to_le_bytes();
    bytes[LENGTH_AT..CHECKSUM_AT].copy_from_slice(&length);
    let checksum = checksum(&bytes[BODY_AT..]).to_le_bytes();
    bytes[CHECKSUM_AT..BODY_AT].copy_from_slice(&checksum);
    Ok(bytes)
}

struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    fn at_most(&self, count: usize, limit: usize, what: &'static str) -> Result<(), ModelError> {
        let offset = self.bytes.len();
        if count > limit { Err(ModelError::TooMany { offset, what, count, limit }) } else { Ok(()) }
    }

    fn short_count(&mut self, count: usize, what: &'static str) -> Result<(), ModelError> {
        self.at_most(count, u8::MAX.into(), what)?;
        self.bytes.push(count as u8);
        Ok(())
    }

    fn count(&mut self, count: usize, what: &'static str) -> Result<(), ModelError> {
        self.at_most(count, u16::MAX.into(), what)?;
        self.bytes.extend((count as u16).to_le_bytes());
        Ok(())
    }

    fn text(&mut self, text: &str, what: &'static str) -> Result<(), ModelError> {
        self.short_count(text.len(), what)?;
        self.bytes.extend(text.as_bytes());
        Ok(())
    }

    fn feature(&mut self, feature: &ModelFeature) -> Result<(), ModelError> {
        self.text(&feature.name, "bytes of a feature's name")?;
        self.short_count(feature.thresholds.len(), "thresholds of a feature")?;
        self.bytes.extend(feature.thresholds.iter().flat_map(|threshold| threshold.to_le_bytes()));
        Ok(())
    }

    fn tree(&mut self, number: usize, tree: &ModelTree, narrow: bool) -> Result<(), ModelError> {
        let (offset, depth) = (self.bytes.len(), tree.splits.len());
        if depth > MAX_DEPTH {
            return Err(ModelError::TooDeep { offset, tree: number, depth, limit: MAX_DEPTH });
        }
        if tree.leaves.len() != 1 << depth {
            return Err(ModelError::Leaves { offset, tree: number, depth, found: tree.leaves.len() });
        }
        self.bytes.push(depth as u8);
        for (feature, threshold) in &tree.splits {
            self.bytes.extend(feature.to_le_bytes());
            self.bytes.push(*threshold);
        }
        for leaf in &tree.leaves {
            let bytes = leaf.to_le_bytes();
            self.bytes.extend(&bytes[..if narrow { 2 } else { 4 }]);
        }
        Ok(())
    }
}
