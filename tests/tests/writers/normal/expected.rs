//! What a tree should become.

use dehusk::content::{Definition, Embed, Image, Inline, Link, List, Part, Table};

use super::{Block, EMPHASIS, Line, STRONG, STRUCK, What, code, paragraph};

/// The blocks of `parts`.
pub(crate) fn expected(parts: &[Part]) -> Vec<Block> {
    parts.iter().flat_map(part).collect()
}

fn part(part: &Part) -> Vec<Block> {
    match part {
        Part::Heading { level, text } => {
            let line = one_line(text);
            if line.is_empty() { Vec::new() } else { vec![Block::Heading(*level, line)] }
        }
        Part::Paragraph(text) => paragraph(line(text)).into_iter().collect(),
        Part::List(list) => list_block(list).into_iter().collect(),
        Part::Definitions(definitions) => definitions.iter().flat_map(definition).collect(),
        Part::Quote(parts) => quote(expected(parts)),
        Part::Code { language, text } => {
            let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
            if text.trim_matches('\n').is_empty() { Vec::new() } else { vec![code(language.clone(), text)] }
        }
        Part::Table(table) => table_blocks(table),
        Part::Figure { images, caption } => {
            let spaced =
                images.iter().flat_map(|image| [Inline::Image(image.clone()), Inline::Text(" ".into())]);
            let images: Vec<Inline> = spaced.collect();
            [paragraph(line(&images)), paragraph(line(caption))].into_iter().flatten().collect()
        }
        Part::Formula(latex) if latex.chars().all(|sign| sign.is_whitespace() || sign.is_control()) => {
            Vec::new()
        }
        Part::Formula(latex) => vec![code(Some("math".into()), latex.clone())],
        Part::Rule => vec![Block::Rule],
        Part::Embed(embed) => embed_block(embed),
        _ => Vec::new(),
    }
}

fn quote(blocks: Vec<Block>) -> Vec<Block> {
    if blocks.is_empty() { Vec::new() } else { vec![Block::Quote(blocks)] }
}

fn list_block(list: &List) -> Option<Block> {
    let mut next = list.numbers.map(|numbers| numbers.first);
    let mut first = None;
    let mut items = Vec::new();
    for item in &list.items {
        let number = next.map(|next| item.number.unwrap_or(next));
        next = number.map(|number| number + 1);
        let blocks = expected(&item.parts);
        if !blocks.is_empty() {
            first.get_or_insert(number);
            items.push(blocks);
        }
    }
    first.map(|first| Block::List(first, items))
}

fn definition(definition: &Definition) -> Vec<Block> {
    let terms = definition.terms.iter().filter_map(|term| paragraph(line(&[Inline::Strong(term.clone())])));
    terms.chain(definition.meanings.iter().flat_map(|meaning| expected(meaning))).collect()
}

fn embed_block(embed: &Embed) -> Vec<Block> {
    let names: Vec<&str> = [&embed.author, &embed.provider]
        .into_iter()
        .flatten()
        .map(|name| name.trim())
        .filter(|name| !name.is_empty())
        .collect();
    let name = names.join(", ");
    let source = match &embed.url {
        Some(url) => {
            let text = if name.is_empty() { url.clone() } else { name };
            vec![Inline::Link(Link { url: url.clone(), text: vec![Inline::Text(text)] })]
        }
        None => vec![Inline::Text(name)],
    };
    quote(expected(&embed.parts).into_iter().chain(paragraph(line(&source))).collect())
}

fn table_blocks(table: &Table) -> Vec<Block> {
    let mut rows: Vec<Vec<Line>> = table
        .rows
        .iter()
        .map(|row| {
            row.iter()
                .map(|cell| cell.as_ref().map_or_else(Line::default, |cell| one_line(&cell.text)))
                .collect()
        })
        .collect();
    let caption = paragraph(line(&table.caption));
    if caption.is_none() && rows.iter().flatten().all(Line::is_empty) {
        return Vec::new();
    }
    if table.head == 0 {
        rows.insert(0, vec![Line::default(); rows[0].len()]);
    }
    caption.into_iter().chain([Block::Table(rows)]).collect()
}

