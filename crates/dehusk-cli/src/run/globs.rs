//! Arguments that say which files of folders and entries of archives are read.

use anyhow::Context as _;
use clap::Args;
use dehusk_batch::Globs;

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
    #[arg(long, value_name = "GLOB", help_heading = "Input")]
    include: Vec<String>,

    /// Read no file of a folder and no entry of an archive that GLOB names,
    /// even where --include names it too; may be given several times
    #[arg(long, value_name = "GLOB", help_heading = "Input")]
    exclude: Vec<String>,
}

impl GlobArgs {
    /// The globs; an error that quotes the one that is none.
    pub(super) fn globs(&self) -> anyhow::Result<Globs> {
        Globs::new(&self.include, &self.exclude).context("--include or --exclude")
    }
}
