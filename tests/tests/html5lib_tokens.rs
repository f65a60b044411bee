//! The tokenizer alone: every case of html5lib, a test for each file. Parse
//! errors are not compared, since ours reports none; nor are the cases of what
//! is to be done to text on its way into an XML tree, where ours never goes.

use std::collections::BTreeMap;
use std::process::ExitCode;

use dehusk_dom::oracle::{InitialState, Token, tokens};
use dehusk_tests::html5lib::{self, TokenCase};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;

/// Cases whose text holds half of a surrogate pair, which no Rust string can.
const NO_TEXT: usize = 4;

/// Cases that change text so that XML could hold it.
const FOR_XML: (&str, usize) = ("xmlViolation.test", 4);

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = match html5lib::token_cases() {
        Ok(Some(files)) => trials(files),
        Ok(None) => {
            eprintln!("skipped: the html5lib pack is not here");
            Vec::new()
        }
        Err(error) => {
            let message = error.to_string();
            vec![Trial::test("tokens", move || Err(message.into()))]
        }
    };
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trials(mut files: BTreeMap<String, Vec<TokenCase>>) -> Vec<Trial> {
    let for_xml = files.remove(FOR_XML.0).map_or(0, |cases| cases.len());
    let no_text = files.values().flatten().filter(|case| case.input().is_none()).count();
    let whole = Trial::test("nothing_else_is_left_out", move || {
        let left_out = format!("{for_xml} cases are for XML, {no_text} are no text");
        if (for_xml, no_text) == (FOR_XML.1, NO_TEXT) { Ok(()) } else { Err(left_out.into()) }
    });
    let file = |(file, cases): (String, Vec<TokenCase>)| {
        let cases: Vec<_> = cases.into_iter().filter(|case| case.input().is_some()).collect();
        Trial::test(format!("{file} ({} cases)", cases.len()), move || check_file(&cases))
    };
    files.into_iter().map(file).chain([whole]).collect()
}

fn check_file(cases: &[TokenCase]) -> Result<(), Failed> {
    let mut wrong = Vec::new();
    for case in cases {
        let (Some(input), Some(output)) = (case.input(), case.output()) else { continue };
        for state in &case.initial_states {
            wrong.extend(check(case, state, &input, &output).err());
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(format!("{} of {} cases\n{}", wrong.len(), cases.len(), wrong.join("\n")).into())
}

fn check(case: &TokenCase, state: &str, input: &str, output: &[Value]) -> Result<(), String> {
    let last_start_tag = case.last_start_tag.as_deref();
    let found = canonical(tokens(input, initial_state(state)?, last_start_tag));
    let id = &case.id;
    let expected = output.iter().map(expected).collect::<Option<_>>();
    let expected = canonical(expected.ok_or_else(|| format!("{id}: tokens of an unknown form"))?);
    if found == expected {
        return Ok(());
    }
    Err(format!("---- {id}, {state}: {input:?}\nexpected {expected:?}\nfound    {found:?}"))
}

fn initial_state(name: &str) -> Result<InitialState, String> {
    Ok(match name {
        "Data state" => InitialState::Data,
        "PLAINTEXT state" => InitialState::Plaintext,
        "RCDATA state" => InitialState::Rcdata,
        "RAWTEXT state" => InitialState::Rawtext,
        "Script data state" => InitialState::ScriptData,
        "CDATA section state" => InitialState::CdataSection,
        _ => return Err(format!("no such state: {name}")),
    })
}

/// Characters in runs, attributes by name.
fn canonical(tokens: Vec<Token>) -> Vec<Token> {
    let mut runs: Vec<Token> = Vec::with_capacity(tokens.len());
    for mut token in tokens {
        if let (Some(Token::Characters(run)), Token::Characters(more)) = (runs.last_mut(), &token) {
            run.push_str(more);
            continue;
        }
        if let Token::StartTag { attributes, .. } = &mut token {
            attributes.sort_unstable();
        }
        runs.push(token);
    }
    runs.retain(|token| *token != Token::Characters(String::new()));
    runs
}

fn expected(token: &Value) -> Option<Token> {
    let at = |index: usize| token.get(index);
    let text = |index: usize| at(index).and_then(Value::as_str).map(str::to_owned);
    Some(match text(0)?.as_str() {
        "Character" => Token::Characters(text(1)?),
        "Comment" => Token::Comment(text(1)?),
        "EndTag" => Token::EndTag { name: text(1)? },
        "StartTag" => Token::StartTag {
            name: text(1)?,
            attributes: at(2)?.as_object()?.iter().map(attribute).collect::<Option<_>>()?,
            self_closing: at(3).is_some_and(|flag| flag == true),
        },
        "DOCTYPE" => Token::Doctype {
            name: text(1),
            public_id: text(2),
            system_id: text(3),
            force_quirks: at(4)? == false,
        },
        _ => return None,
    })
}

fn attribute((name, value): (&String, &Value)) -> Option<(String, String)> {
    Some((name.clone(), value.as_str()?.to_owned()))
}
