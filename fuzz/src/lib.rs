//! What the targets share: how an input's first byte chooses, and the ways of
//! parsing that are tried.

use dehusk_dom::{Context, Dom, Keep, Namespace, ParseOptions, parse, parse_fragment};

/// A tree for readers, with few attributes. `type` must be among them: it tells
/// scripts that hold data from others.
pub const READING: Keep =
    Keep::Reading { attributes: &["class", "content", "href", "id", "type", "xml:lang"] };

/// Both ways to keep.
pub const KEEPS: [Keep; 2] = [Keep::Everything, READING];

/// A fragment in a `<select>`.
pub const SELECT: Option<Context<'static>> = Some(Context::new(Namespace::Html, "select"));

/// A page, and fragments in contexts with rules of their own.
pub const CONTEXTS: [Option<Context<'static>>; 6] = [
    None,
    Some(Context::new(Namespace::Html, "body")),
    Some(Context::new(Namespace::Html, "td")),
    SELECT,
    Some(Context::new(Namespace::Html, "template")),
    Some(Context::new(Namespace::Svg, "svg")),
];

/// One of the choices by the first byte, and the bytes behind it; `None` if
/// there is no byte.
///
/// A byte costs a mutation less than a structure that a generator would have to
/// derive, and leaves what is behind it readable as a file.
pub fn choose<'a, 'd, T>(choices: &'a [T], data: &'d [u8]) -> Option<(&'a T, &'d [u8])> {
    let (&first, rest) = data.split_first()?;
    Some((&choices[usize::from(first) % choices.len()], rest))
}

/// A page, or the content of `context`.
pub fn tree<'t>(text: &'t str, context: Option<Context<'_>>, options: &ParseOptions) -> Dom<'t> {
    match context {
        None => parse(text, options),
        Some(context) => parse_fragment(text, context, options),
    }
}
