//! JSON lines to the standard output.

use std::io::{self, BufWriter, Stdout, Write};
use std::path::PathBuf;

use super::Rendering;
use crate::SinkError;

const BUFFER: usize = 64 << 10;

/// JSON lines to the standard output, as they come. Nothing can be taken back:
/// whoever reads them sees by the exit code whether they are all.
pub(crate) struct StdoutSink {
    out: BufWriter<Stdout>,
    written: u64,
}

impl StdoutSink {
    pub(crate) fn new() -> Self {
        Self { out: BufWriter::with_capacity(BUFFER, io::stdout()), written: 0 }
    }

    pub(crate) fn write(&mut self, rendered: Rendering) -> Result<(), SinkError> {
        // Only lines go to the standard output.
        let Rendering::Bytes(rendered) = rendered else { return Ok(()) };
        self.written += rendered.len() as u64;
        self.out.write_all(&rendered).map_err(failed)
    }

    /// Writes what is left; says how many bytes there were.
    pub(crate) fn finish(&mut self) -> Result<u64, SinkError> {
        self.out.flush().map_err(failed)?;
        Ok(self.written)
    }
}

fn failed(cause: io::Error) -> SinkError {
    SinkError { action: "write to", path: PathBuf::from("the standard output"), cause }
}
