//! All that the cue files say.

use super::bytes::{Reader, Writer};
use super::index::Index;
use super::phrases::PhraseTable;
use super::symbol::Symbols;

/// The cue phrases of all languages as tables.
#[derive(Debug)]
pub struct CueTables {
    /// The words of the patterns, and those of names, dates and times.
    pub symbols: Symbols,
    /// The patterns.
    pub index: Index,
    /// Names of networks.
    pub networks: PhraseTable,
    /// What labels the line that names the source.
    pub sources: PhraseTable,
    /// Names of months, the longest first.
    pub months: PhraseTable,
}

impl CueTables {
    /// What [`Self::from_bytes`] reads. The same tables give the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        self.symbols.write(&mut writer);
        self.index.write(&mut writer);
        for phrases in [&self.networks, &self.sources, &self.months] {
            phrases.write(&mut writer);
        }
        writer.bytes
    }

    /// Tables from what [`Self::to_bytes`] of the same version of this crate
    /// wrote. Nothing where that cannot be, as far as lengths tell; what stands
    /// in a row is not looked at.
    ///
    /// Linear in the number of words; the patterns stay where they lie.
    pub fn from_bytes(bytes: &'static [u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let symbols = Symbols::read(&mut reader)?;
        let index = Index::read(&mut reader, symbols.len())?;
        let networks = PhraseTable::read(&mut reader)?;
        let sources = PhraseTable::read(&mut reader)?;
        let months = PhraseTable::read(&mut reader)?;
        reader.is_at_end().then_some(Self { symbols, index, networks, sources, months })
    }
}
