//! The language that a piece of code names.

use dehusk_dom::{Dom, NodeId};

/// How many elements around `<pre>` may name it.
const LEVELS: usize = 2;

/// Beginnings of class names behind which highlighters name the language.
const PREFIXES: [&str; 5] = ["language-", "lang-", "highlight-source-", "highlight-", "brush:"];

/// What the elements in and around a `<pre>` say: the first element in it, itself,
/// those around it.
pub(super) fn language(dom: &Dom<'_>, pre: NodeId) -> Option<String> {
    let inner = dom.children(pre).find(|&id| dom.tag(id).is_some());
    let around = dom.ancestors(pre).take(LEVELS);
    inner.into_iter().chain([pre]).chain(around).find_map(|id| {
        let declared = dom.attribute(id, "data-lang").or_else(|| dom.attribute(id, "data-language"));
        declared.and_then(name).or_else(|| dom.attribute(id, "class").and_then(of_class))
    })
}

fn of_class(class: &str) -> Option<String> {
    let class = class.replace("brush: ", "brush:");
    class.split_ascii_whitespace().find_map(|word| {
        let named = PREFIXES.iter().find_map(|prefix| word.strip_prefix(prefix))?;
        name(named.trim_end_matches(';'))
    })
}

/// A name of a language, in lower case; none of what says that there is none.
fn name(text: &str) -> Option<String> {
    let name = text.trim().to_ascii_lowercase();
    let is_name = !name.is_empty()
        && name.len() <= 32
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+#-._".contains(&byte));
    let says_none =
        matches!(name.as_str(), "none" | "plaintext" | "text" | "plain" | "nohighlight" | "default");
    (is_name && !says_none).then_some(name)
}

#[cfg(test)]
mod tests {
    use dehusk_dom::{ParseOptions, Tag, parse};

    use super::*;

    #[test]
    fn languages_are_named_in_classes() {
        let of = |markup: &str| {
            let dom = parse(markup, &ParseOptions::default());
            language(&dom, dom.elements(Tag::Pre).next().unwrap())
        };
        assert_eq!(of("<pre><code class='hljs language-Rust'>x").as_deref(), Some("rust"));
        assert_eq!(of("<div class='highlight highlight-source-c++'><pre>x").as_deref(), Some("c++"));
        assert_eq!(of("<pre class='brush: js; ruler: true'>x").as_deref(), Some("js"));
        assert_eq!(of("<pre data-lang=go>x").as_deref(), Some("go"));
        assert_eq!(of("<pre><code class=language-none>x"), None);
        assert_eq!(of("<pre>x"), None);
    }
}
