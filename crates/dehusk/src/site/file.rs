//! Rules of sites in TOML.
//!
//! ```toml
//! [[site]]
//! hosts = ["coast.example"]
//! drop = ["aside.promo"]
//! title = "h1.headline"
//! date = "time.published"
//!
//! # What proves the rules: a page in the manner of the site, and what comes out.
//! [[site.case]]
//! html = "<h1 class=headline>Tides</h1><p>…</p><aside class=promo>Buy boots</aside>"
//! has = ["…"]
//! lacks = ["Buy boots"]
//! title = "Tides"
//! ```

use std::fmt;

use dehusk_dom::{Selector, SelectorError};
use serde::Deserialize;

use super::{PageRules, SiteRules};
use crate::{Extractor, Input, Options};

/// A file of rules as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    site: Vec<WrittenSite>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSite {
    hosts: Vec<String>,
    #[serde(default)]
    keep: Vec<String>,
    #[serde(default)]
    drop: Vec<String>,
    title: Option<String>,
    author: Option<String>,
    date: Option<String>,
    #[serde(default)]
    case: Vec<Case>,
}

/// A page in the manner of the site, and what is to come out of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    html: String,
    #[serde(default)]
    has: Vec<String>,
    #[serde(default)]
    lacks: Vec<String>,
    title: Option<String>,
    author: Option<String>,
    date: Option<String>,
}

/// A case, and whose it is.
#[derive(Debug, Clone)]
pub(super) struct Proof {
    file: String,
    host: String,
    case: Case,
}

/// A file of rules that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteRuleError {
    file: String,
    host: Option<String>,
    problem: SiteRuleProblem,
}

/// What is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SiteRuleProblem {
    /// It is no TOML of this form; the message names line and column.
    Toml(String),
    /// A selector is none.
    Selector(SelectorError),
    /// A site has no hosts.
    NoHost,
    /// A host has rules twice.
    Twice,
    /// A site has no case that proves its rules.
    NoCase,
    /// A case does not come out as it says: what it says.
    Unproven(String),
}

impl fmt::Display for SiteRuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(host) = &self.host {
            write!(f, ", site {host}")?;
        }
        match &self.problem {
            SiteRuleProblem::Toml(message) => write!(f, ": {message}"),
            SiteRuleProblem::Selector(error) => write!(f, ": {error}"),
            SiteRuleProblem::NoHost => f.write_str(": a site needs `hosts`, such as [\"coast.example\"]"),
            SiteRuleProblem::Twice => {
                f.write_str(": the host has rules already; put all of them into one site")
            }
            SiteRuleProblem::NoCase => {
                f.write_str(": the rules have no [[site.case]]; write a page and what comes out of it")
            }
            SiteRuleProblem::Unproven(what) => write!(f, ": a case does not come out as it says: {what}"),
        }
    }
}

impl std::error::Error for SiteRuleError {}

impl SiteRules {
    /// Adds the rules of a file; `name` is for messages.
    ///
    /// # Errors
    ///
    /// If the text is no such file, a selector in it is none, a host has rules
    /// twice, or a site has no case.
    pub fn add(&mut self, name: &str, toml: &str) -> Result<(), SiteRuleError> {
        let error = |host: Option<&String>, problem| SiteRuleError {
            file: name.to_owned(),
            host: host.cloned(),
            problem,
        };
        let written: Written = toml::from_str(toml)
            .map_err(|cause| error(None, SiteRuleProblem::Toml(cause.to_string().trim_end().to_owned())))?;
        for site in written.site {
            let first = site.hosts.first().cloned();
            let first = first.as_ref();
            let rules = site.rules().map_err(|cause| error(first, SiteRuleProblem::Selector(cause)))?;
            let Some(first) = first else { return Err(error(None, SiteRuleProblem::NoHost)) };
            if site.case.is_empty() {
                return Err(error(Some(first), SiteRuleProblem::NoCase));
            }
            for host in &site.hosts {
                if self.by_host.insert(host.to_ascii_lowercase(), rules.clone()).is_some() {
                    return Err(error(Some(host), SiteRuleProblem::Twice));
                }
            }
            let proof = |case| Proof { file: name.to_owned(), host: first.clone(), case };
            self.cases.extend(site.case.into_iter().map(proof));
        }
        Ok(())
    }

