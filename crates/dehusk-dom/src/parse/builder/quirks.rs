//! Quirks mode from the document type (HTML Standard § 13.2.6.4.1).

use crate::QuirksMode;
use crate::tokenize::Doctype;

/// The mode that a document type calls for.
pub(super) fn mode(doctype: &Doctype<'_>) -> QuirksMode {
    if doctype.force_quirks || doctype.name.as_deref() != Some("html") {
        return QuirksMode::Full;
    }
    let lower = |part: Option<&str>| part.map(str::to_ascii_lowercase);
    let system = lower(doctype.system_id.as_deref());
    let Some(public) = lower(doctype.public_id.as_deref()) else {
        return if is_full_by_system(system.as_deref()) { QuirksMode::Full } else { QuirksMode::None };
    };
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| public.starts_with(prefix));
    if FULL_MATCHES.contains(&public.as_str())
        || is_full_by_system(system.as_deref())
        || begins(FULL_PREFIXES)
    {
        QuirksMode::Full
    } else if begins(LIMITED_PREFIXES) {
        QuirksMode::Limited
    } else if begins(BY_SYSTEM_PREFIXES) {
        if system.is_some() { QuirksMode::Limited } else { QuirksMode::Full }
    } else {
        QuirksMode::None
    }
}

fn is_full_by_system(system: Option<&str>) -> bool {
    system == Some("http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd")
}

const FULL_MATCHES: &[&str] =
    &["-//w3o//dtd w3 html strict 3.0//en//", "-/w3c/dtd html 4.0 transitional/en", "html"];

const LIMITED_PREFIXES: &[&str] =
    &["-//w3c//dtd xhtml 1.0 frameset//", "-//w3c//dtd xhtml 1.0 transitional//"];

/// Full without a system identifier, limited with one.
const BY_SYSTEM_PREFIXES: &[&str] =
    &["-//w3c//dtd html 4.01 frameset//", "-//w3c//dtd html 4.01 transitional//"];

const FULL_PREFIXES: &[&str] = &[
    "-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
    "-//as//dtd html 3.0 aswedit + extensions//",
    "-//ietf//dtd html 2.0 level 1//",
    "-//ietf//dtd html 2.0 level 2//",
    "-//ietf//dtd html 2.0 strict level 1//",
    "-//ietf//dtd html 2.0 strict level 2//",
    "-//ietf//dtd html 2.0 strict//",
    "-//ietf//dtd html 2.0//",
    "-//ietf//dtd html 2.1e//",
    "-//ietf//dtd html 3.0//",
    "-//ietf//dtd html 3.2 final//",
    "-//ietf//dtd html 3.2//",
    "-//ietf//dtd html 3//",
    "-//ietf//dtd html level 0//",
    "-//ietf//dtd html level 1//",
    "-//ietf//dtd html level 2//",
    "-//ietf//dtd html level 3//",
    "-//ietf//dtd html strict level 0//",
    "-//ietf//dtd html strict level 1//",
    "-//ietf//dtd html strict level 2//",
    "-//ietf//dtd html strict level 3//",
    "-//ietf//dtd html strict//",
    "-//ietf//dtd html//",
    "-//metrius//dtd metrius presentational//",
    "-//microsoft//dtd internet explorer 2.0 html strict//",
    "-//microsoft//dtd internet explorer 2.0 html//",
    "-//microsoft//dtd internet explorer 2.0 tables//",
    "-//microsoft//dtd internet explorer 3.0 html strict//",
    "-//microsoft//dtd internet explorer 3.0 html//",
    "-//microsoft//dtd internet explorer 3.0 tables//",
    "-//netscape comm. corp.//dtd html//",
    "-//netscape comm. corp.//dtd strict html//",
    "-//o'reilly and associates//dtd html 2.0//",
    "-//o'reilly and associates//dtd html extended 1.0//",
    "-//o'reilly and associates//dtd html extended relaxed 1.0//",
    "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
    "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//",
    "-//spyglass//dtd html 2.0 extended//",
    "-//sq//dtd html 2.0 hotmetal + extensions//",
    "-//sun microsystems corp.//dtd hotjava html//",
    "-//sun microsystems corp.//dtd hotjava strict html//",
    "-//w3c//dtd html 3 1995-03-24//",
    "-//w3c//dtd html 3.2 draft//",
    "-//w3c//dtd html 3.2 final//",
    "-//w3c//dtd html 3.2//",
    "-//w3c//dtd html 3.2s draft//",
    "-//w3c//dtd html 4.0 frameset//",
    "-//w3c//dtd html 4.0 transitional//",
    "-//w3c//dtd html experimental 19960712//",
    "-//w3c//dtd html experimental 970421//",
    "-//w3c//dtd w3 html//",
    "-//w3o//dtd w3 html 3.0//",
    "-//webtechs//dtd mozilla html 2.0//",
    "-//webtechs//dtd mozilla html//",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn of(public_id: Option<&'static str>, system_id: Option<&'static str>) -> QuirksMode {
        let part = |part: Option<&'static str>| part.map(Into::into);
        mode(&Doctype {
            name: Some("html".into()),
            public_id: part(public_id),
            system_id: part(system_id),
            force_quirks: false,
        })
    }

    #[test]
    fn old_document_types_call_for_quirks() {
        assert_eq!(mode(&Doctype::default()), QuirksMode::Full);
        assert_eq!(of(None, None), QuirksMode::None);
        assert_eq!(of(Some("-//W3C//DTD HTML 3.2 Final//EN"), None), QuirksMode::Full);
        assert_eq!(of(Some("-//W3C//DTD XHTML 1.0 Transitional//EN"), None), QuirksMode::Limited);
        assert_eq!(of(Some("-//W3C//DTD HTML 4.01 Transitional//EN"), None), QuirksMode::Full);
        assert_eq!(of(Some("-//W3C//DTD HTML 4.01 Transitional//EN"), Some("x")), QuirksMode::Limited);
        assert_eq!(of(Some("-//W3C//DTD HTML 4.01//EN"), Some("x")), QuirksMode::None);
    }
}
