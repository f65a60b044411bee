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

/// What came out of one page.
#[derive(Debug, Default, Serialize)]
pub(super) struct Prediction {
    pub(super) text: String,
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) date: Option<String>,
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
    pub(super) fn of_set(set: &Path, gold: &[Gold]) -> Result<Self, DataError> {
        let wanted: HashSet<&str> = gold.iter().map(|gold| gold.id.as_str()).collect();
        let extractor = Extractor::default();
        let pages = pages::of_set(set)?.par_bridge();
        let labelled = pages.filter(|page| !page.as_ref().is_ok_and(|page| !wanted.contains(&*page.id)));
        let outputs: Vec<_> = labelled
            .map(|page| page.map(|page| (predict(&extractor, &page), page.id)))
            .collect::<Result<_, _>>()?;

        let panics = outputs.iter().filter(|(prediction, _)| prediction.is_none()).count();
        let by_id = outputs.into_iter().map(|(prediction, id)| (id, prediction.unwrap_or_default()));
        Ok(Self { by_id: by_id.collect(), panics })
    }

    /// What came out of a page; `None` if the set has no such page.
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
    let extract = || extractor.extract(page.input()).document;
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
            date: document.date.map(|date| date.value.to_string()),
        }
    }
}
