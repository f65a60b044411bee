//! All inputs of a run, one after the other.

use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::open::{Opening, open, open_file};
use super::walk::{Step, Walk, WalkedFile, display};
use super::{Position, Pulled, ReadOptions, Source};
use crate::stream::Backing;
use crate::{InputError, Shard};

/// All inputs of a run, one after the other: files, the files of folders, and
/// `-` for the standard input. Each is opened when its turn comes.
pub(crate) struct Inputs {
    walk: Walk,
    file: Option<OpenFile>,
    /// Where everything before was handed out.
    position: Position,
    /// Where handing out begins.
    from: Position,
    /// The part of all bytes that is read.
    share: Share,
    /// Bytes of the files before the one whose turn it is.
    before: u64,
    /// Bytes of the input whose turn it is, as far as they are in the share.
    bytes: u64,
    /// Whether an input has its turn.
    is_open: bool,
    /// Records that are still to be handed out.
    left: u64,
    options: Arc<ReadOptions>,
    counter: Arc<AtomicU64>,
}

/// The item of a step behind which nothing comes, since it was the last record that
/// was asked for.
const CUT_SHORT: u64 = u64::MAX;

struct OpenFile {
    source: Box<dyn Source + Send>,
    /// Its bytes among all.
    range: Range<u64>,
    /// What was counted before it, where its length says nothing.
    counted: Option<u64>,
}

/// Which part of the bytes of all inputs a run reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Share {
    /// All of them, however many there are.
    All,
    /// These of so many.
    Of { range: Range<u64>, total: u64 },
}

impl Share {
    /// How many of `total` bytes are read.
    pub(crate) fn length(&self, total: u64) -> u64 {
        self.overlap(&(0..total))
    }

    /// What this shard reads of `total` bytes.
    pub(crate) fn of(shard: Option<Shard>, total: u64) -> Self {
        shard.map_or(Self::All, |shard| Self::Of { range: shard.range(total), total })
    }

    /// Whether a file of these bytes is read, or some of it.
    pub(crate) fn touches(&self, bytes: &Range<u64>) -> bool {
        self.has(bytes.start) || self.overlap(bytes) > 0
    }

    /// Whether what begins at this byte is read. What is behind all bytes, such as
    /// an empty file at the end, goes with the last one.
    fn has(&self, at: u64) -> bool {
        match self {
            Self::All => true,
            Self::Of { range, total: 0 } => range.start == 0,
            Self::Of { range, total } => range.contains(&at.min(total - 1)),
        }
    }

    /// Whether anything from this byte on is read.
    fn goes_on(&self, at: u64) -> bool {
        match self {
            Self::All => true,
            Self::Of { range, total } => at.min(total.saturating_sub(1)) < range.end,
        }
    }

    /// How many of these bytes are read.
    fn overlap(&self, bytes: &Range<u64>) -> u64 {
        match self {
            Self::All => bytes.end - bytes.start,
            Self::Of { range, .. } => range.end.min(bytes.end).saturating_sub(range.start.max(bytes.start)),
        }
    }
}

impl Inputs {
    pub(crate) fn new(walk: Walk, share: Share, options: ReadOptions, counter: Arc<AtomicU64>) -> Self {
        let (position, from) = (Position::default(), Position::default());
        Self {
            walk,
            file: None,
            position,
            from,
            share,
            before: 0,
            bytes: 0,
            is_open: false,
            left: u64::MAX,
            options: Arc::new(options),
            counter,
        }
    }

    /// Ends behind so many records, whatever becomes of them.
    pub(crate) fn limit(mut self, records: Option<u64>) -> Self {
        self.left = records.unwrap_or(u64::MAX);
        self
    }

    /// Passes over what was handed out up to this position. Files before it are
    /// not opened.
    pub(crate) fn resume(mut self, from: Position) -> Self {
        self.from = from;
        self
    }

    /// Where everything before was handed out.
    pub(crate) const fn position(&self) -> Position {
        self.position
    }

    fn next_of_file(&mut self, mut file: OpenFile) -> Option<Pulled> {
        let Some(pulled) = file.source.pull() else {
            self.close(&file);
            return None;
        };
        let at = (file.range.start + file.source.offset()).min(file.range.end.saturating_sub(1));
        let at = at.max(file.range.start);
        if self.share.goes_on(at) {
            self.file = Some(file);
        } else {
            self.close(&file);
        }
        self.share.has(at).then_some(pulled)
    }

    /// Leaves a file.
    fn close(&mut self, file: &OpenFile) {
        let counted = file.counted.map(|before| self.counter.load(Ordering::Relaxed).saturating_sub(before));
        self.bytes += counted.unwrap_or_else(|| self.share.overlap(&file.range));
        self.before = file.range.end;
    }

