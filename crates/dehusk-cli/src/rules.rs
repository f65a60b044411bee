//! Rules for sites, from a file or a folder.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use dehusk::SiteRules;

/// Reads the rules, in the order of the files' names, and tries their cases.
pub(crate) fn load(path: &Path) -> Result<SiteRules> {
    let mut rules = SiteRules::default();
    for file in files(path)? {
        let name = file.display().to_string();
        let text = fs::read_to_string(&file).with_context(|| format!("{name}: cannot be read"))?;
        rules.add(&name, &text)?;
    }
    if rules.is_empty() {
        bail!("{}: there are no rules in it; a folder needs files that end in .toml", path.display());
    }
    rules.prove()?;
    Ok(rules)
}

/// The text of all of them.
pub(crate) fn text(path: &Path) -> Result<String> {
    let read = |file: PathBuf| {
        fs::read_to_string(&file).with_context(|| format!("{}: cannot be read", file.display()))
    };
    files(path)?.into_iter().map(read).collect()
}

fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let cannot = || format!("{}: cannot be read", path.display());
    let entries = fs::read_dir(path).with_context(cannot)?;
    let mut files =
        entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>().with_context(cannot)?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    Ok(files)
}
