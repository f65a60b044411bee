//! Placeholders in the names of what is written.

use std::path::Path;

/// Stands in a name for the number of a part.
pub(crate) const PART: &str = "{part}";

/// Stands in a name for the shard.
pub(crate) const SHARD: &str = "{shard}";

/// Whether the last name of a path has this placeholder in it.
pub(crate) fn has_placeholder(path: &Path, placeholder: &str) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().contains(placeholder))
}

/// Whether a path is one that `template` may become: the same but for the numbers
/// that stand in place of the placeholders.
pub(crate) fn stands_for(template: &Path, path: &Path) -> bool {
    let names = || template.components().rev().zip(path.components().rev());
    template.components().count() == path.components().count()
        && names().all(|(template, name)| {
            template == name
                || fits(&template.as_os_str().to_string_lossy(), &name.as_os_str().to_string_lossy())
        })
}

fn fits(template: &str, name: &str) -> bool {
    let first = [PART, SHARD].into_iter().filter_map(|one| Some((template.find(one)?, one))).min();
    let Some((at, placeholder)) = first else { return template == name };
    let Some(rest) = name.strip_prefix(&template[..at]) else { return false };
    let behind = &template[at + placeholder.len()..];
    let is_filling = |c: char| c.is_ascii_digit() || placeholder == SHARD && "-of".contains(c);
    let longest = rest.find(|c| !is_filling(c)).unwrap_or(rest.len());
    let shortest = if placeholder == SHARD { "1-of-1".len() } else { "00000".len() };
    (shortest..=longest).any(|end| fits(behind, &rest[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_stand_for_placeholders() {
        let stands_for = |template: &str, path: &str| stands_for(Path::new(template), Path::new(path));
        for (template, path) in [
            ("a/x.jsonl", "a/x.jsonl"),
            ("a/x-{part}.jsonl", "a/x-00012.jsonl"),
            ("a/x-{part}.jsonl", "a/x-123456.jsonl"),
            ("{shard}/{part}.jsonl", "03-of-10/00000.jsonl"),
            ("x-{shard}-{part}.jsonl", "x-1-of-3-00000.jsonl"),
        ] {
            assert!(stands_for(template, path), "{template} {path}");
        }
        for (template, path) in [
            ("a/x-{part}.jsonl", "b/x-00012.jsonl"),
            ("a/x-{part}.jsonl", "x-00012.jsonl"),
            ("x-{part}.jsonl", "x-1.jsonl"),
            ("x-{part}.jsonl", "x-old00012.jsonl"),
            ("x-{part}.jsonl", "x-00012.jsonl.gz"),
            ("x-{shard}.jsonl", "x-final-of.jsonl"),
        ] {
            assert!(!stands_for(template, path), "{template} {path}");
        }
    }
}