    /// Takes a step of the walk; nothing where it hands nothing out.
    fn step(&mut self, step: Step) -> Option<Pulled> {
        match step {
            Step::Began(input) => {
                self.bytes = 0;
                self.is_open = true;
                Some(Pulled::Began(input))
            }
            Step::Ended => {
                self.is_open = false;
                Some(Pulled::Ended { bytes: self.bytes })
            }
            Step::Special => self.share.has(self.before).then_some(Pulled::PassedOver),
            Step::Failed(error) => self.share.has(self.before).then_some(Pulled::InputFailed(error)),
            Step::File(file) => self.open(&file),
        }
    }

    /// Ends before the end: the input whose turn it is ends with the file that is
    /// being read.
    fn cut_short(&mut self) -> Option<Pulled> {
        if !self.is_open || self.from.item == CUT_SHORT {
            return None;
        }
        if let Some(file) = self.file.take() {
            self.close(&file);
        }
        self.is_open = false;
        self.position.item = CUT_SHORT;
        Some(Pulled::Ended { bytes: self.bytes })
    }

    fn open(&mut self, file: &WalkedFile) -> Option<Pulled> {
        let range = self.before..self.before + file.bytes();
        let overlaps = self.share.touches(&range);
        if self.position.step < self.from.step || !overlaps {
            self.bytes += self.share.overlap(&range);
            self.before = range.end;
            // What is not read a second time was read.
            if overlaps {
                self.counter.fetch_add(file.bytes(), Ordering::Relaxed);
            }
            return None;
        }
        let input = display(&file.path);
        let opening = Opening {
            input: Arc::clone(&input),
            id: &file.id,
            origin: file.origin,
            depth: 0,
            options: Arc::clone(&self.options),
            counter: Arc::clone(&self.counter),
        };
        let counted = file.is_stdin().then(|| self.counter.load(Ordering::Relaxed));
        let opened = if file.is_stdin() {
            open(Backing::Pipe(Box::new(io::stdin())), Opening { id: "stdin", ..opening })
        } else {
            open_file(&file.path, opening)
        };
        let begins_here = self.share.has(range.start);
        let pulled = match opened {
            Ok(source) => {
                self.file = Some(OpenFile { source, range, counted });
                Pulled::Opened(input)
            }
            Err(cause) => {
                self.bytes += self.share.overlap(&range);
                self.before = range.end;
                Pulled::InputFailed(InputError { input, cause })
            }
        };
        begins_here.then_some(pulled)
    }
}