/// A line whose breaks are spaces.
fn one_line(inlines: &[Inline]) -> Line {
    let mut line = line(inlines);
    for piece in &mut line.0 {
        if piece.what == What::Break {
            piece.what = What::Sign(' ');
        }
    }
    line.normal()
}

fn line(inlines: &[Inline]) -> Line {
    let mut line = Line::default();
    push(&mut line, inlines, 0, None);
    line
}

fn push(line: &mut Line, inlines: &[Inline], styles: u8, target: Option<&String>) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => line.push_text(&shown(text), styles, target),
            Inline::Emphasis(inner) => push(line, inner, styles | EMPHASIS, target),
            Inline::Strong(inner) => push(line, inner, styles | STRONG, target),
            Inline::Struck(inner) => push(line, inner, styles | STRUCK, target),
            Inline::Superscript(inner) => shifted(line, inner, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾", styles, target),
            Inline::Subscript(inner) => shifted(line, inner, "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", styles, target),
            Inline::Code(code) => {
                let code = code.replace("\r\n", "\n").replace(['\r', '\n'], " ").replace('\0', "");
                line.push(What::Code(code), styles, target);
            }
            Inline::Formula(latex) if shown(latex).trim().is_empty() => {}
            Inline::Formula(latex) => {
                line.push_text("$", styles, target);
                line.push(What::Code(shown(latex).trim().to_owned()), styles, target);
                line.push_text("$", styles, target);
            }
            Inline::Link(inner) => match address(&inner.url, &["http", "https", "mailto", "tel", "ftp"]) {
                Some(url) if target.is_none() => push(line, &inner.text, styles, Some(&url)),
                _ => push(line, &inner.text, styles, target),
            },
            Inline::Image(image) => push_image(line, image, styles, target),
            Inline::Ruby { base, reading } if shown(reading).trim().is_empty() => {
                line.push_text(&shown(base), styles, target);
            }
            Inline::Ruby { base, reading } => {
                line.push_text(&shown(&format!("{base}({reading})")), styles, target);
            }
            Inline::Break => line.push(What::Break, styles, target),
            _ => {}
        }
    }
}

fn push_image(line: &mut Line, image: &Image, styles: u8, target: Option<&String>) {
    let Some(url) = address(&image.url, &["http", "https"]) else {
        return line.push_text(&shown(&image.alt), styles, target);
    };
    let title =
        image.title.as_ref().map(|title| shown(title).trim().to_owned()).filter(|title| !title.is_empty());
    line.push(What::Image { url, alt: shown(&image.alt).trim().to_owned(), title }, styles, target);
}

fn shifted(line: &mut Line, inner: &[Inline], signs: &str, styles: u8, target: Option<&String>) {
    if let [Inline::Text(text)] = inner {
        let place = |sign| "0123456789+-−=()".chars().position(|known| known == sign);
        let shifted: Option<String> =
            text.trim().chars().map(|sign| signs.chars().nth(place(sign)?)).collect();
        if let Some(shifted) = shifted {
            return line.push_text(&shifted, styles, target);
        }
    }
    push(line, inner, styles, target);
}

fn shown(text: &str) -> String {
    let sign = |sign: char| match sign {
        '\t'..='\r' | '\u{85}' => Some(' '),
        sign if sign.is_control() => None,
        sign => Some(sign),
    };
    text.chars().filter_map(sign).collect()
}

fn address(url: &str, schemes: &[&str]) -> Option<String> {
    let url = url.trim_matches(|sign: char| sign <= ' ').replace(['\t', '\n', '\r'], "");
    let is_good = match url.find([':', '/', '?', '#']) {
        Some(at) if url.as_bytes()[at] == b':' => schemes.contains(&url[..at].to_lowercase().as_str()),
        _ => !url.is_empty(),
    };
    let bytes = |sign: char| {
        let bytes = sign.to_string().into_bytes().into_iter();
        bytes.map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat()
    };
    let encoded = |sign: char| match sign {
        ' ' | '"' | '<' | '>' | '\\' | '`' | '|' => format!("%{:02X}", sign as u32),
        sign if sign.is_control() || sign.is_whitespace() => bytes(sign),
        _ => sign.to_string(),
    };
    is_good.then(|| url.chars().map(encoded).collect())
}
