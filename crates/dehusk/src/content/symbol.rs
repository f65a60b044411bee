//! Signs of formulas and their LaTeX commands.

/// The LaTeX of a sign: a command, the sign with a backslash, or the sign itself.
pub(super) fn latex_of(c: char) -> String {
    if let Ok(at) = COMMANDS.binary_search_by_key(&c, |&(sign, _)| sign) {
        return format!("\\{}", COMMANDS[at].1);
    }
    match c {
        '−' | '\u{2010}' => "-".to_owned(),
        '\u{2061}' | '\u{2062}' | '\u{2063}' | '\u{2064}' => String::new(),
        '\u{A0}' => " ".to_owned(),
        '{' | '}' | '%' | '#' | '&' | '$' => format!("\\{c}"),
        _ => c.to_string(),
    }
}

/// By code point.
const COMMANDS: [(char, &str); 92] = [
    ('±', "pm"),
    ('·', "cdot"),
    ('×', "times"),
    ('÷', "div"),
    ('Γ', "Gamma"),
    ('Δ', "Delta"),
    ('Θ', "Theta"),
    ('Λ', "Lambda"),
    ('Ξ', "Xi"),
    ('Π', "Pi"),
    ('Σ', "Sigma"),
    ('Φ', "Phi"),
    ('Ψ', "Psi"),
    ('Ω', "Omega"),
    ('α', "alpha"),
    ('β', "beta"),
    ('γ', "gamma"),
    ('δ', "delta"),
    ('ε', "varepsilon"),
    ('ζ', "zeta"),
    ('η', "eta"),
    ('θ', "theta"),
    ('ι', "iota"),
    ('κ', "kappa"),
    ('λ', "lambda"),
    ('μ', "mu"),
    ('ν', "nu"),
    ('ξ', "xi"),
    ('π', "pi"),
    ('ρ', "rho"),
    ('ς', "varsigma"),
    ('σ', "sigma"),
    ('τ', "tau"),
    ('υ', "upsilon"),
    ('φ', "varphi"),
    ('χ', "chi"),
    ('ψ', "psi"),
    ('ω', "omega"),
    ('ϑ', "vartheta"),
    ('ϕ', "phi"),
    ('ϵ', "epsilon"),
    ('…', "ldots"),
    ('′', "prime"),
    ('ℂ', "mathbb{C}"),
    ('ℏ', "hbar"),
    ('ℓ', "ell"),
    ('ℕ', "mathbb{N}"),
    ('ℚ', "mathbb{Q}"),
    ('ℝ', "mathbb{R}"),
    ('ℤ', "mathbb{Z}"),
    ('←', "leftarrow"),
    ('→', "to"),
    ('↔', "leftrightarrow"),
    ('↦', "mapsto"),
    ('⇐', "Leftarrow"),
    ('⇒', "Rightarrow"),
    ('⇔', "Leftrightarrow"),
    ('∀', "forall"),
    ('∂', "partial"),
    ('∃', "exists"),
    ('∅', "emptyset"),
    ('∇', "nabla"),
    ('∈', "in"),
    ('∉', "notin"),
    ('∋', "ni"),
    ('∏', "prod"),
    ('∑', "sum"),
    ('∓', "mp"),
    ('∖', "setminus"),
    ('∘', "circ"),
    ('√', "surd"),
    ('∝', "propto"),
    ('∞', "infty"),
    ('∠', "angle"),
    ('∧', "wedge"),
    ('∨', "vee"),
    ('∩', "cap"),
    ('∪', "cup"),
    ('∫', "int"),
    ('∮', "oint"),
    ('∼', "sim"),
    ('≃', "simeq"),
    ('≅', "cong"),
    ('≈', "approx"),
    ('≠', "neq"),
    ('≡', "equiv"),
    ('≤', "leq"),
    ('≥', "geq"),
    ('⊂', "subset"),
    ('⊆', "subseteq"),
    ('⊗', "otimes"),
    ('⋅', "cdot"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_found() {
        assert!(COMMANDS.is_sorted_by_key(|&(sign, _)| sign));
        assert_eq!(latex_of('∑'), "\\sum");
        assert_eq!(latex_of('%'), "\\%");
        assert_eq!(latex_of('x'), "x");
    }
}
