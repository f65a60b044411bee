//! Which features a model is made for.

use super::{ModelError, ModelFeature};
use crate::feature::{Feature, features};

/// The place in [`features`] of each feature of a model.
pub(super) fn columns(wanted: &[ModelFeature]) -> Result<Vec<usize>, ModelError> {
    let place = |name: &str| features().position(|feature| feature.name == name);
    wanted
        .iter()
        .map(|feature| {
            place(&feature.name).ok_or_else(|| ModelError::UnknownFeature { name: feature.name.clone() })
        })
        .collect()
}

/// Stands for the names and doc lines of the features in some columns. The doc
/// line counts: it is where a change of meaning shows.
pub(super) fn fingerprint(columns: &[usize]) -> u64 {
    let all: Vec<&Feature> = features().collect();
    columns.iter().fold(Fnv::new(), |hash, &column| hash.line(all[column].name).line(all[column].doc)).0
}

/// A checksum of bytes.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    Fnv::new().bytes(bytes).0
}

/// FNV-1a of 64 bits (Fowler, Noll and Vo; RFC 9923): against accidents, not
/// against people.
#[derive(Clone, Copy)]
struct Fnv(u64);

impl Fnv {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn bytes(self, bytes: &[u8]) -> Self {
        let add = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        Self(bytes.iter().fold(self.0, add))
    }

    /// With an end, so that `a`, `bc` is not `ab`, `c`.
    fn line(self, text: &str) -> Self {
        self.bytes(text.as_bytes()).bytes(&[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> ModelFeature {
        ModelFeature { name: name.to_owned(), thresholds: Vec::new() }
    }

    /// The vectors of RFC 9923.
    #[test]
    fn checksums_are_those_of_fnv_1a() {
        assert_eq!(checksum(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(checksum(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(checksum(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn columns_are_found_by_name() {
        let last = features().last().unwrap();
        let found = columns(&[named(last.name), named(features().next().unwrap().name)]);
        assert_eq!(found.unwrap(), [features().count() - 1, 0]);
        let error = columns(&[named("moon_phase")]).unwrap_err();
        assert!(error.to_string().starts_with("feature `moon_phase` is not computed by this version"));
    }

    #[test]
    fn a_fingerprint_tells_names_docs_and_order() {
        let expected = features().take(2).flat_map(|feature| [feature.name, feature.doc]);
        let bytes: Vec<u8> = expected.flat_map(|line| [line.as_bytes(), &[0]].concat()).collect();
        assert_eq!(fingerprint(&[0, 1]), checksum(&bytes));
        assert_ne!(fingerprint(&[0, 1]), fingerprint(&[1, 0]));
        assert_ne!(fingerprint(&[0]), fingerprint(&[0, 1]));
    }
}
