//! Inputs that are made to harm a parser: classes, each with a size.
//!
//! Those made here are always at hand. Beside the checkout there may be a script
//! with more; its pages are made by Python where that is installed.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::shared_dir;

/// A class of inputs.
#[derive(Debug, Clone, Copy)]
pub struct Class {
    /// What it is called in messages.
    pub name: &'static str,
    /// Whether elements stand in each other without end, or formatting is
    /// misnested: what overflows a stack.
    pub nests: bool,
    before: &'static str,
    /// Repeated; `@` is the number of the repetition.
    unit: &'static str,
    after: &'static str,
}

impl Class {
    /// The input of about `bytes` bytes.
    pub fn make(&self, bytes: usize) -> String {
        let mut out = self.before.to_owned();
        let end = out.len() + bytes;
        for n in 0.. {
            if out.len() >= end {
                break;
            }
            self.unit_number(n, &mut out);
        }
        out + self.after
    }

    /// The input of so many repetitions.
    pub fn repeat(&self, times: usize) -> String {
        let mut out = self.before.to_owned();
        for n in 0..times {
            self.unit_number(n, &mut out);
        }
        out + self.after
    }

    fn unit_number(&self, n: usize, out: &mut String) {
        match self.unit.split_once('@') {
            Some((before, after)) => _ = write!(out, "{before}{n}{after}"),
            None => out.push_str(self.unit),
        }
    }
}

const fn class(name: &'static str, before: &'static str, unit: &'static str, after: &'static str) -> Class {
    Class { name, nests: false, before, unit, after }
}

const fn nest(name: &'static str, before: &'static str, unit: &'static str) -> Class {
    Class { name, nests: true, before, unit, after: "end" }
}

/// The classes that are made here.
pub const CLASSES: &[Class] = &[
    nest("nested sections", "<!doctype html>", "<section>"),
    nest("nested lists", "<!doctype html><p>start", "<ol><li>w "),
    nest("nested quotes", "", "<blockquote><p>word "),
    nest("nested tables", "", "<table><tbody><tr><td>"),
    nest("nested svg groups", "<svg>", "<g>"),
    nest("nested mathml", "<math>", "<mrow><mi>"),
    nest("nested templates", "", "<template>"),
    nest("nested options", "", "<select><optgroup><option>"),
    nest("formatting of many kinds", "", "<b class=c@><i>w "),
    nest("formatting in paragraphs", "", "<p><u id=@>w</p>"),
    nest("misnested formatting", "", "<a href=/@><em><p>w</a>"),
    nest("adopted blocks", "", "<b><div>w</b>"),
    nest("foster-parented", "<table>", "<s>w<div>w"),
    nest("unknown elements", "", "<x-@>w "),
    class("one long tag of one attribute", "<p", " title=again", ">text"),
    class("one long tag of many attributes", "<p", " a@=1", ">text"),
    class("body tags with attributes", "", "<body a@=@>", "text"),
    class("one long name", "<x", "x", ">text"),
    class("one long value", "<a title='", "v&lt;", "'>text"),
    class("unclosed value", "<a title=\"", "<p>text ", ""),
    class("opening brackets", "", "<", ""),
    class("ampersands", "", "&", ""),
    class("half-written references", "", "&CounterClockwiseContourIntegra", ""),
    class("one long numeric reference", "&#x", "1", ";text"),
    class("half-written end tags", "<textarea>", "</textare", ""),
    class("comments within comments", "", "<!--", ""),
    class("hyphens in a comment", "<!--", "-", ""),
    class("bogus comments", "", "<?x></ ><!y>", "text"),
    class("document types", "", "<!DOCTYPE x PUBLIC 'y'>", "text"),
    class("brackets in a section", "<svg><![CDATA[", "]", ""),
    class("script escapes", "<script>", "<!--<script></script>-->", ""),
    class("zeros", "", "\0", "text"),
    class("carriage returns", "<pre>", "\r", "text"),
    class("white space", "<p>a", " \t\n", "b"),
    class("paragraphs", "", "<p>Plain words, and a comma @.", ""),
    class("links", "", "<a href=/@>@</a> ", ""),
    class("rows", "<table>", "<tr><td>@<td>w", ""),
    class("frames", "", "<frameset><frame>", ""),
    class("self-closed elements", "<meta/><title/>", "<i class=c@/><p>w<a/><x-@/><td/><div/>", "text"),
    class("half of them self-closed", "<meta/>", "<div/><div>w<iframe/></div><form/>", "</div>"),
    class("stray end tags", "<div>", "</p></b></x></br></table>", ""),
];

/// An input of the script.
#[derive(Debug)]
pub struct Page {
    /// The class.
    pub name: String,
    /// The size that the script was asked for.
    pub size: usize,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// The script's inputs of a size, in the order of their names, made in the
/// folder `scratch`; `None` where there is no script or no Python.
///
/// # Errors
///
/// If the script fails or its files cannot be read.
pub fn scripted(scratch: &Path, size: usize) -> io::Result<Option<Vec<Page>>> {
    let script = shared_dir().join("packs/hostile.py");
    let python = Command::new("python3").arg("--version").stdout(Stdio::null()).status();
    if !script.exists() || !python.is_ok_and(|status| status.success()) {
        return Ok(None);
    }
    let folder = scratch.join(size.to_string());
    let made = Command::new("python3")
        .arg(&script)
        .args(["html", "--sizes", &size.to_string(), "--out"])
        .arg(&folder)
        .status()?;
    if !made.success() {
        return Err(io::Error::other(format!("{}: {made}", script.display())));
    }
    let mut pages =
        fs::read_dir(&folder)?.map(|entry| page(&entry?.path(), size)).collect::<io::Result<Vec<_>>>()?;
    pages.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Some(pages))
}

fn page(path: &Path, size: usize) -> io::Result<Page> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.split('.').next().unwrap_or_default().to_owned();
    Ok(Page { name, size, bytes: fs::read(path)? })
}
