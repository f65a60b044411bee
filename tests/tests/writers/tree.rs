//! Trees of content, made by chance.

use dehusk::content::{
    Cell, Content, Definition, Embed, Image, Inline, Item, Link, List, Numbers, Part, Table,
};
use proptest::collection::vec;
use proptest::prelude::*;

/// Bits of text that mean something to some format.
const BITS: [&str; 72] = [
    "1.",
    "12)",
    "-",
    "+",
    "*",
    "#",
    "##",
    ">",
    "===",
    "---",
    "```",
    "~~~",
    "|",
    "a|b",
    "--|--",
    ":-",
    "<script>",
    "</p>",
    "<!--",
    "-->",
    "<?x",
    "<a@b.c>",
    "<http://a.b>",
    "&amp;",
    "&lt;",
    "&",
    "&#60;",
    "&copy",
    "[x](y)",
    "![",
    "]",
    "[a]:",
    "[^1]",
    "[ ]",
    "\\",
    "\\|",
    "*a*",
    "_a_",
    "__",
    "a_b",
    "~~x~~",
    "~",
    "`",
    "``",
    "`a`",
    "!",
    "$x$",
    "$5",
    "http://example.org/a_b*c",
    "www.example.org",
    "a@example.org",
    "中文",
    "（",
    "。",
    "「強」",
    "한국어",
    "“q”",
    "é",
    "e\u{301}",
    "क्",
    "🙂",
    "\u{200b}",
    "\u{a0}",
    "\u{2028}",
    "€",
    "(",
    ")",
    "'",
    "\"",
    ":",
    "\u{1b}",
    "\0",
];

/// Text as a tree may have it.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let bit = prop_oneof![
        4 => prop::sample::select(&BITS[..]).prop_map(str::to_owned),
        3 => "[a-z]{1,5}",
        2 => Just(" ".to_owned()),
        1 => "[ -~]{1,3}",
    ];
    vec(bit, 1..6).prop_map(|bits| bits.concat())
}

/// Words between spaces, beside which every mark can be read.
pub(crate) fn plain() -> impl Strategy<Value = String> {
    vec("[a-zé中0-9]{1,4}", 1..4).prop_map(|words| words.join(" "))
}

pub(crate) fn url() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "(https://example\\.org|)/[a-z_*~()&;=?#.!$'+,%-]{0,12}",
        1 => "mailto:[a-z]{1,5}@example\\.org",
        1 => "(javascript|data|vbscript|JavaScript|\u{1}java\nscript|file):[a-z(1)]{1,6}",
        1 => prop::sample::select(vec!["/a b", "/?a&lt;b", "</a>", "/\"", "/`a`", "/a\\)", "http://[", "/a)b(", "/|", "", "/[a](b)"]).prop_map(str::to_owned),
    ]
}

fn image() -> impl Strategy<Value = Image> {
    (url(), text(), prop::option::of(text())).prop_map(|(url, alt, title)| Image { url, alt, title })
}

pub(crate) fn code() -> impl Strategy<Value = String> {
    prop_oneof![text(), "[ -~\n\t]{1,12}", "(`{1,5}|[a-z ]|\n|\\\\|\\|){1,6}"]
}

pub(crate) fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let leaf = prop_oneof![
        6 => text().prop_map(Inline::Text),
        1 => code().prop_map(Inline::Code),
        1 => image().prop_map(Inline::Image),
        1 => "[a-z_{}\\\\^<&*$`]{1,6}".prop_map(Inline::Formula),
        1 => (text(), text()).prop_map(|(base, reading)| Inline::Ruby { base, reading }),
        1 => Just(Inline::Break),
    ];
    let inline = leaf.prop_recursive(4, 16, 3, |inner| {
        let inner = vec(inner, 1..4);
        prop_oneof![
            inner.clone().prop_map(Inline::Emphasis),
            inner.clone().prop_map(Inline::Strong),
            inner.clone().prop_map(Inline::Struck),
            inner.clone().prop_map(Inline::Superscript),
            inner.clone().prop_map(Inline::Subscript),
            (url(), inner).prop_map(|(url, text)| Inline::Link(Link { url, text })),
        ]
    });
    vec(inline, 1..5)
}

fn table() -> impl Strategy<Value = Table> {
    (1_usize..4, 1_usize..4).prop_flat_map(|(columns, rows)| {
        let cell = (inlines(), any::<bool>(), 1_usize..3).prop_map(|(text, is_heading, columns)| Cell {
            is_heading,
            columns,
            rows: 1,
            text,
        });
        let rows = vec(vec(prop::option::weighted(0.9, cell), columns), rows);
        (rows, 0_usize..3, prop_oneof![Just(Vec::new()), inlines()]).prop_map(|(rows, head, caption)| Table {
            caption,
            head: head.min(rows.len()),
            rows,
        })
    })
}

pub(crate) fn parts() -> impl Strategy<Value = Vec<Part>> {
    let leaf = prop_oneof![
        4 => inlines().prop_map(Part::Paragraph),
        1 => (1_u8..7, inlines()).prop_map(|(level, text)| Part::Heading { level, text }),
        1 => (prop::option::of("[a-z+#]{1,4}"), code()).prop_map(|(language, text)| Part::Code { language, text }),
        1 => table().prop_map(Part::Table),
        1 => (vec(image(), 0..3), prop_oneof![Just(Vec::new()), inlines()])
            .prop_map(|(images, caption)| Part::Figure { images, caption }),
        1 => "[a-z_{}\\\\^<&*$` =\n]{1,8}".prop_map(Part::Formula),
        1 => Just(Part::Rule),
    ];
    let part = leaf.prop_recursive(4, 24, 4, |inner| {
        let inner = vec(inner, 0..4);
        let item = (prop::option::weighted(0.2, 0_i64..100), inner.clone())
            .prop_map(|(number, parts)| Item { number, parts });
        let definition = (vec(inlines(), 0..2), vec(inner.clone(), 0..2))
            .prop_map(|(terms, meanings)| Definition { terms, meanings });
        prop_oneof![
            4 => (prop::option::of(0_i64..20), vec(item, 1..4)).prop_map(|(first, items)| {
                Part::List(List { numbers: first.map(|first| Numbers { first }), items })
            }),
            1 => inner.clone().prop_map(Part::Quote),
            1 => vec(definition, 1..3).prop_map(Part::Definitions),
            1 => (prop::option::of(text()), prop::option::of(text()), prop::option::of(url()), inner)
                .prop_map(|(provider, author, url, parts)| Part::Embed(Embed { provider, author, url, parts })),
        ]
    });
    vec(part, 0..5)
}

pub(crate) fn content() -> impl Strategy<Value = Content> {
    parts().prop_map(|parts| Content { parts })
}
