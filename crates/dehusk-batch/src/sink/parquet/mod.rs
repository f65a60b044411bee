//! Rows as a Parquet file: parts of it, and the parts joined.

mod filling;
mod join;
mod part;
mod schema;

use std::io;

use parquet::errors::ParquetError;

pub(crate) use join::join;
pub(crate) use part::ParquetPart;

/// The system's error where there is one, so that a full disk is told as such.
fn io_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(cause) => io::Error::other(cause),
        },
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests;
