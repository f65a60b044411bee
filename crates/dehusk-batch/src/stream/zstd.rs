//! Zstd frames, one after the other, past broken ones.
//!
//! Frames are what members are in gzip: a WARC has one for each record, as the
//! [WARC zstd specification](https://iipc.github.io/warc-specifications/specifications/warc-zstd/)
//! asks for. The dictionary that all of them share stands before them, in a
//! skippable frame.

use std::io::{self, BufRead, Read};

use zstd::stream::raw::{DParameter, Decoder, InBuffer, Operation, OutBuffer};

use super::resync::{Broken, Resync, Unit};
use super::{Damage, DamageKind, Raw};
use crate::limits::MaxRatio;

const FRAME: Unit = Unit { name: "zstd frame", first: MAGIC[0], head: 5, begins };

const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// What a dictionary begins with (RFC 8878, section 5).
const DICTIONARY_MAGIC: [u8; 4] = [0x37, 0xa4, 0x30, 0xec];

/// Magic and length of a skippable frame.
const SKIPPABLE_HEADER: usize = 8;

/// The last nibble of the skippable frame that holds a dictionary.
const DICTIONARY_NIBBLE: u8 = 0x0d;

/// The largest dictionary. Those in use have about one MiB.
const MAX_DICTIONARY: u64 = 16 << 20;

/// The largest window that a frame may ask for, as a power of two: zstd's own
/// default. A frame can ask for any, and gets that much memory.
pub(crate) const ZSTD_WINDOW_LOG: u32 = 27;

/// Where reading stands.
enum State {
    /// Before a frame, or at the end.
    Between,
    /// In a frame.
    Inside,
}

/// The frames of a zstd file. A broken one is reported once and left; reading
/// goes on at the next one.
pub(crate) struct Zstd {
    raw: Raw,
    decoder: Decoder<'static>,
    state: State,
    frame: u64,
    /// Whether the frame has a checksum.
    is_checked: bool,
    /// Bytes that came of the frame so far.
    made: u64,
    max_ratio: MaxRatio,
    resync: Resync,
}

impl Zstd {
    /// Fails only where the decoder gets no memory.
    pub(crate) fn new(raw: Raw, max_ratio: MaxRatio) -> io::Result<Self> {
        Ok(Self {
            raw,
            decoder: decoder(&[])?,
            state: State::Between,
            frame: 0,
            is_checked: false,
            made: 0,
            max_ratio,
            resync: Resync::new(FRAME),
        })
    }

    /// Where the frame begins that the last bytes came from.
    pub(crate) const fn frame(&self) -> u64 {
        self.frame
    }

    /// Whether that frame has a checksum.
    pub(crate) const fn is_checked(&self) -> bool {
        self.is_checked
    }

    /// Reads some bytes of one frame; none at the end.
    pub(crate) fn read(&mut self, out: &mut [u8]) -> Result<usize, Damage> {
        loop {
            if let State::Between = self.state
                && !self.enter()?
            {
                return Ok(0);
            }
            match self.decode(out) {
                Ok(0) => {}
                Ok(count) => return Ok(count),
                Err(broken) => {
                    self.state = State::Between;
                    // Only a decoder in use elsewhere could refuse.
                    let _ = self.decoder.reinit();
                    return Err(self.resync.leave(&mut self.raw, self.frame, broken));
                }
            }
        }
    }

