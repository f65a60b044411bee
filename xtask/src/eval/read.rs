//! Predictions from a file: a peer's, or our own of another run.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result, bail};
use dehusk_tests::gold::{Gold, Names};
use serde::Deserialize;

use super::predict::{Prediction, Predictions};

/// A line as `score.py` takes it; it may say more.
#[derive(Debug, Deserialize)]
struct Line {
    id: String,
    text: Option<String>,
    title: Option<String>,
    author: Option<Names>,
    date: Option<String>,
}

/// Reads JSONL, a page of the set a line. Of two lines of a page the last
/// counts.
///
/// Fails if no line is of a page of the set: then it is the file of another
/// one. Says so if only some are not.
pub(super) fn predictions(path: &Path, gold: &[Gold]) -> Result<Predictions> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let by_id = lines(BufReader::new(file)).with_context(|| path.display().to_string())?;
    let wanted: HashSet<&str> = gold.iter().map(|gold| gold.id.as_str()).collect();
    let unknown = by_id.keys().filter(|id| !wanted.contains(id.as_str())).count();
    if unknown == by_id.len() {
        bail!("{} has no page of this data set", path.display());
    }
    if unknown > 0 {
        eprintln!("{}: {unknown} predictions are of no page of this data set", path.display());
    }
    Ok(Predictions::new(by_id))
}

fn lines(lines: impl BufRead) -> Result<HashMap<String, Prediction>> {
    let mut by_id = HashMap::new();
    for (index, line) in lines.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let line: Line = serde_json::from_str(&line).with_context(|| format!("line {}", index + 1))?;
        by_id.insert(line.id.clone(), line.into());
    }
    Ok(by_id)
}

impl From<Line> for Prediction {
    fn from(line: Line) -> Self {
        Self {
            text: line.text.unwrap_or_default(),
            title: line.title,
            author: line.author.as_ref().map(Names::joined),
            date: line.date,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use dehusk_tests::gold::Gold;
    use tempfile::NamedTempFile;

    use super::{lines, predictions};

    #[test]
    fn lines_are_read_as_the_script_reads_them() {
        let file = br#"{"id": "a", "text": "old"}

            {"id": "b", "text": null, "author": ["X", "Y"], "cpu_ms": 3}
            {"id": "a", "text": "new", "author": "Z"}"#;
        let found = lines(file.as_slice()).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!((found["a"].text.as_str(), found["a"].author.as_deref()), ("new", Some("Z")));
        assert_eq!((found["b"].text.as_str(), found["b"].author.as_deref()), ("", Some("X; Y")));
    }

    #[test]
    fn a_line_that_is_none_is_named() {
        let error = lines(b"{\"id\": \"a\"}\n{\"text\": \"x\"}".as_slice()).unwrap_err();
        assert_eq!(error.to_string(), "line 2");
    }

    #[test]
    fn the_file_of_another_set_is_refused() {
        let gold: Vec<Gold> = vec![serde_json::from_str(r#"{"id": "a"}"#).unwrap()];
        let read = |text: &str| {
            let mut file = NamedTempFile::new().unwrap();
            file.write_all(text.as_bytes()).unwrap();
            predictions(file.path(), &gold).map(|found| found.get("a").is_some())
        };
        assert!(read(r#"{"id": "z", "text": "x"}"#).is_err());
        assert!(read("").is_err());
        assert!(read("{\"id\": \"z\"}\n{\"id\": \"a\"}").unwrap());
    }
}
