//! What texts are divided into. In what is expected, a blank line stands for a
//! [`Joint::Break`], a line break for a [`Joint::Line`], `⏎` for a line break
//! inside a block, and `‖` for a [`Joint::Inline`].

use std::sync::LazyLock;

use dehusk_dom::{Limits, ParseOptions, Tag, parse, parse_fragment, plain_text};
use proptest::prelude::*;

use super::{Setting, segment};
use crate::block::{BlockKind, BlockTree, Joint};
use crate::cue::Cues;

static CUES: LazyLock<Cues> = LazyLock::new(Cues::builtin);

fn shown(tree: &BlockTree) -> String {
    let mut shown = String::new();
    for id in tree.ids() {
        let joint = if shown.is_empty() { Joint::Inline } else { tree.block(id).joint };
        shown.push_str(match joint {
            Joint::Inline if shown.is_empty() => "",
            Joint::Inline => "‖",
            Joint::Cell => "|",
            Joint::Line => "\n",
            Joint::Break => "\n\n",
        });
        shown.push_str(&tree.text(id).replace('\n', "⏎"));
    }
    shown
}

fn tree_of(text: &str) -> BlockTree {
    segment(&plain_text(text, &Limits::default()), Setting::Bare, &CUES)
}

fn text(text: &str) -> String {
    shown(&tree_of(text))
}

fn fragment(markup: &str) -> String {
    let dom = parse_fragment(markup, Tag::Body, &ParseOptions::default());
    shown(&segment(&dom, Setting::Bare, &CUES))
}

/// Words broken into lines as `textwrap` and `fmt` do.
fn wrapped(words: &str, width: usize, first: &str, others: &str) -> String {
    let mut lines = vec![first.to_owned()];
    let mut is_empty = true;
    for word in words.split(' ') {
        let line = lines.last_mut().unwrap();
        if !is_empty && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(format!("{others}{word}"));
        } else {
            if !is_empty {
                line.push(' ');
            }
            line.push_str(word);
        }
        is_empty = false;
    }
    lines.join("\n")
}

/// Letters broken into lines, as where there are no spaces.
fn filled(letters: &str, width: usize) -> String {
    let letters: Vec<char> = letters.chars().collect();
    letters.chunks(width).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
}

const ENGLISH: &str = "The harbour board met on a wet Tuesday to decide what should become of the old \
    crane, which has stood at the end of the mole since the year the railway came and has not lifted \
    anything heavier than a flag for most of that time. Three of its members wanted it gone before \
    the summer.";
const GERMAN: &str = "Der Verein hat am Montag beschlossen, dass die alte Mühle am Bach noch in diesem \
    Jahr ein neues Dach bekommt, weil der Regen im letzten Winter durch die Balken in den Mahlraum \
    gelaufen ist und das Holz an zwei Stellen weich geworden war.";
const RUSSIAN: &str = "Вчера вечером на пристани собрались жители трёх деревень, чтобы посмотреть, как \
    старый паром в последний раз пойдёт через реку, потому что весной здесь откроют мост и перевозчику \
    больше нечего будет делать на этом берегу.";
const ARABIC: &str = "اجتمع سكان القرية مساء أمس عند النهر ليودعوا العبارة القديمة التي نقلت آباءهم \
    وأجدادهم من ضفة إلى أخرى طوال سبعين عاما قبل أن يبنى الجسر الجديد الذي سيفتح في الربيع القادم \
    أمام السيارات والمشاة معا";
const HINDI: &str = "कल शाम गाँव के लोग नदी के किनारे इकट्ठा हुए और उस पुरानी नाव को विदा किया जिसने सत्तर साल तक \
    उनके पुरखों को एक किनारे से दूसरे किनारे तक पहुँचाया था क्योंकि अब वसंत में नया पुल खुल जाएगा और नाविक का काम \
    समाप्त हो जाएगा";