    /// Extracts the pages of all cases with these rules, and compares.
    ///
    /// # Errors
    ///
    /// Names the first case that does not come out as it says, and how.
    pub fn prove(&self) -> Result<(), SiteRuleError> {
        let extractor = Extractor::new(Options::default().with_site_rules(self.clone()));
        for Proof { file, host, case } in &self.cases {
            let url = format!("https://{host}/");
            let document = extractor.document(Input::text(&case.html).with_url(&url));
            if let Some(what) = case.unmet(&document) {
                let problem = SiteRuleProblem::Unproven(what);
                return Err(SiteRuleError { file: file.clone(), host: Some(host.clone()), problem });
            }
        }
        Ok(())
    }
}

impl WrittenSite {
    fn rules(&self) -> Result<PageRules, SelectorError> {
        let all =
            |texts: &[String]| texts.iter().map(|text| text.parse()).collect::<Result<Vec<Selector>, _>>();
        let one = |text: &Option<String>| text.as_ref().map(|text| text.parse()).transpose();
        Ok(PageRules {
            keep: all(&self.keep)?,
            drop: all(&self.drop)?,
            title: one(&self.title)?,
            author: one(&self.author)?,
            date: one(&self.date)?,
        })
    }
}

impl Case {
    /// What of it does not hold of a document.
    fn unmet(&self, document: &crate::Document) -> Option<String> {
        let text = &document.text;
        if let Some(words) = self.has.iter().find(|words| !text.contains(words.as_str())) {
            return Some(format!("its text lacks {words:?}"));
        }
        if let Some(words) = self.lacks.iter().find(|words| text.contains(words.as_str())) {
            return Some(format!("its text has {words:?}"));
        }
        let fields = [
            ("title", &self.title, document.title.as_ref().map(|title| title.value.clone())),
            ("author", &self.author, document.author.as_ref().map(|author| author.value.clone())),
            ("date", &self.date, document.date.as_ref().map(|date| date.value.day.to_string())),
        ];
        fields.into_iter().find_map(|(name, wanted, found)| {
            let wanted = wanted.as_ref()?;
            (found.as_ref() != Some(wanted)).then(|| match found {
                Some(found) => format!("its {name} is {found:?}"),
                None => format!("it has no {name}"),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = r#"
        [[site]]
        hosts = ["coast.example", "tides.example"]
        drop = [".boots"]
        keep = [".log"]
        title = "h2.headline"
        author = ".who b"
        date = ".when"

        [[site.case]]
        html = """<body><h2 class=headline>Tides</h2><p class=who>by <b>Ida Kell</b><p class=when>3/4/2021 (12 May 2021)
            <p>The tide turns every six hours and twelve minutes, a little later each day.</p>
            <p class=boots>Boots that last for years are sold by the harbour wall, every day.</p>
            <footer class=log>Log 7</footer>"""
        has = ["twelve minutes", "Log 7"]
        lacks = ["Boots"]
        title = "Tides"
        author = "Ida Kell"
    "#;

    fn added(toml: &str) -> Result<SiteRules, SiteRuleProblem> {
        let mut rules = SiteRules::default();
        rules.add("a.toml", toml).map(|()| rules).map_err(|error| error.problem)
    }

    #[test]
    fn rules_do_what_their_cases_say() {
        let rules = added(RULES).unwrap();
        rules.prove().unwrap();
        assert!(rules.of("https://www.tides.example/x").is_some() && rules.of("https://example/").is_none());
        let wrong = added(&RULES.replace("lacks = [\"Boots\"]", "lacks = [\"twelve\"]")).unwrap();
        let message = wrong.prove().unwrap_err().to_string();
        assert_eq!(
            message,
            "a.toml, site coast.example: a case does not come out as it says: its text has \"twelve\""
        );
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        assert!(matches!(added("[[site]]\nhost = 1"), Err(SiteRuleProblem::Toml(_))));
        assert_eq!(added("[[site]]\nhosts = []").unwrap_err(), SiteRuleProblem::NoHost);
        assert_eq!(added("[[site]]\nhosts = ['a']").unwrap_err(), SiteRuleProblem::NoCase);
        assert!(matches!(added("[[site]]\nhosts = ['a']\ndrop = ['p:']"), Err(SiteRuleProblem::Selector(_))));
        let twice = format!("{RULES}{}", RULES.replace("\"tides.example\"", "\"x.example\""));
        assert_eq!(added(&twice).unwrap_err(), SiteRuleProblem::Twice);
    }
}
