//! The html5lib suites beside the checkout: cases of tree construction and of
//! the tokenizer, a JSON object a line.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;

use dehusk_dom::Namespace;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::gold::DataError;
use crate::shared_dir;

/// A text, and the tree that it means.
#[derive(Debug, Clone, Deserialize)]
pub struct TreeCase {
    /// File and number.
    pub id: String,
    /// The text.
    pub data: String,
    /// The context element of a fragment, such as `td` or `svg path`.
    pub fragment: Option<String>,
    /// Whether the tree is that of a parser with scripting on.
    pub scripting: bool,
    /// The tree, see [`crate::dump`].
    pub document: String,
}

impl TreeCase {
    /// Whether the case is about a parser with scripting off: most hold either
    /// way, some are there once for each.
    pub const fn is_ours(&self) -> bool {
        !self.scripting
    }

    /// Namespace and name of the context element, for a fragment.
    pub fn context(&self) -> Option<(Namespace, &str)> {
        self.fragment.as_deref().map(context)
    }
}

/// Namespace and name of a context in html5lib's notation.
pub fn context(notation: &str) -> (Namespace, &str) {
    match notation.split_once(' ') {
        Some(("svg", name)) => (Namespace::Svg, name),
        Some(("math", name)) => (Namespace::MathMl, name),
        _ => (Namespace::Html, notation),
    }
}

/// A text, and the tokens that it means.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenCase {
    /// File and number.
    pub id: String,
    /// The states that the tokenizer may begin in, each a case.
    #[serde(default = "data_state")]
    pub initial_states: Vec<String>,
    /// Name of the start tag that an end tag must fit.
    pub last_start_tag: Option<String>,
    /// Whether text in input and output is escaped once more.
    #[serde(default)]
    double_escaped: bool,
    input: String,
    output: Vec<Value>,
}

fn data_state() -> Vec<String> {
    vec!["Data state".to_owned()]
}

impl TokenCase {
    /// The text; `None` if it holds half of a surrogate pair, which no Rust
    /// string can.
    pub fn input(&self) -> Option<String> {
        if self.double_escaped { unescape(&self.input) } else { Some(self.input.clone()) }
    }

    /// The tokens, all text unescaped.
    pub fn output(&self) -> Option<Vec<Value>> {
        self.output.iter().map(|token| self.unescaped(token)).collect()
    }

    fn unescaped(&self, value: &Value) -> Option<Value> {
        Some(match value {
            Value::String(text) if self.double_escaped => Value::String(unescape(text)?),
            Value::Array(values) => {
                Value::Array(values.iter().map(|value| self.unescaped(value)).collect::<Option<_>>()?)
            }
            other => other.clone(),
        })
    }
}

/// Resolves `\uXXXX`. The pack writes no pairs of surrogates, so each escape is
/// a character or none.
fn unescape(text: &str) -> Option<String> {
    let mut parts = text.split("\\u");
    let mut out = parts.next()?.to_owned();
    for part in parts {
        let (digits, rest) = part.split_at_checked(4)?;
        out.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
        out.push_str(rest);
    }
    Some(out)
}

/// The cases of tree construction by file; `None` where the pack is not there.
///
/// # Errors
///
/// If the pack cannot be read.
pub fn tree_cases() -> Result<Option<BTreeMap<String, Vec<TreeCase>>>, DataError> {
    let cases = load("tree.jsonl")?;
    Ok(cases.map(|cases| by_file(cases, |case: &TreeCase| &case.id)))
}

/// The cases of the tokenizer by file; `None` where the pack is not there.
///
/// # Errors
///
/// If the pack cannot be read.
pub fn token_cases() -> Result<Option<BTreeMap<String, Vec<TokenCase>>>, DataError> {
    let cases = load("tokenizer.jsonl")?;
    Ok(cases.map(|cases| by_file(cases, |case: &TokenCase| &case.id)))
}

fn by_file<T>(cases: Vec<T>, id: impl Fn(&T) -> &str) -> BTreeMap<String, Vec<T>> {
    let mut files = BTreeMap::<String, Vec<T>>::new();
    for case in cases {
        let file = id(&case).rsplit_once('#').map_or("", |(file, _)| file).to_owned();
        files.entry(file).or_default().push(case);
    }
    files
}

fn load<T: DeserializeOwned>(name: &str) -> Result<Option<Vec<T>>, DataError> {
    let path = shared_dir().join("packs/html5lib").join(name);
    let failed = |path: &PathBuf, source| DataError::Io { path: path.clone(), source };
    let file = match std::fs::File::open(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file.map_err(|source| failed(&path, source))?,
    };
    let parse = |(index, line): (usize, io::Result<String>)| {
        let line = line.map_err(|source| failed(&path, source))?;
        serde_json::from_str(&line).map_err(|source| DataError::Json {
            path: path.clone(),
            line: index + 1,
            source,
        })
    };
    BufReader::new(file).lines().enumerate().map(parse).collect::<Result<_, _>>().map(Some)
}
