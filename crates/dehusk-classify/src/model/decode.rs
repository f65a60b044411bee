//! Bytes to a model.

use super::encode::{BODY_AT, CHECKSUM_AT, LENGTH_AT};
use super::quality::{Quality, QualityPoint, WHOLE};
use super::schema::checksum;
use super::{
    MAGIC, MAX_BITS, MAX_DEPTH, MAX_TREES, ModelError, ModelFeature, ModelParts, ModelTree, VERSION,
};

/// The parts of a sound model and the fingerprint of its features.
pub(super) fn decode(bytes: &[u8]) -> Result<(ModelParts, u64), ModelError> {
    let mut from = Reader { bytes, at: 0 };
    check_head(&mut from)?;
    let kind = from.text("the kind")?;
    let bits = from.number(u8::from_le_bytes, "the bits of a log-odd")?;
    if bits > MAX_BITS {
        let (count, limit) = (bits.into(), MAX_BITS.into());
        return Err(ModelError::TooMany { offset: from.at - 1, what: "bits of a log-odd", count, limit });
    }
    let base = from.number(i32::from_le_bytes, "the base")?;
    let fingerprint = from.number(u64::from_le_bytes, "the fingerprint")?;
    let count = from.number(u16::from_le_bytes, "the number of features")?;
    let features: Vec<_> = (0..count).map(|_| feature(&mut from)).collect::<Result<_, _>>()?;
    let trees = trees(&mut from, base, &features)?;
    let quality = quality(&mut from)?;
    if from.at < bytes.len() {
        return Err(ModelError::Length { offset: from.at, stated: from.at, found: bytes.len() });
    }
    Ok((ModelParts { kind, bits, base, features, trees, quality }, fingerprint))
}

fn check_head(from: &mut Reader<'_>) -> Result<(), ModelError> {
    if !from.bytes.starts_with(&MAGIC) {
        return Err(ModelError::Magic);
    }
    from.at = MAGIC.len();
    let found = from.number(u16::from_le_bytes, "the version")?;
    if found != VERSION {
        return Err(ModelError::Version { found, supported: VERSION });
    }
    let stated = from.number(u32::from_le_bytes, "the length")? as usize;
    if stated != from.bytes.len() {
        return Err(ModelError::Length { offset: LENGTH_AT, stated, found: from.bytes.len() });
    }
    let stored = from.number(u64::from_le_bytes, "the checksum")?;
    let computed = checksum(&from.bytes[BODY_AT..]);
    if stored != computed {
        return Err(ModelError::Checksum { offset: CHECKSUM_AT, stored, computed });
    }
    Ok(())
}

fn feature(from: &mut Reader<'_>) -> Result<ModelFeature, ModelError> {
    let name = from.text("the name of a feature")?;
    let count = from.number(u8::from_le_bytes, "the number of thresholds")?;
    let mut thresholds = Vec::with_capacity(count.into());
    for _ in 0..count {
        let offset = from.at;
        let threshold = from.number(f32::from_le_bytes, "a threshold")?;
        if !threshold.is_finite() {
            return Err(ModelError::NotFinite { offset, feature: name });
        }
        if thresholds.last().is_some_and(|last| *last >= threshold) {
            return Err(ModelError::NotRising { offset, feature: name });
        }
        thresholds.push(threshold);
    }
    Ok(ModelFeature { name, thresholds })
}

/// The trees, whose sum fits into 32 bits whatever the answers.
fn trees(from: &mut Reader<'_>, base: i32, features: &[ModelFeature]) -> Result<Vec<ModelTree>, ModelError> {
    let offset = from.at;
    let width = from.number(u8::from_le_bytes, "the width of a leaf")?;
    if width != 2 && width != 4 {
        return Err(ModelError::LeafWidth { offset, width });
    }
    let offset = from.at;
    let count = usize::from(from.number(u16::from_le_bytes, "the number of trees")?);
    if count > MAX_TREES {
        return Err(ModelError::TooMany { offset, what: "trees", count, limit: MAX_TREES });
    }
    let mut reach = i64::from(base.unsigned_abs());
    let mut trees = Vec::new();
    for number in 0..count {
        let offset = from.at;
        let tree = tree(from, number, width, features)?;
        reach += tree.leaves.iter().map(|leaf| i64::from(leaf.unsigned_abs())).max().unwrap_or(0);
        if reach > i64::from(i32::MAX) {
            return Err(ModelError::Overflow { offset });
        }
        trees.push(tree);
    }
    Ok(trees)
}