    /// Goes to where the next frame begins; false at the end.
    fn enter(&mut self) -> Result<bool, Damage> {
        loop {
            let from = self.raw.offset();
            let head = self.raw.peek(SKIPPABLE_HEADER).map_err(|error| Damage::unreadable(from, &error))?;
            match *head {
                [] => return Ok(false),
                // A cut in the magic is one in the frame.
                _ if MAGIC.starts_with(&head[..head.len().min(MAGIC.len())]) => {
                    self.is_checked = head.get(4).is_some_and(|descriptor| descriptor & 0b100 != 0);
                    (self.frame, self.made, self.state) = (from, 0, State::Inside);
                    return Ok(true);
                }
                [nibble @ 0x50..=0x5f, 0x2a, 0x4d, 0x18, a, b, c, d] => {
                    let length = u32::from_le_bytes([a, b, c, d]).into();
                    self.raw.consume(SKIPPABLE_HEADER);
                    if from == 0 && nibble & 0x0f == DICTIONARY_NIBBLE && length <= MAX_DICTIONARY {
                        self.read_dictionary(length)?;
                    } else {
                        self.pass_over(from, length)?;
                    }
                }
                [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => self.pass_over(from, SKIPPABLE_HEADER as u64)?,
                _ => self.resync.pass_garbage(&mut self.raw)?,
            }
        }
    }

    /// Passes over the skippable frame that began at `from`.
    fn pass_over(&mut self, from: u64, length: u64) -> Result<(), Damage> {
        match io::copy(&mut (&mut self.raw).take(length), &mut io::sink()) {
            Ok(passed) if passed == length => Ok(()),
            Ok(_) => Err(self.resync.leave(&mut self.raw, from, Broken::Ends)),
            Err(error) => Err(Damage::unreadable(self.raw.offset(), &error)),
        }
    }

    /// Reads the dictionary. What is none is a skippable frame like others; one
    /// that is broken costs all the frames that need it, and only those.
    fn read_dictionary(&mut self, length: u64) -> Result<(), Damage> {
        let mut bytes = Vec::new();
        let read = (&mut self.raw).take(length).read_to_end(&mut bytes);
        match read {
            Ok(read) if read as u64 == length => {}
            Ok(_) => return Err(self.resync.leave(&mut self.raw, 0, Broken::Ends)),
            Err(error) => return Err(Damage::unreadable(self.raw.offset(), &error)),
        }
        let loaded = unpacked(bytes).and_then(|dictionary| {
            if dictionary.starts_with(&DICTIONARY_MAGIC) {
                self.decoder = decoder(&dictionary)?;
            }
            Ok(())
        });
        loaded.map_err(|error| Damage {
            kind: DamageKind::Corrupt,
            offset: 0,
            detail: format!("broken zstd dictionary ({error})"),
        })
    }

    /// Decodes some bytes of the open frame; none at its end.
    fn decode(&mut self, out: &mut [u8]) -> Result<usize, Broken> {
        loop {
            let bytes = self.raw.fill_buf().map_err(Broken::Unreadable)?;
            let is_end = bytes.is_empty();
            let (mut input, mut output) = (InBuffer::around(bytes), OutBuffer::around(&mut *out));
            let run = self.decoder.run(&mut input, &mut output);
            let (read, made) = (input.pos(), output.pos());
            self.raw.consume(read);
            self.made += made as u64;
            let left = run.map_err(|error| Broken::Corrupt(error.to_string()))?;
            let length = self.raw.offset() - self.frame;
            if self.max_ratio.is_exceeded(self.made, length) {
                return Err(Broken::Bomb(self.max_ratio));
            }
            if left == 0 {
                self.state = State::Between;
                self.resync.earn(length);
            }
            if left == 0 || made > 0 {
                return Ok(made);
            }
            if is_end {
                return Err(Broken::Ends);
            }
        }
    }
}

fn decoder(dictionary: &[u8]) -> io::Result<Decoder<'static>> {
    let mut decoder = Decoder::with_dictionary(dictionary)?;
    decoder.set_parameter(DParameter::WindowLogMax(ZSTD_WINDOW_LOG))?;
    Ok(decoder)
}

/// A dictionary may be compressed itself.
fn unpacked(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    if !bytes.starts_with(&MAGIC) {
        return Ok(bytes);
    }
    let mut dictionary = Vec::new();
    zstd::Decoder::with_buffer(&*bytes)?.take(MAX_DICTIONARY).read_to_end(&mut dictionary)?;
    Ok(dictionary)
}

/// Whether a frame may begin with these bytes: the magic, and a descriptor whose
/// reserved bit is not set. Compressed data has that once in 8 GiB by chance.
fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC) && bytes[MAGIC.len()] & 0b1000 == 0
}
