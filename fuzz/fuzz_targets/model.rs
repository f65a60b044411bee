//! Whatever stands in a model file: it is refused with what to do, or it is
//! written as it was read, and predicts.
//!
//! The input is what follows the checksum, so that a mutation need not guess
//! one: length and checksum are put before it. Behind a first byte of 1 it is
//! the whole file.

#![no_main]

use dehusk_classify::{Model, ModelParts, Predictor};
use dehusk_fuzz::choose;
use libfuzzer_sys::fuzz_target;

/// Rows that are predicted: more than go through a tree together.
const ROWS: usize = 33;

fuzz_target!(|data: &[u8]| {
    let Some((&is_body, data)) = choose(&[true, false], data) else { return };
    let file = if is_body { with_head(data) } else { data.to_vec() };
    let parts = ModelParts::from_bytes(&file);
    match Model::from_bytes(&file) {
        Ok(model) => {
            assert_eq!(parts.as_ref().map(|(parts, _)| parts), Ok(model.parts()));
            check(&model);
        }
        // What is told is told of a byte, or of a feature.
        Err(error) => assert!(parts.is_ok() || error.to_string().starts_with("byte ")),
    }
    // A sound file with stale features: they are brought up to date.
    if let Ok((parts, _)) = parts
        && let Ok(model) = Model::new(&parts)
    {
        check(&model);
    }
});

fn with_head(body: &[u8]) -> Vec<u8> {
    let hash = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let checksum = body.iter().fold(0xcbf2_9ce4_8422_2325, hash);
    let length = u32::try_from(22 + body.len()).unwrap_or(u32::MAX);
    [b"DHSKMDL\0\x01\0", &length.to_le_bytes()[..], &checksum.to_le_bytes(), body].concat()
}

fn check(model: &Model) {
    assert_eq!(Model::from_bytes(&model.to_bytes()).as_ref(), Ok(model));
    let predictor = Predictor::new(model);
    let column: Vec<f32> = (0..ROWS).map(|row| [f32::NAN, -1.0, 0.5, 40.0][row % 4]).collect();
    let fill = |_, first: usize, into: &mut [f32]| into.copy_from_slice(&column[first..][..into.len()]);
    let margins = predictor.margins_of(ROWS, fill);
    assert_eq!(margins[..4], margins[4..8], "equal rows, equal margins");
    for margin in margins {
        assert!((0.0..=1.0).contains(&predictor.probability(margin)));
    }
}