const JAPANESE: &str = "昨日の夕方、三つの村の人々が川の渡し場に集まり、七十年にわたって祖父母や父母を向こう岸へ運んできた古い渡し船の最後の一往復を\
    見送った。春には新しい橋が開通し、船頭の仕事はこの岸からなくなる。それでも彼は毎朝同じ時刻に起きて、川の水位を確かめに行くつもりだと言う。\
    橋ができても水は流れ続けるのだから、と彼は笑って付け加えた。";
const KOREAN: &str = "어제 저녁 세 마을의 주민들이 나루터에 모여 칠십 년 동안 할머니와 할아버지를 건너편으로 실어 나르던 낡은 나룻배의 \
    마지막 운항을 지켜보았다. 봄이 오면 새 다리가 열리고 뱃사공의 일은 이 강가에서 사라지게 된다. 그래도 그는 날마다 같은 \
    시각에 일어나 강물의 높이를 살피러 나가겠다고 말했다. 다리가 놓여도 물은 여전히 흐를 것이고 누군가는 안개 낀 아침에 \
    건너편에서 손을 흔들며 기다릴지 모른다고 그는 웃으며 덧붙였고, 마을 사람들은 아무 말 없이 오랫동안 강 쪽을 바라보았다.";

#[test]
fn lines_of_markup_put_no_spaces_into_scripts_without_them() {
    assert_eq!(
        fragment("<p>潮は六時間\n  ごとに変わる。\nIt turns\nhere。</p>"),
        "潮は六時間ごとに変わる。 It turns here。"
    );
    assert_eq!(fragment("<p>潮は 六<b>時\n</b>間</p>"), "潮は 六時間");
    assert_eq!(fragment("<p>조수는\n여섯</p>"), "조수는 여섯");
}

#[test]
fn wrapped_prose_is_joined_in_any_script() {
    for prose in [ENGLISH, GERMAN, RUSSIAN, ARABIC, HINDI, KOREAN] {
        for width in [60, 66, 72, 78, 80, 100] {
            // Two lines alone could be anything.
            if wrapped(prose, width, "", "").lines().count() < 3 {
                continue;
            }
            assert_eq!(text(&wrapped(prose, width, "", "")), prose, "{width}");
            assert_eq!(text(&wrapped(prose, width, "    ", "    ")), prose, "{width}, set in");
        }
    }
    for width in [30, 35, 38, 40, 60, 72] {
        assert_eq!(text(&filled(JAPANESE, width)), JAPANESE, "{width}");
    }
}

#[test]
fn paragraphs_of_a_wrapped_text_end_where_they_do() {
    let two = format!("{}\n{}", wrapped(ENGLISH, 72, "", ""), wrapped(ENGLISH, 72, "", ""));
    assert_eq!(text(&two), format!("{ENGLISH}\n{ENGLISH}"));
    let set_in = format!("{}\n{}", wrapped(GERMAN, 70, "    ", ""), wrapped(ENGLISH, 70, "    ", ""));
    assert_eq!(text(&set_in), format!("{GERMAN}\n{ENGLISH}"));
    let set_out = format!("{}\n{}", wrapped(GERMAN, 70, "", "    "), wrapped(ENGLISH, 70, "", "    "));
    assert_eq!(text(&set_out), format!("{GERMAN}\n{ENGLISH}"));
    let menu = format!("Home\nNews\nSport\nThe crane\n{}\nShare\nContact us", wrapped(ENGLISH, 72, "", ""));
    assert_eq!(text(&menu), format!("Home\nNews\nSport\nThe crane\n{ENGLISH}\nShare\nContact us"));
    let short = "The crane has stood at the end of the mole since the railway came and\nhas not moved.";
    let with_short = format!("{}\n\n{short}", wrapped(ENGLISH, 72, "", ""));
    assert_eq!(text(&with_short), format!("{ENGLISH}\n\n{}", short.replace('\n', " ")));
}