fn tree(
    from: &mut Reader<'_>,
    number: usize,
    width: u8,
    features: &[ModelFeature],
) -> Result<ModelTree, ModelError> {
    let offset = from.at;
    let depth = usize::from(from.number(u8::from_le_bytes, "the depth of a tree")?);
    if depth > MAX_DEPTH {
        return Err(ModelError::TooDeep { offset, tree: number, depth, limit: MAX_DEPTH });
    }
    let splits = (0..depth).map(|_| split(from, features)).collect::<Result<_, _>>()?;
    let leaf = |_| match width {
        2 => from.number(i16::from_le_bytes, "a leaf").map(i32::from),
        _ => from.number(i32::from_le_bytes, "a leaf"),
    };
    let leaves = (0..1 << depth).map(leaf).collect::<Result<_, _>>()?;
    Ok(ModelTree { splits, leaves })
}

fn split(from: &mut Reader<'_>, features: &[ModelFeature]) -> Result<(u16, u8), ModelError> {
    let offset = from.at;
    let feature = from.number(u16::from_le_bytes, "a question")?;
    let (index, count) = (usize::from(feature), features.len());
    let Some(of) = features.get(index) else {
        return Err(ModelError::OutOfRange { offset, what: "a question is about feature", index, count });
    };
    let offset = from.at;
    let threshold = from.number(u8::from_le_bytes, "a question")?;
    let (index, count) = (usize::from(threshold), of.thresholds.len());
    if index >= count {
        return Err(ModelError::OutOfRange { offset, what: "a question is about threshold", index, count });
    }
    Ok((feature, threshold))
}

fn quality(from: &mut Reader<'_>) -> Result<Quality, ModelError> {
    let offset = from.at;
    let nothing = from.number(u16::from_le_bytes, "the quality")?;
    let count = usize::from(from.number(u16::from_le_bytes, "the number of points")?);
    if nothing > WHOLE {
        return Err(ModelError::Quality { offset, point: 0 });
    }
    let mut points: Vec<QualityPoint> = Vec::new();
    for number in 0..count {
        let offset = from.at;
        let expected = from.number(u16::from_le_bytes, "the quality")?;
        let quality = from.number(u16::from_le_bytes, "the quality")?;
        let rises = |last: &QualityPoint| last.expected < expected && last.quality <= quality;
        if expected.max(quality) > WHOLE || !points.last().is_none_or(rises) {
            return Err(ModelError::Quality { offset, point: number });
        }
        points.push(QualityPoint { expected, quality });
    }
    Ok(Quality { points, nothing })
}

/// Reads bytes from the front and knows where it is.
struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn number<const N: usize, T>(
        &mut self,
        of: fn([u8; N]) -> T,
        what: &'static str,
    ) -> Result<T, ModelError> {
        let bytes = self.bytes[self.at..].first_chunk();
        let bytes = bytes.ok_or(ModelError::Truncated { offset: self.bytes.len(), what })?;
        self.at += N;
        Ok(of(*bytes))
    }

    fn text(&mut self, what: &'static str) -> Result<String, ModelError> {
        let count = self.number(u8::from_le_bytes, what)?.into();
        let offset = self.at;
        let bytes: Option<&'b [u8]> = self.bytes[offset..].get(..count);
        let bytes = bytes.ok_or(ModelError::Truncated { offset: self.bytes.len(), what })?;
        self.at += count;
        String::from_utf8(bytes.to_vec()).map_err(|_| ModelError::NotUtf8 { offset, what })
    }
}
