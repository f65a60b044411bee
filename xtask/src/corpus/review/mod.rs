//! `cargo xtask corpus review`: the blocks of a case on a page of this machine;
//! a click flips one between kept and removed, and what is kept is saved as gold.
//!
//! The document's own markup is never shown: its blocks are, as text.

mod http;
mod page;

use std::collections::HashSet;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use dehusk::{Extraction, Extractor};
use dehusk_tests::case::Case;

use self::http::{Request, Response};
use super::explain::{Gold, Says};
use super::find_case;

/// Correct the gold of a case on a local page: click the blocks that are wrong, save.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The case, or a part of its name that no other case has.
    case: String,
    /// The port on 127.0.0.1; 0 for any that is free.
    #[arg(long, default_value_t = 0)]
    port: u16,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let case = find_case(&args.case)?;
    let extractor = Extractor::default();
    let extraction = extractor.extract(case.input());
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port))
        .with_context(|| format!("cannot listen on 127.0.0.1:{}", args.port))?;
    let address = listener.local_addr()?.to_string();
    let token = http::token();
    println!("{}: open http://{address}/{token}/", case.slug);
    println!("Ctrl-C ends it.");
    for stream in listener.incoming() {
        let Ok(mut stream) = stream else { continue };
        let response = match http::read(&stream) {
            Ok(request) => match http::admit(&request, &address, &token) {
                Ok(path) => answer(path, &request, &case, &extraction),
                Err(refusal) => refusal,
            },
            Err(_) => Response::error("400 Bad Request"),
        };
        // Who has gone away needs no answer.
        let _ = response.send(&mut stream);
    }
    Ok(ExitCode::SUCCESS)
}

fn answer(path: &str, request: &Request, case: &Case, extraction: &Extraction<'_>) -> Response {
    match (request.method.as_str(), path) {
        ("GET", "/") => {
            Response::new("text/html; charset=utf-8", page::page(case, extraction, &chosen(case, extraction)))
        }
        ("GET", "/review.css") => Response::new("text/css; charset=utf-8", page::STYLE.to_owned()),
        ("GET", "/review.js") => Response::new("text/javascript; charset=utf-8", page::SCRIPT.to_owned()),
        ("POST", "/gold") => match save(&request.body, case, extraction) {
            Ok(message) => {
                println!("{message}");
                Response::new("text/plain; charset=utf-8", message)
            }
            Err(error) => {
                eprintln!("error: {error:#}");
                Response::error("400 Bad Request")
            }
        },
        _ => Response::error("404 Not Found"),
    }
}

/// The blocks that gold keeps as it is now, as far as blocks can be told by it.
fn chosen(case: &Case, extraction: &Extraction<'_>) -> HashSet<usize> {
    let gold = Gold::new(&fs::read_to_string(case.dir.join("expected.txt")).unwrap_or_default());
    let is_kept = |text: &str| !text.trim().is_empty() && gold.says(text) != Says::Removed;
    extraction.blocks().filter(|block| is_kept(block.text)).map(|block| block.id.index()).collect()
}

/// Writes the blocks whose numbers are given as gold, which a person has confirmed
/// by that.
fn save(numbers: &str, case: &Case, extraction: &Extraction<'_>) -> Result<String> {
    let kept = numbers.split_whitespace().map(str::parse).collect::<Result<HashSet<usize>, _>>();
    let kept = kept.context("the page has sent no numbers")?;
    let blocks = extraction.blocks().len();
    if let Some(beyond) = kept.iter().find(|&&number| number >= blocks) {
        bail!("the page has sent block {beyond}, the document has {blocks}");
    }
    let text = extraction.text_of(|id| kept.contains(&id.index()));
    let path = case.dir.join("expected.txt");
    fs::write(&path, format!("{}\n", text.trim()))
        .with_context(|| format!("cannot write {}", path.display()))?;
    let path = case.dir.join("meta.toml");
    let meta = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let confirmed: String = meta.split_inclusive('\n').filter(|line| line.trim() != "draft = true").collect();
    fs::write(&path, confirmed).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(format!("{}: {} of {blocks} blocks saved as gold", case.slug, kept.len()))
}
