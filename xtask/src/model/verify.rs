//! `cargo xtask model verify` and `bless`: a model predicts today what is pinned
//! beside it, bit for bit.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use dehusk_classify::Model;
use dehusk_tests::corpus_dir;

use super::read;
use super::reference::Reference;

const MODEL: &str = "model.bin";
const CARD: &str = "model.toml";
const REFERENCE: &str = "reference.jsonl";

/// Most pages that are listed.
const LISTED: usize = 10;

pub(super) fn run(dir: &Path) -> Result<ExitCode> {
    let model = load(dir)?;
    let path = dir.join(REFERENCE);
    let text = fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}; `cargo xtask model bless` writes it", path.display()))?;
    let pinned = Reference::from_jsonl(&text).with_context(|| path.display().to_string())?;
    let now = Reference::compute(&model, &corpus_dir())?;
    let mut wrong = card_differences(dir, &model)?;
    wrong.extend(pinned.differences(&now));
    if wrong.is_empty() {
        println!("{} blocks of {} pages have the margins that are pinned", now.blocks(), now.pages());
        return Ok(ExitCode::SUCCESS);
    }
    for line in wrong.iter().take(LISTED) {
        println!("{line}");
    }
    if wrong.len() > LISTED {
        println!("… and {} more", wrong.len() - LISTED);
    }
    println!("if a feature, the segmentation or the model was meant to change: `cargo xtask model bless`");
    Ok(ExitCode::FAILURE)
}

/// Pins what the model predicts today.
pub(super) fn bless(dir: &Path) -> Result<ExitCode> {
    let reference = Reference::compute(&load(dir)?, &corpus_dir())?;
    let path = dir.join(REFERENCE);
    fs::write(&path, reference.to_jsonl()?).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{} blocks of {} pages are pinned in {}", reference.blocks(), reference.pages(), path.display());
    Ok(ExitCode::SUCCESS)
}

fn load(dir: &Path) -> Result<Model> {
    let path = dir.join(MODEL);
    let (_, model) = read(&path)?;
    model.with_context(|| path.display().to_string())
}

/// Where the card, if there is one, tells of another model. Only these keys are
/// looked at; the rest of it is for people.
fn card_differences(dir: &Path, model: &Model) -> Result<Vec<String>> {
    let path = dir.join(CARD);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let card: toml::Table = toml::from_str(&text).with_context(|| path.display().to_string())?;
    let parts = model.parts();
    let whole = |count: usize| toml::Value::Integer(count.try_into().unwrap_or(i64::MAX));
    let actual: [(&str, toml::Value); 4] = [
        ("kind", parts.kind.clone().into()),
        ("trees", whole(parts.trees.len())),
        ("bytes", whole(model.to_bytes().len())),
        ("fingerprint", format!("{:016x}", model.fingerprint()).into()),
    ];
    let wrong = actual.into_iter().filter_map(|(key, actual)| {
        let told = card.get(key).filter(|told| **told != actual)?;
        Some(format!("{CARD}: {key} is {told}, that of {MODEL} is {actual}"))
    });
    Ok(wrong.collect())
}

#[cfg(test)]
mod tests {
    use super::super::build::tests::random;
    use super::*;

    #[test]
    fn what_is_blessed_is_verified_and_another_model_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let write = |seed| fs::write(dir.path().join(MODEL), random(seed, 20).to_bytes()).unwrap();
        write(1);
        assert!(run(dir.path()).unwrap_err().to_string().contains("cargo xtask model bless"));
        assert_eq!(bless(dir.path()).unwrap(), ExitCode::SUCCESS);
        assert_eq!(run(dir.path()).unwrap(), ExitCode::SUCCESS);
        write(2);
        assert_eq!(run(dir.path()).unwrap(), ExitCode::FAILURE);
    }

    #[test]
    fn a_card_must_tell_of_its_model() {
        let dir = tempfile::tempdir().unwrap();
        let model = random(1, 20);
        assert!(card_differences(dir.path(), &model).unwrap().is_empty());
        let card = "kind = \"page\"\ntrees = 21\nnote = \"for people\"\n";
        fs::write(dir.path().join(CARD), card).unwrap();
        let wrong = card_differences(dir.path(), &model).unwrap();
        assert_eq!(wrong, ["model.toml: trees is 21, that of model.bin is 20"]);
    }
}
