//! JSON lines to the standard output.

use std::io::{self, BufWriter, Stdout, Write};
use std::path::PathBuf;

use super::{Rendering, STDOUT, Sink};
use crate::SinkError;

const BUFFER: usize = 64 << 10;

/// JSON lines to the standard output, as they come. Nothing can be taken back:
/// whoever reads them sees by the exit code whether they are all.
pub(super) struct StdoutSink {
    out: BufWriter<Stdout>,
    written: u64,
}

impl StdoutSink {
    pub(super) fn new() -> Self {
        Self { out: BufWriter::with_capacity(BUFFER, io::stdout()), written: 0 }
    }
}

fn failed(cause: io::Error) -> SinkError {
    SinkError { action: "write to", path: PathBuf::from(STDOUT), cause }
}

impl Sink for StdoutSink {
    fn write(&mut self, _id: &str, rendered: Rendering) -> Result<(), SinkError> {
        let Rendering::Bytes(rendered) = rendered else { return Ok(()) };
        self.written += rendered.len() as u64;
        self.out.write_all(&rendered).map_err(failed)
    }

    fn finish(&mut self) -> Result<u64, SinkError> {
        self.out.flush().map_err(failed)?;
        Ok(self.written)
    }
}
