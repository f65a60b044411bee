//! Arguments that say which files of folders and entries of archives are read.

use clap::Args;
use dehusk_batch::{GlobError, Globs};

/// Which files of folders and entries of archives are read.
#[derive(Debug, Args)]
pub(crate) struct GlobArgs {
    /// Read only files of folders and entries of archives that GLOB names; may
    /// be given several times
    ///
    /// GLOB is matched with the path in the folder or archive. One without `/`
    /// names files at any depth; one with `/` begins at the INPUT. `*` and `?`
    /// match no `/`, `**` does; `[a-z]` and `{a,b}` are known. A GLOB that names
    /// a folder or an archive names all in it. INPUTs are read whatever they are
    /// called.
    #[arg(long, value_name = "GLOB", value_parser = glob, help_heading = "Input")]
    include: Vec<String>,

    /// Read no file of a folder and no entry of an archive that GLOB names,
    /// even where --include names it too; may be given several times
    #[arg(long, value_name = "GLOB", value_parser = glob, help_heading = "Input")]
    exclude: Vec<String>,
}

impl GlobArgs {
    /// The globs, each of which is one by itself.
    pub(super) fn globs(&self) -> Result<Globs, GlobError> {
        Globs::new(&self.include, &self.exclude)
    }
}

/// Refuses what is no glob where it is given.
fn glob(pattern: &str) -> Result<String, GlobError> {
    Globs::new(&[pattern], &[]).map(|_| pattern.to_owned())
}