#[test]
fn mail_keeps_its_quotes_apart() {
    let mail = format!(
        "Anna wrote:\n{}\n> \n{}\n\n{}\n\nAnna\n-- \nAnna Berg\nHarbour Lane 3",
        wrapped(ENGLISH, 72, "> ", "> "),
        wrapped(GERMAN, 72, "> > ", "> > "),
        wrapped(ENGLISH, 72, "", ""),
    );
    let expected = format!(
        "Anna wrote:\n> {ENGLISH}\n>\n> > {GERMAN}\n\n{ENGLISH}\n\nAnna\n--\nAnna Berg\nHarbour Lane 3"
    );
    assert_eq!(text(&mail), expected);
}

#[test]
fn items_hang_on_their_bullets() {
    for (bullet, hang) in [("- ", "  "), ("• ", "  "), ("1. ", "   "), ("(a) ", "    "), ("  * ", "    ")] {
        let list = format!(
            "{}\n{bullet}short\n{}",
            wrapped(ENGLISH, 72, bullet, hang),
            wrapped(GERMAN, 72, bullet, hang)
        );
        let bullet = bullet.trim_start();
        assert_eq!(text(&list), format!("{bullet}{ENGLISH}\n{bullet}short\n{bullet}{GERMAN}"));
    }
    assert_eq!(text("・東京\n・大阪\n①京都"), "・東京\n・大阪\n①京都");
    assert_eq!(text("•\nFirst\n•\nSecond"), "• First\n• Second");
    assert_eq!(text("- \n- \n"), "-\n-");
    assert_eq!(
        text("Product\n    Event App\n    Registration\nPricing"),
        "Product\nEvent App\nRegistration\nPricing"
    );
}

#[test]
fn lines_that_are_lines_stay_lines() {
    for lines in [
        "Home\nNews\nSport\nContact",
        "O rose thou art sick.\nThe invisible worm,\nThat flies in the night\nIn the howling storm:",
        "I went down to the harbour when the tide was on the turn,\nAnd the gulls were crying over what the nets had left to burn,\n\
         And the women on the quay stood with their shawls about their hair,\nAnd nobody was speaking of the ones who were not there.",
        "Anna Berg\nHarbour Lane 3\n1234 Northport",
        "<mara> did the boat come in?\n<jonas> not yet, wind is wrong\n<mara> ok",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "— Quanto sbaglia?\n— Mezzo minuto.\n— E il motore?",
        "海内存知己\n天涯若比邻\n无为在歧路\n儿女共沾巾",
        "Flood closes three bridges on the lower river after two days of rain\nCouncil votes to keep the ferry through another winter season\n\
         Library reopens with a reading room for the youngest of the town\nStorm brings down the lime tree that stood before the old mill",
    ] {
        assert_eq!(text(lines), lines.replace("\n         ", "\n"));
    }
}

#[test]
fn headings_are_blocks() {
    assert_eq!(text("The crane\n=========\n\nIt stands."), "The crane⏎=========\n\nIt stands.");
    assert_eq!(text("Usage\n-----\nRun it."), "Usage⏎-----\nRun it.");
    assert_eq!(text("# Crane\nLifts things."), "# Crane\nLifts things.");
    let shouted = format!(
        "WHAT THE HARBOUR BOARD DECIDED ABOUT THE OLD CRANE ON THE MOLE\n{}",
        wrapped(ENGLISH, 66, "", "")
    );
    assert_eq!(text(&shouted).lines().count(), 2);
    assert_eq!(text("The crane\n\nIt stands at the end."), "The crane\n\nIt stands at the end.");
}

