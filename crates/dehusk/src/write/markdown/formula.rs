//! Formulas.
//!
//! `$…$` is no CommonMark: a reader that does not know formulas reads what is
//! in it as text, and takes `\,` for a comma, `_` for emphasis, `<b` for an
//! element. So LaTeX stands between dollars only where it is the same to such a
//! reader; else as code in dollars, as a block in a fence named `math`. GitHub and
//! GitLab show both as formulas, and others as code, to the character.

use super::escape::{longest_ticks, push_code};

/// Writes a formula in a line.
pub(super) fn push_inline(out: &mut String, latex: &str) {
    out.push('$');
    if is_text(latex) {
        out.push_str(latex);
    } else {
        push_code(out, latex);
    }
    out.push('$');
}

/// The lines of a formula that stands by itself.
pub(super) fn lines(latex: &str) -> Vec<String> {
    let latex = latex.trim();
    if is_text(latex) {
        return vec![format!("$${latex}$$")];
    }
    let fence = "`".repeat(3.max(longest_ticks(latex) + 1));
    let mut lines = vec![format!("{fence}math")];
    lines.extend(latex.split('\n').map(str::to_owned));
    lines.push(fence);
    lines
}

/// Whether CommonMark finds nothing but text in it.
fn is_text(latex: &str) -> bool {
    let bytes = latex.as_bytes();
    bytes.iter().enumerate().all(|(at, &byte)| match byte {
        b'*' | b'`' | b'~' | b'[' | b'$' | b'&' | b'\n' | b'|' => false,
        b'\\' => bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric),
        b'<' => bytes.get(at + 1) == Some(&b' '),
        // Behind a letter it can only close, and there is nothing to be closed.
        b'_' => at > 0 && bytes[at - 1].is_ascii_alphanumeric(),
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_text_to_others_stands_between_dollars() {
        for (latex, written) in [
            (r"\frac{a}{b} + x_1", r"$\frac{a}{b} + x_1$"),
            (r"a \, b", r"$`a \, b`$"),
            ("a<b", "$`a<b`$"),
            ("`", "$`` ` ``$"),
        ] {
            let mut out = String::new();
            push_inline(&mut out, latex);
            assert_eq!(out, written);
        }
        assert_eq!(lines("a\n= b"), ["```math", "a", "= b", "```"]);
        assert_eq!(lines("a = b"), ["$$a = b$$"]);
    }
}
