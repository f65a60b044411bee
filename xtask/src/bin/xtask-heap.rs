//! Counts what parsing a page takes from the heap; prints JSON, a page a line.
//!
//! A program of its own, since counting needs the global allocator: in `xtask`
//! it would slow down every other verb, and the benches would measure it along.

use std::env;
use std::hint::black_box;
use std::io::{Write, stdout};
use std::path::Path;

use allocation_counter::measure;
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use dehusk_dom::{ParseOptions, decode, parse};
use xtask_shared::heap::Figures;
use xtask_shared::held::{self, Keep};

#[path = "../../../crates/dehusk-dom/benches/inputs/mod.rs"]
mod inputs;

/// `xtask-heap KEEP [FILE [LIMIT]]`: the pages of a file, or the named inputs.
fn main() -> Result<()> {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let (keep, file, limit) = match args[..] {
        [keep] => (keep, None, None),
        [keep, file] => (keep, Some(file), None),
        [keep, file, limit] => (keep, Some(file), Some(limit.parse().context("LIMIT is a number")?)),
        _ => bail!("usage: xtask-heap KEEP [FILE [LIMIT]]"),
    };
    let keep = Keep::from_str(keep, false).map_err(anyhow::Error::msg)?;
    match file {
        Some(file) => pages(Path::new(file), limit, &keep.options()),
        None => named(&keep.options()),
    }
}

fn named(options: &ParseOptions) -> Result<()> {
    for input in inputs::all() {
        print(&figures(input.name, &input.bytes, input.charset, options))?;
    }
    Ok(())
}

fn pages(file: &Path, limit: Option<usize>, options: &ParseOptions) -> Result<()> {
    for page in held::load(file, limit)? {
        print(&figures(&page.id, held::bytes(&page), page.charset.as_deref(), options))?;
    }
    Ok(())
}

fn figures(name: &str, bytes: &[u8], charset: Option<&str>, options: &ParseOptions) -> Figures {
    let both = measure(|| {
        let decoded = decode(bytes, charset);
        black_box(parse(&*decoded.text, options));
    });
    let decoded = decode(bytes, charset);
    let mut dom = None;
    let parsed = measure(|| dom = Some(parse(&*decoded.text, options)));
    drop(dom);
    Figures {
        name: name.to_owned(),
        bytes: bytes.len(),
        allocations: parsed.count_total,
        peak: both.bytes_max,
        // The tree was still there when the count ended.
        dom: parsed.bytes_current.unsigned_abs(),
    }
}

fn print(figures: &Figures) -> Result<()> {
    serde_json::to_writer(stdout(), figures)?;
    stdout().write_all(b"\n")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::inputs;

    #[test]
    fn named_inputs_are_the_same_every_time_and_as_large_as_pages_are() {
        for (one, other) in inputs::all().into_iter().zip(inputs::all()) {
            assert_eq!(one.bytes, other.bytes, "{}", one.name);
            assert!((100_000..300_000).contains(&one.bytes.len()), "{}: {}", one.name, one.bytes.len());
        }
    }
}
