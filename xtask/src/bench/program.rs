//! The `dehusk` that is measured.

use std::env;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::check;

/// `dehusk` of a release build, which is made where it is missing or old: figures
/// of yesterday's program would mislead.
///
/// # Errors
///
/// If it does not build.
pub(super) fn dehusk() -> Result<PathBuf> {
    let mut build = check::command(&["build", "--release", "--quiet", "--package", "dehusk-cli"]);
    if !check::succeeds(&mut build)? {
        bail!("dehusk does not build");
    }
    // Ours is a release build too, in the same folder.
    let program = env::current_exe()?.with_file_name(format!("dehusk{}", env::consts::EXE_SUFFIX));
    if !program.is_file() {
        bail!("dehusk was built, but is not at {}", program.display());
    }
    Ok(program)
}
