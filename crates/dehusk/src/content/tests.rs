//! Whole documents to content, shown in one line a part.

use crate::content::{Choice, Content, Embed, Inline, Part};
use crate::{Extractor, Input, InputKind, Options};

fn content(markup: &str) -> Content {
    let extractor = Extractor::new(Options::default().with_structure(Choice::default()));
    let input = Input::text(markup).with_kind(InputKind::Fragment).with_url("https://a.example/b/");
    extractor.document(input).content.unwrap()
}

fn shown(markup: &str) -> String {
    parts(&content(markup).parts)
}

fn parts(all: &[Part]) -> String {
    all.iter().map(part).collect::<Vec<_>>().join(" / ")
}

fn part(part: &Part) -> String {
    match part {
        Part::Heading { level, text } => format!("h{level}({})", line(text)),
        Part::Paragraph(text) => format!("p({})", line(text)),
        Part::List(list) => {
            let items = list.items.iter().map(|item| {
                let number = item.number.map(|number| format!("{number}. ")).unwrap_or_default();
                format!("{number}{}", parts(&item.parts))
            });
            format!("list[{}]", items.collect::<Vec<_>>().join("; "))
        }
        Part::Definitions(all) => {
            let one = |definition: &super::Definition| {
                let terms: Vec<_> = definition.terms.iter().map(|term| line(term)).collect();
                let meanings: Vec<_> = definition.meanings.iter().map(|meaning| parts(meaning)).collect();
                format!("{}: {}", terms.join(", "), meanings.join("; "))
            };
            format!("dl[{}]", all.iter().map(one).collect::<Vec<_>>().join(" | "))
        }
        Part::Quote(inside) => format!("quote({})", parts(inside)),
        Part::Code { language, text } => format!("code:{}({text:?})", language.as_deref().unwrap_or("")),
        Part::Table(table) => {
            let cell =
                |cell: &Option<super::Cell>| cell.as_ref().map_or("·".to_owned(), |cell| line(&cell.text));
            let rows = table.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("|"));
            format!("table:{}[{}]", table.head, rows.collect::<Vec<_>>().join(" // "))
        }
        Part::Figure { images, caption } => {
            let urls: Vec<_> = images.iter().map(|image| image.url.as_str()).collect();
            format!("figure({} {})", urls.join(","), line(caption))
        }
        Part::Formula(latex) => format!("$${latex}$$"),
        Part::Rule => "hr".to_owned(),
        Part::Embed(Embed { provider, url, parts: inside, .. }) => format!(
            "embed:{}({} {})",
            provider.as_deref().unwrap_or(""),
            url.as_deref().unwrap_or(""),
            parts(inside)
        ),
    }
}

fn line(all: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Text(text) => text.clone(),
        Inline::Emphasis(inside) => format!("_{}_", line(inside)),
        Inline::Strong(inside) => format!("*{}*", line(inside)),
        Inline::Struck(inside) => format!("~{}~", line(inside)),
        Inline::Superscript(inside) => format!("^{}^", line(inside)),
        Inline::Subscript(inside) => format!(",{},", line(inside)),
        Inline::Code(code) => format!("`{code}`"),
        Inline::Link(link) => format!("[{}]({})", line(&link.text), link.url),
        Inline::Image(image) => format!("![{}]({})", image.alt, image.url),
        Inline::Formula(latex) => format!("${latex}$"),
        Inline::Ruby { base, reading } => format!("{base}({reading})"),
        Inline::Break => "⏎".to_owned(),
    };
    all.iter().map(one).collect()
}

const PROSE: &str =
    "<p>The tide turns every six hours and twelve minutes, a little later each day, and nobody minds.</p>";

#[test]
fn words_keep_what_is_said_of_them() {
    let markup = format!(
        "{PROSE}<p>The <b>old </b>harbour, <i>it <b>is</b></i> said,<br>has <code>a  b</code> \
         and a <a href=../c>wall <em>of stone</em></a><a href='javascript:x'> or two</a>, H<sub>2</sub>O.</p>"
    );
    let expected = "p(The *old* harbour, _it *is*_ said,⏎has `a b` and a \
        [wall _of stone_](https://a.example/c) or two, H,2,O.)";
    assert!(shown(&markup).ends_with(expected), "{}", shown(&markup));
}

#[test]
fn lists_nest_and_count() {
    let markup = format!(
        "{PROSE}<ol start=3><li>Read the stones of the wall.<ul><li>The low ones first.</li></ul></li>\
         <li value=9><p>Wait for the boats to come in.</p><p>They come in late at night.</p></li></ol>"
    );
    let expected = "list[3. p(Read the stones of the wall.) / list[p(The low ones first.)]; \
        9. p(Wait for the boats to come in.) / p(They come in late at night.)]";
    assert!(shown(&markup).ends_with(expected), "{}", shown(&markup));
}

#[test]
fn code_keeps_its_spaces_and_its_language() {
    let markup =
        format!("{PROSE}<pre><code class=language-rust>fn main() {{\n    tide();\n}}</code></pre>{PROSE}");
    assert!(shown(&markup).contains("code:rust(\"fn main() {\\n    tide();\\n}\")"), "{}", shown(&markup));
}

#[test]
fn tables_quotes_and_definitions() {
    let markup = format!(
        "{PROSE}<table><tr><th>Port</th><th>High water</th></tr><tr><td>Hull</td><td>six <b>past</b></td></tr></table>\
         <blockquote><p>Nobody reads the stones like the old men do.</p></blockquote>\
         <dl><dt>Neap</dt><dd>A tide of the quarters of the moon.</dd></dl>{PROSE}"
    );
    let found = shown(&markup);
    assert!(found.contains("table:1[Port|High water // Hull|six *past*]"), "{found}");
    assert!(found.contains("quote(p(Nobody reads the stones like the old men do.))"), "{found}");
    assert!(found.contains("dl[Neap: p(A tide of the quarters of the moon.)]"), "{found}");
}

#[test]
fn pictures_stand_where_they_stood() {
    let markup = format!(
        "{PROSE}<figure><img src=w.jpg alt=wall><figcaption>The wall at low water, seen from the old boats.</figcaption></figure>\
         <p>Boats <img src=i.png alt=boat> come in late, when the water is high enough for them to pass.</p>{PROSE}"
    );
    let found = shown(&markup);
    assert!(found.contains("figure(https://a.example/b/w.jpg"), "{found}");
    assert!(found.contains("Boats ![boat](https://a.example/b/i.png) come in"), "{found}");
}

#[test]
fn formulas_and_readings() {
    let markup = format!(
        "{PROSE}<p>The height is <math><semantics><mi>h</mi><annotation encoding='application/x-tex'>h^2</annotation></semantics></math> \
         metres by the <ruby>潮<rp>(</rp><rt>しお</rt><rp>)</rp></ruby> tables of the harbour office.</p>{PROSE}"
    );
    let found = shown(&markup);
    assert!(found.contains("The height is $h^2$ metres by the 潮(しお) tables"), "{found}");
}
