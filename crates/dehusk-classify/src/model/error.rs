//! Why some bytes are no model.

/// A model that cannot be used: where it goes wrong, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the messages say it")]
pub enum ModelError {
    #[error("byte 0: this is no model of dehusk; give the model.bin that `cargo xtask train` wrote")]
    Magic,
    #[error("byte 8: the format has version {found}, this build reads version {supported}; {}", if found > supported { "take a newer build" } else { "train the model again" })]
    Version { found: u16, supported: u16 },
    #[error("byte {offset}: the file ends inside {what}; fetch it again")]
    Truncated { offset: usize, what: &'static str },
    #[error("byte {offset}: the file says that it has {stated} bytes, but has {found}; fetch it again")]
    Length { offset: usize, stated: usize, found: usize },
    #[error(
        "byte {offset}: the checksum is {stored:016x}, that of the bytes is {computed:016x}; fetch the file again"
    )]
    Checksum { offset: usize, stored: u64, computed: u64 },
    #[error("byte {offset}: {what} is no UTF-8; write the model again")]
    NotUtf8 { offset: usize, what: &'static str },
    #[error("byte {offset}: {count} {what}, at most {limit} are possible; train a smaller model")]
    TooMany { offset: usize, what: &'static str, count: usize, limit: usize },
    #[error(
        "byte {offset}: tree {tree} has {depth} levels, at most {limit} are possible; train with less depth"
    )]
    TooDeep { offset: usize, tree: usize, depth: usize, limit: usize },
    #[error(
        "byte {offset}: tree {tree} of {depth} levels has {found} leaves; it needs two to the power of its levels"
    )]
    Leaves { offset: usize, tree: usize, depth: usize, found: usize },
    #[error("byte {offset}: {what} {index}, but there are {count}; write the model again")]
    OutOfRange { offset: usize, what: &'static str, index: usize, count: usize },
    #[error(
        "byte {offset}: a threshold of `{feature}` is not a finite number; look at the bins of the training"
    )]
    NotFinite { offset: usize, feature: String },
    #[error("byte {offset}: the thresholds of `{feature}` do not rise; sort them before the model is made")]
    NotRising { offset: usize, feature: String },
    #[error("byte {offset}: a leaf takes {width} bytes, only 2 and 4 are known; write the model again")]
    LeafWidth { offset: usize, width: u8 },
    #[error("byte {offset}: the leaves can add up to more than 32 bits hold; use fewer bits for a log-odd")]
    Overflow { offset: usize },
    #[error("byte {offset}: point {point} of the quality does not rise, or is over 1; fit it again")]
    Quality { offset: usize, point: usize },
    #[error(
        "feature `{name}` is not computed by this version; train the model again, or take the build it is for"
    )]
    UnknownFeature { name: String },
    #[error(
        "the features of the model have the fingerprint {stored:016x}, those of this version {computed:016x}: one has another meaning now; train the model again"
    )]
    Fingerprint { stored: u64, computed: u64 },
}
