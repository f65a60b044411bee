//! A parser in a process of its own.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use dehusk_tests::shared_dir;

use super::super::figures::Figures;

/// A parser to be timed.
#[derive(Debug)]
pub(super) struct Contestant {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    /// This program, with these arguments of `bench`.
    Own(&'static [&'static str]),
    /// A peer of ../shared/peers/run.py.
    Python { peer: &'static str, packages: &'static [&'static str] },
}

/// The contestant that others are compared with: from the bytes, as dehusk runs.
pub(super) const OURS: &str = "dehusk";
/// From the text, as the peers in Python start: they are given a `str` that was
/// decoded outside the time, and turn it into UTF-8 within it.
pub(super) const OURS_DECODED: &str = "dehusk, from text";

impl Contestant {
    pub(super) fn all() -> Vec<Self> {
        let own = |name, args| Self { name, kind: Kind::Own(args) };
        let python = |name, peer, packages| Self { name, kind: Kind::Python { peer, packages } };
        vec![
            own(OURS, &["parse"]),
            own(OURS_DECODED, &["parse", "--decoded"]),
            own("dehusk, keeping reading", &["parse", "--keep", "reading"]),
            own("html5ever into our arena", &["parse", "--tokenizer", "html5ever"]),
            own("scraper", &["scraper"]),
            python("lexbor (resiliparse)", "parse_lexbor", &["fastwarc", "resiliparse"]),
            python("lexbor (selectolax)", "parse_selectolax", &["fastwarc", "resiliparse", "selectolax"]),
            python("turbohtml", "parse_turbohtml", &["fastwarc", "resiliparse", "turbohtml"]),
        ]
    }

    /// Whether all that it needs is here.
    pub(super) fn can_run(&self, python: &Path) -> bool {
        let Kind::Python { packages, .. } = &self.kind else { return true };
        let mut import = Command::new(python);
        import.arg("-c").arg(format!("import {}", packages.join(", ")));
        import.stdout(Stdio::null()).stderr(Stdio::null());
        script().exists() && import.status().is_ok_and(|status| status.success())
    }

    /// One pass over the pages, in a new process.
    pub(super) fn run(&self, file: &Path, limit: Option<usize>, python: &Path) -> Result<Figures> {
        let mut command = match &self.kind {
            Kind::Own(args) => {
                let mut command = Command::new(env::current_exe()?);
                command.arg("bench").args(*args).args([OsStr::new("--data"), file.as_os_str()]).arg("--json");
                command
            }
            Kind::Python { peer, .. } => {
                let mut command = Command::new(python);
                command.arg(script()).arg(peer).arg(file);
                command
            }
        };
        command.args(["--repeat", "1"]);
        if let Some(limit) = limit {
            command.args(["--limit", &limit.to_string()]);
        }
        let output = command.output().with_context(|| format!("cannot start {command:?}"))?;
        if !output.status.success() {
            bail!("{} failed:\n{}", self.name, String::from_utf8_lossy(&output.stderr).trim_end());
        }
        serde_json::from_slice(&output.stdout).with_context(|| format!("{} printed no figures", self.name))
    }
}

fn script() -> PathBuf {
    shared_dir().join("peers/run.py")
}