impl Source for Inputs {
    fn pull(&mut self) -> Option<Pulled> {
        loop {
            if self.left == 0 && self.position >= self.from {
                return self.cut_short();
            }
            if self.from.item == CUT_SHORT {
                return None;
            }
            let pulled = if let Some(file) = self.file.take() {
                self.position.item += 1;
                self.next_of_file(file)
            } else {
                let step = self.walk.next()?;
                self.position = Position { step: self.position.step + 1, item: 1 };
                self.step(step)
            };
            if let Some(pulled) = pulled
                && self.position > self.from
            {
                self.left -= u64::from(pulled.is_record());
                return Some(pulled);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::source::{Globs, Payload};

    fn inputs(paths: &[PathBuf]) -> Inputs {
        Inputs::new(
            Walk::new(paths, &[], &Globs::default()),
            Share::All,
            ReadOptions::default(),
            Arc::default(),
        )
    }

    fn pulled(inputs: &mut Inputs) -> Vec<String> {
        std::iter::from_fn(|| inputs.pull())
            .filter_map(|pulled| match pulled {
                Pulled::Opened(_) | Pulled::Began(_) | Pulled::Ended { .. } => None,
                Pulled::Dropped(place, identity, cause) => {
                    assert!(place.input.ends_with(identity.id.as_deref().unwrap()));
                    Some(format!("dropped: {cause}"))
                }
                Pulled::Record(record) => match record.payload {
                    Payload::File { id, .. } => Some(id),
                    other => Some(format!("{other:?}")),
                },
                Pulled::InputFailed(error) => Some(format!("failed: {}", error.cause)),
                other => Some(format!("{other:?}")),
            })
            .collect()
    }

    #[test]
    fn what_cannot_be_read_costs_only_itself() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        std::fs::create_dir_all(path("folder/sub")).unwrap();
        std::fs::create_dir(path("hollow.jsonl")).unwrap();
        for (name, bytes) in [
            ("folder/b.html", &b"<p>b"[..]),
            ("folder/picture.html", b"\x89PNG\r\n"),
            ("folder/sub/a.txt", b"a"),
            ("empty.html", b""),
            ("picture.png", b"\x89PNG\r\n"),
            ("last.html", b"<p>last"),
        ] {
            std::fs::write(path(name), bytes).unwrap();
        }
        let named = ["missing.html", "empty.html", "picture.png", "hollow.jsonl", "folder", "last.html"];
        let got = pulled(&mut inputs(&named.map(path)));
        assert!(got[0].starts_with("failed: No such file"), "{}", got[0]);
        assert_eq!(
            got[1..],
            [
                "failed: the file is empty",
                "failed: neither text nor a container that is read here (JSONL, WARC, Parquet, MHTML, tar, zip, WACZ, EPUB; gzip, zstd)",
                "failed: the folder holds no file",
                "b.html",
                "dropped: binary data",
                "sub/a.txt",
                "last.html",
            ]
        );
    }

    /// Two folders and a file; the lines of the second folder's file are records.
    fn some_inputs(root: &std::path::Path) -> Vec<PathBuf> {
        let path = |name: &str| root.join(name);
        for folder in ["one", "two"] {
            std::fs::create_dir(path(folder)).unwrap();
        }
        std::fs::write(path("one/a.html"), "<p>a").unwrap();
        std::fs::write(path("one/b.html"), "<p>b b").unwrap();
        std::fs::write(path("two/lines.jsonl"), "{}\n{}\n{}\n{}\n").unwrap();
        std::fs::write(path("c.html"), "<p>c c c").unwrap();
        ["one", "missing", "two", "c.html"].map(path).to_vec()
    }

    #[test]
    fn every_input_begins_and_ends_with_the_bytes_that_it_has() {
        let root = tempfile::tempdir().unwrap();
        let mut inputs = inputs(&some_inputs(root.path()));
        let mut seen = Vec::new();
        while let Some(pulled) = inputs.pull() {
            match pulled {
                Pulled::Began(name) => seen.push(name.rsplit_once('/').unwrap().1.to_owned()),
                Pulled::Ended { bytes } => seen.push(bytes.to_string()),
                _ => {}
            }
        }
        assert_eq!(seen, ["one", "10", "missing", "0", "two", "12", "c.html", "8"]);
    }

    /// What is handed out from a position on, with the position behind each.
    fn from(paths: &[PathBuf], from: Position, limit: Option<u64>) -> Vec<(Position, bool, String)> {
        let mut inputs = inputs(paths).limit(limit).resume(from);
        let mut items = Vec::new();
        while let Some(pulled) = inputs.pull() {
            items.push((inputs.position(), pulled.is_record(), format!("{pulled:?}")));
        }
        items
    }

    #[test]
    fn reading_is_taken_up_at_any_position() {
        let root = tempfile::tempdir().unwrap();
        let paths = some_inputs(root.path());
        for limit in [None, Some(1), Some(4), Some(6), Some(100)] {
            let all = from(&paths, Position::default(), limit);
            let records = |items: &[(Position, bool, String)]| {
                items.iter().filter(|(_, is_record, _)| *is_record).count() as u64
            };
            assert_eq!(records(&all), limit.unwrap_or(u64::MAX).min(7));
            assert!(all.last().unwrap().2.starts_with("Ended"));
            for taken in 1..=all.len() {
                let left = limit.map(|limit| limit - records(&all[..taken]));
                assert_eq!(from(&paths, all[taken - 1].0, left), all[taken..], "{limit:?} {taken}");
            }
        }
    }

    #[test]
    fn every_item_is_in_one_share() {
        let root = tempfile::tempdir().unwrap();
        let paths = some_inputs(root.path());
        let expected = pulled(&mut inputs(&paths));
        let total = 30;
        for cuts in [vec![0, 30], vec![0, 1, 30], vec![0, 4, 10, 11, 16, 22, 30], (0..=30).collect()] {
            let mut got = Vec::new();
            let mut bytes = 0;
            for cut in cuts.windows(2) {
                let share = Share::Of { range: cut[0]..cut[1], total };
                let mut inputs = Inputs { share, ..inputs(&paths) };
                while let Some(pulled) = inputs.pull() {
                    if let Pulled::Ended { bytes: of_input } = pulled {
                        bytes += of_input;
                    }
                }
                let share = Share::Of { range: cut[0]..cut[1], total };
                got.extend(self::pulled(&mut Inputs { share, ..self::inputs(&paths) }));
            }
            assert_eq!((got, bytes), (expected.clone(), total), "{cuts:?}");
        }
    }
}
