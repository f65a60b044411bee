//! What the extractor makes of a data set.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use dehusk::{Document, Extractor};
use dehusk_tests::gold::{DataError, Gold};
use dehusk_tests::pages::{self, Page};
use rayon::iter::{ParallelBridge, ParallelIterator};
use serde::Serialize;

use crate::train::Folds;

/// What came out of one page.
#[derive(Debug, Default, Serialize)]
pub(super) struct Prediction {
    pub(super) text: String,
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) date: Option<String>,
}

/// What extracts a page.
#[derive(Debug)]
pub(super) enum Extractors {
    /// The one that users have.
    BuiltIn(Box<Extractor>),
    /// One that has not learned from the page's domain.
    Folds(Folds),
}

impl Extractors {
    /// The one for a page.
    pub(super) fn of(&self, page: &Page) -> &Extractor {
        match self {
            Self::BuiltIn(extractor) => extractor,
            Self::Folds(folds) => folds.of(page),
        }
    }
}

/// What came out of the pages of a set, by id.
#[derive(Debug)]
pub(super) struct Predictions {
    by_id: HashMap<String, Prediction>,
    /// Pages on which the extractor panicked; they count as empty texts.
    pub(super) panics: usize,
}

impl Predictions {
    /// Extracts the pages of `set` that have gold, in parallel, as they are read.
    pub(super) fn of_set(set: &Path, gold: &[Gold], extractors: &Extractors) -> Result<Self, DataError> {
        let wanted: HashSet<&str> = gold.iter().map(|gold| gold.id.as_str()).collect();
        let pages = pages::of_set(set)?.par_bridge();
        let labelled = pages.filter(|page| !page.as_ref().is_ok_and(|page| !wanted.contains(&*page.id)));
        let outputs: Vec<_> = labelled
            .map(|page| page.map(|page| (predict(extractors.of(&page), &page), page.id)))
            .collect::<Result<_, _>>()?;

        let panics = outputs.iter().filter(|(prediction, _)| prediction.is_none()).count();
        let by_id = outputs.into_iter().map(|(prediction, id)| (id, prediction.unwrap_or_default()));
        Ok(Self { by_id: by_id.collect(), panics })
    }

    /// What is known from elsewhere; nothing panicked.
    pub(super) const fn new(by_id: HashMap<String, Prediction>) -> Self {
        Self { by_id, panics: 0 }
    }

    /// What came out of a page; `None` if nothing is known of it.
    pub(super) fn get(&self, id: &str) -> Option<&Prediction> {
        self.by_id.get(id)
    }

    /// Writes what `score.py` reads, in the order of the gold.
    pub(super) fn write(&self, path: &Path, gold: &[Gold]) -> io::Result<()> {
        #[derive(Serialize)]
        struct Line<'a> {
            id: &'a str,
            #[serde(flatten)]
            prediction: &'a Prediction,
        }
        let mut out = BufWriter::new(File::create(path)?);
        for Gold { id, .. } in gold {
            if let Some(prediction) = self.get(id) {
                serde_json::to_writer(&mut out, &Line { id, prediction })?;
                out.write_all(b"\n")?;
            }
        }
        out.flush()
    }
}

/// What comes out of a page; `None` if the extractor panics, which it names.
fn predict(extractor: &Extractor, page: &Page) -> Option<Prediction> {
    let extract = || extractor.document(page.input());
    let document = catch_unwind(AssertUnwindSafe(extract));
    if document.is_err() {
        eprintln!("{}: the extractor panicked", page.id);
    }
    document.ok().map(Prediction::from)
}

impl From<Document> for Prediction {
    fn from(document: Document) -> Self {
        Self {
            text: document.text,
            title: document.title.map(|title| title.value),
            author: document.author.map(|author| author.value),
            date: document.date.map(|date| date.value.day.to_string()),
        }
    }
}
