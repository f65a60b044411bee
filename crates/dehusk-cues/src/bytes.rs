//! Tables as bytes: little-endian, each list with its length before it.

/// Appends to the bytes of a table.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    pub(crate) bytes: Vec<u8>,
}

impl Writer {
    pub(crate) fn u32(&mut self, number: u32) {
        self.bytes.extend(number.to_le_bytes());
    }

    /// A list of rows of `N` bytes.
    pub(crate) fn rows<const N: usize>(&mut self, rows: &[[u8; N]]) {
        self.u32(rows.len() as u32);
        self.bytes.extend_from_slice(rows.as_flattened());
    }
}

/// Reads what [`Writer`] wrote, in the same order. Every method gives nothing
/// where the bytes end too early.
#[derive(Debug)]
pub(crate) struct Reader {
    bytes: &'static [u8],
}

impl Reader {
    pub(crate) const fn new(bytes: &'static [u8]) -> Self {
        Self { bytes }
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        let (number, behind) = self.bytes.split_first_chunk()?;
        self.bytes = behind;
        Some(u32::from_le_bytes(*number))
    }

    /// The list as it lies there.
    pub(crate) fn rows<const N: usize>(&mut self) -> Option<&'static [[u8; N]]> {
        let count = self.u32()? as usize;
        let (rows, behind) = self.bytes.split_at_checked(count.checked_mul(N)?)?;
        self.bytes = behind;
        Some(rows.as_chunks().0)
    }

    /// Whether all has been read.
    pub(crate) const fn is_at_end(&self) -> bool {
        self.bytes.is_empty()
    }
}
