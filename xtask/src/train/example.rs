//! What a model is shown of a labelled page.

use dehusk::{Extractor, Input, InputKind};
use dehusk_tests::gold::Gold;
use dehusk_tests::pages::{Body, Page};

use super::boost::Random;
use super::domain;
use super::scrape::{self, Shape};
use super::settings::{CLEAN_WEIGHT, Source};
use super::task::Task;

/// An input, and what is its content.
#[derive(Debug)]
pub(super) struct Example<'p> {
    /// What it is reported under: the set, or the set and the shape.
    pub(super) group: String,
    pub(super) id: &'p str,
    pub(super) domain: String,
    body: Content<'p>,
    pub(super) gold: &'p str,
    pub(super) page_type: &'p str,
    /// What it counts for.
    pub(super) weight: f32,
    /// Whether the gold can be trusted.
    pub(super) is_sound: bool,
}

#[derive(Debug)]
enum Content<'p> {
    /// The page as it is.
    Page(&'p Page),
    Made(String, InputKind),
}

impl Example<'_> {
    pub(super) fn input(&self) -> Input<'_> {
        match &self.body {
            Content::Page(page) => match &page.body {
                // Not guessed: what looks like a fragment is the other model's.
                Body::Markup(_) => page.input().with_kind(InputKind::Page),
                // Most texts have lost where they come from.
                Body::Text(text) => Input::text(text).with_kind(InputKind::Text),
            },
            Content::Made(text, kind) => Input::text(text).with_kind(*kind),
        }
    }
}

/// What a page and its gold give for a task; nothing where gold has no text.
pub(super) fn examples<'p>(
    task: Task,
    source: &Source,
    page: &'p Page,
    gold: &'p Gold,
    extractor: &Extractor,
) -> Vec<Example<'p>> {
    let Some(text) = gold.gold.as_deref() else { return Vec::new() };
    let example = |group: String, weight: f32, body| Example {
        group,
        id: &page.id,
        domain: domain::of(page).to_owned(),
        body,
        gold: text,
        page_type: gold.page_type.as_deref().unwrap_or_default(),
        weight: source.weight * weight,
        is_sound: gold.suspect.is_none() && !text.trim().is_empty(),
    };
    let as_it_is = example(source.set.to_owned(), 1.0, Content::Page(page));
    if task == Task::Page || matches!(page.body, Body::Text(_)) {
        return vec![as_it_is];
    }
    if !as_it_is.is_sound {
        return Vec::new();
    }
    let (tree, matrix) = extractor.measure(as_it_is.input());
    let pieces = scrape::pieces(&tree, &matrix, text);
    let made = Shape::draw(&page.id, source.shapes).into_iter().map(|shape| {
        let (text, has_markup) = scrape::scrape(&page.id, &pieces, shape);
        let kind = if has_markup { InputKind::Fragment } else { InputKind::Text };
        example(format!("{}/{}", source.set, shape.name()), 1.0, Content::Made(text, kind))
    });
    let clean = clean(&page.id, text).into_iter().map(|text| {
        example(format!("{}/clean", source.set), CLEAN_WEIGHT, Content::Made(text, InputKind::Text))
    });
    made.chain(clean).collect()
}

/// Gold as it is; for some pages with other line breaks too.
fn clean(id: &str, gold: &str) -> Vec<String> {
    let mut random = Random::new(id.len() as u64 + id.bytes().map(u64::from).sum::<u64>());
    let mut texts = vec![gold.to_owned()];
    let lines = || gold.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>();
    match random.below(4) {
        0 => texts.push(lines().join("\n")),
        1 => texts.push(lines().join("\n\n")),
        _ => {}
    }
    texts
}
