//! Headers of tar entries, with what extends them.

use tar::PaxExtensions;

/// Bytes of a header, and of the blocks that entries are padded to.
pub(super) const BLOCK: usize = 512;

/// What headers since POSIX.1-1988 have, and where.
pub(super) const MAGIC: &[u8] = b"ustar";
pub(super) const MAGIC_AT: usize = 257;

/// Where the checksum stands, which is summed up as if it were spaces.
const CHECKSUM: std::ops::Range<usize> = 148..156;

/// What a header says.
pub(super) struct Header {
    pub(super) kind: Kind,
    pub(super) name: Vec<u8>,
    pub(super) size: u64,
    /// Zeros behind the bytes, up to a whole block.
    pub(super) padding: u64,
    /// Whether the bytes are only the parts of the file that are no holes.
    pub(super) is_sparse: bool,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    /// Links, devices, lists of folders, labels of volumes.
    Special,
    /// Says something about the entry behind it.
    Extension(Extension),
}

/// What an extension holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extension {
    /// GNU's long name.
    Name,
    /// Fields of POSIX.1-2001.
    Fields,
    /// Nothing that matters here: the target of a link, fields of all entries.
    Other,
}

/// What extensions say of the entry behind them.
#[derive(Default)]
pub(super) struct Extended {
    name: Option<Vec<u8>>,
    size: Option<u64>,
    is_sparse: bool,
}

/// Whether a block is a header: whether its checksum is right.
pub(in super::super::super) fn is_header(block: &[u8]) -> bool {
    let Some(block) = block.get(..BLOCK) else { return false };
    if block[0] == 0 && !block[MAGIC_AT..].starts_with(MAGIC) {
        return false;
    }
    let Ok(expected) = tar::Header::from_byte_slice(block).cksum() else { return false };
    let spaces = CHECKSUM.len() as u32 * u32::from(b' ');
    let (before, behind) = (&block[..CHECKSUM.start], &block[CHECKSUM.end..]);
    let sum = |of: fn(u8) -> i64| {
        before.iter().chain(behind).map(|&byte| of(byte)).sum::<i64>() + i64::from(spaces)
    };
    // Some old tars summed up signed bytes.
    [sum(i64::from), sum(|byte| i64::from(byte.cast_signed()))].contains(&i64::from(expected))
}

impl Header {
    /// Reads a block whose checksum is right; nothing where its size is none.
    pub(super) fn read(block: &[u8; BLOCK], extended: &Extended) -> Option<Self> {
        let header = tar::Header::from_byte_slice(block);
        // A header's own name is the beginning of a long one.
        let name = extended.name.clone().unwrap_or_else(|| header.path_bytes().into_owned());
        let kind = Kind::of(header.entry_type(), name.ends_with(b"/"));
        // Extensions say something of the next entry, not of each other.
        let size = match (kind, extended.size) {
            (Kind::File | Kind::Folder | Kind::Special, Some(size)) => size,
            _ => header.entry_size().ok()?,
        };
        // What GNU tar does: a hard link may state the size of its target.
        let size = if header.entry_type().is_hard_link() { 0 } else { size };
        let whole = size.checked_next_multiple_of(BLOCK as u64)?;
        Some(Self {
            kind,
            name,
            size,
            padding: whole - size,
            is_sparse: extended.is_sparse || header.entry_type().is_gnu_sparse(),
        })
    }
}

impl Kind {
    /// `is_folder_name`: folders of tars before POSIX are known by their name.
    fn of(entry: tar::EntryType, is_folder_name: bool) -> Self {
        use tar::EntryType::{
            Block, Char, Continuous, Directory, Fifo, GNULongLink, GNULongName, GNUSparse, Link, Regular,
            Symlink, XGlobalHeader, XHeader,
        };
        match entry {
            Directory => Self::Folder,
            Regular | Continuous if is_folder_name => Self::Folder,
            Regular | Continuous | GNUSparse => Self::File,
            Link | Symlink | Char | Block | Fifo => Self::Special,
            GNULongName => Self::Extension(Extension::Name),
            XHeader => Self::Extension(Extension::Fields),
            GNULongLink | XGlobalHeader => Self::Extension(Extension::Other),
            // Capital letters are for makers of tars; the rest is to be taken
            // for files, says POSIX.
            other if other.as_byte().is_ascii_uppercase() => Self::Special,
            _ => Self::File,
        }
    }
}

impl Extended {
    /// Takes in what an extension says; what is malformed in it says nothing.
    pub(super) fn add(&mut self, of: Extension, bytes: &[u8]) {
        match of {
            Extension::Other => {}
            Extension::Name => {
                let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
                self.name = Some(bytes[..end].to_owned());
            }
            Extension::Fields => {
                for field in PaxExtensions::new(bytes).flatten() {
                    match field.key_bytes() {
                        b"path" => self.name = Some(field.value_bytes().to_owned()),
                        b"size" => self.size = field.value().ok().and_then(|size| size.parse().ok()),
                        key => self.is_sparse |= key.starts_with(b"GNU.sparse."),
                    }
                }
            }
        }
    }
}
