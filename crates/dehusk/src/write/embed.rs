//! The line that says whose an embedded post is.

use crate::content::{Embed, Inline, Link};

/// `Author, provider`, linked to where the post stands; the address itself where
/// neither is known. Empty if nothing is.
pub(super) fn attribution(embed: &Embed) -> Vec<Inline> {
    let names = [&embed.author, &embed.provider].into_iter().flatten();
    let names: Vec<&str> = names.map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
    let name = names.join(", ");
    match &embed.url {
        Some(url) => {
            let text = if name.is_empty() { url.clone() } else { name };
            vec![Inline::Link(Link { url: url.clone(), text: vec![Inline::Text(text)] })]
        }
        None if name.is_empty() => Vec::new(),
        None => vec![Inline::Text(name)],
    }
}