#[test]
fn code_and_tables_keep_their_white_space() {
    let code = "```rust\nfn main() {\n\n    run();\n}\n```";
    let shown = code.replace('\n', "⏎");
    assert_eq!(text(&format!("Run it:\n\n{code}\n\nDone.")), format!("Run it:\n\n{shown}\n\nDone."));
    assert_eq!(
        tree_of(code).ids().map(|id| tree_of(code).block(id).kind).collect::<Vec<_>>(),
        [BlockKind::Preformatted]
    );
    assert_eq!(text("```\nopen for ever"), "```\nopen for ever");
    let bare = "int main() {\n    int a = 1;\n    return f(a);\n}";
    assert_eq!(text(bare), bare.replace('\n', "⏎"));
    assert_eq!(text("Name\tTons\nAlba\t 12\nMira\t9"), "Name\tTons\nAlba\t12\nMira\t9");
    assert_eq!(text("one\ttwo words"), "one two words");
    assert_eq!(
        text("(a) the crane;\n(b) the mole;\n(c) the quay;"),
        "(a) the crane;\n(b) the mole;\n(c) the quay;"
    );
}

#[test]
fn every_sign_for_the_end_of_a_line_counts() {
    assert_eq!(text("a\r\nb\r\n\r\nc"), "a\nb\n\nc");
    assert_eq!(text("a\u{2028}b\u{2029}c\x0Cd"), "a\nb\n\nc\n\nd");
    assert_eq!(text("  a  \n\u{A0}\n\n\u{200B}b\u{AD}c "), "a\n\nbc");
    let crlf = wrapped(ENGLISH, 72, "", "").replace('\n', "\r\n");
    assert_eq!(text(&crlf), ENGLISH);
}

#[test]
fn mixed_input_has_both_kinds_of_boundary() {
    assert_eq!(
        fragment("Home\nNews\n\n<p>One\ntwo <b>three</b>\nfour</p>\nTail\n<pre>a\n  b</pre>"),
        "Home\nNews\n\nOne two three four\n\nTail\n\na⏎  b"
    );
    assert_eq!(fragment("a <b>b</b> c\nd <i>e</i>"), "a b c\nd e");
    assert_eq!(fragment("a<br>b<br />\nc<br><br>d"), "a\nb\nc\n\nd");
    let (start, end) = ENGLISH.split_once("old crane").unwrap();
    let linked = format!("{start}<a href=x>old crane</a>{end}");
    // Tags have no width in what is seen.
    let lines = wrapped(ENGLISH, 72, "", "").replace("old", "<a href=x>old").replace("crane,", "crane</a>,");
    assert_eq!(fragment(&linked), ENGLISH);
    assert_eq!(fragment(&lines), ENGLISH);
}

#[test]
fn links_of_bare_text_are_found_again() {
    let markup = "  see <a href=1>one\n two</a>,\nand <a href=2>three</a>\n<a href=3>four</a>";
    let dom = parse_fragment(markup, Tag::Body, &ParseOptions::default());
    let tree = segment(&dom, Setting::Bare, &CUES);
    let links: Vec<_> =
        tree.links.iter().map(|link| &tree.text[link.text.start as usize..link.text.end as usize]).collect();
    assert_eq!(links, ["one", "two", "three", "four"]);
    assert!(tree.is_one_link(tree.ids().last().unwrap()));
}

#[test]
fn media_links_are_blocks_of_their_own() {
    let page = "<p>One pic.twitter.com/a two https://t.co/b three</p>";
    let tree = segment(&parse(page, &ParseOptions::default()), Setting::Page, &CUES);
    let blocks: Vec<_> =
        tree.ids().map(|id| (tree.text(id), tree.block(id).kind == BlockKind::MediaLink)).collect();
    assert_eq!(
        blocks,
        [
            ("One", false),
            ("pic.twitter.com/a", true),
            ("two", false),
            ("https://t.co/b", true),
            ("three", false)
        ]
    );
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_and_none_is_lost(text in r"([ \t\n\r>*\-=#|`.a-zA-Z0-9À-ſ一-三\u{2028}\u{200B}•～()]{0,12}){0,30}") {
        let tree = tree_of(&text);
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let found: String = tree.ids().map(|id| letters(tree.text(id))).collect();
        prop_assert_eq!(found, letters(&text));
    }
}
