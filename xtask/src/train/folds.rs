//! The models of a cross-validation: a page is extracted by the one that has not
//! seen its domain.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use dehusk::{Extractor, Options};
use dehusk_classify::Model;
use dehusk_tests::pages::Page;
use dehusk_tests::workspace_root;

use super::domain;
use super::settings::{FOLDS, SOURCES};

/// An extractor for each fold of the domains.
#[derive(Debug)]
pub(crate) struct Folds(Vec<Extractor>);

impl Folds {
    /// Keeps the models, one a fold, for later evaluations.
    pub(super) fn store(models: &[Model]) -> Result<Self> {
        for (fold, model) in models.iter().enumerate() {
            let path = path(fold);
            fs::create_dir_all(path.parent().unwrap_or(&path))?;
            fs::write(&path, model.to_bytes()).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(Self(models.iter().cloned().map(extractor).collect()))
    }

    /// The models of the last training on this machine.
    pub(crate) fn load() -> Result<Self> {
        let load = |fold| {
            let path = path(fold);
            let named = || format!("{}: run `cargo xtask train --dry-run` first", path.display());
            let bytes = fs::read(&path).with_context(named)?;
            Ok(extractor(Model::from_bytes(&bytes).with_context(named)?))
        };
        (0..FOLDS).map(load).collect::<Result<_>>().map(Self)
    }

    /// The extractor that has not learned from the page's domain.
    pub(crate) fn of(&self, page: &Page) -> &Extractor {
        &self.0[domain::fold(domain::of(page), self.0.len())]
    }
}

/// Whether the built-in model has learned from a set: then only a
/// cross-validated figure says how it does on pages that it has not seen.
pub(crate) fn is_learned(set: &str) -> bool {
    SOURCES.iter().any(|source| source.set == set)
}

/// An extractor with this model.
pub(super) fn extractor(model: Model) -> Extractor {
    Extractor::new(Options::default().with_model(model))
}

fn path(fold: usize) -> PathBuf {
    workspace_root().join(format!("target/train/fold-{fold}.bin"))
}
