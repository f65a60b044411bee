//! Files that the crate's writer wrote, whole and broken.

use std::io::Write;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use super::*;
use crate::KeptFields;

/// A file of `groups` times the rows that `write` writes.
fn file(schema: &str, groups: usize, write: impl Fn(&mut SerializedRowGroupWriter<'_, Vec<u8>>)) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3).unwrap()))
        .set_dictionary_enabled(false)
        .set_data_page_size_limit(1000)
        .set_write_batch_size(2)
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    for _ in 0..groups {
        let mut group = writer.next_row_group().unwrap();
        write(&mut group);
        group.close().unwrap();
    }
    writer.into_inner().unwrap()
}

fn write_texts(group: &mut SerializedRowGroupWriter<'_, Vec<u8>>, texts: &[Option<&str>]) {
    let values: Vec<_> = texts.iter().flatten().map(|text| ByteArray::from(*text)).collect();
    let levels: Vec<_> = texts.iter().map(|text| i16::from(text.is_some())).collect();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None).unwrap();
    column.close().unwrap();
}

const PAGES: &str =
    "message m { optional binary html (UTF8); optional binary url (UTF8); optional binary id (UTF8); }";

fn open(bytes: &[u8], fields: &FieldNames, limits: InputLimits) -> Result<ParquetRows, InputErrorCause> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    ParquetRows::open(file, "a.parquet".into(), "a".into(), fields, limits, Arc::default())
}

fn pulled(bytes: &[u8], fields: &FieldNames, limits: InputLimits) -> Vec<String> {
    let mut rows = match open(bytes, fields, limits) {
        Ok(rows) => rows,
        Err(cause) => return vec![format!("input: {cause}")],
    };
    std::iter::from_fn(|| rows.pull())
        .map(|pulled| match pulled {
            Pulled::Record(RawRecord { place, payload: Payload::Row(row) }) => {
                let Identity { id, url } = row.identity;
                let text = String::from_utf8_lossy(&row.bytes).into_owned();
                format!("{place} {id:?} {url:?} {text}{}", String::from_utf8_lossy(&row.passed))
            }
            Pulled::Failed(place, identity, error) => format!("{place} {:?} {error}", identity.id),
            other => format!("{other:?}"),
        })
        .collect()
}

#[test]
fn rows_are_records_with_numbers_across_groups() {
    let bytes = file(PAGES, 2, |group| {
        write_texts(group, &[Some("<p>a"), None]);
        write_texts(group, &[Some("u"), None]);
        write_texts(group, &[None, Some("7")]);
    });
    let got = pulled(&bytes, &FieldNames::default(), InputLimits::default());
    let expected = [
        "a.parquet:1 Some(\"a:1\") Some(\"u\") <p>a",
        "a.parquet:2 Some(\"7\") no field `html` or `text`",
        "a.parquet:3 Some(\"a:3\") Some(\"u\") <p>a",
        "a.parquet:4 Some(\"7\") no field `html` or `text`",
    ];
    assert_eq!(got, expected);
}

#[test]
fn columns_that_are_not_there_are_told_once() {
    let bytes = file("message m { optional binary page (UTF8); required int32 n; }", 1, |group| {
        write_texts(group, &[Some("x")]);
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int32Type>().write_batch(&[1], None, None).unwrap();
        column.close().unwrap();
    });
    let told = |fields: &FieldNames| pulled(&bytes, fields, InputLimits::default());
    assert_eq!(told(&FieldNames::default()), ["input: no column `html`, `text`; there are `page`, `n`"]);
    let page = FieldNames::default().with_content(["page"]);
    assert_eq!(told(&page.clone().with_id("key")), ["input: no column `key`; there are `page`, `n`"]);
    assert_eq!(told(&page.with_id("n")), ["a.parquet:1 Some(\"1\") None x"]);
    assert_eq!(
        told(&FieldNames::default().with_content(["n"])),
        ["input: column `n` holds neither strings nor bytes"]
    );
}

#[test]
fn kept_columns_of_any_type_are_json() {
    let schema = "message m { optional binary html (UTF8); required int64 at (TIMESTAMP(NANOS,true)); \
        required int32 day (DATE); required double score; required boolean ok; required binary title (UTF8); \
        optional group tags (LIST) { repeated group list { optional binary element (UTF8); } } \
        required group who { required int32 age; } }";
    let bytes = file(schema, 1, |group| {
        write_texts(group, &[Some("x")]);
        let mut next = |write: &dyn Fn(&mut parquet::file::writer::SerializedColumnWriter<'_>)| {
            let mut column = group.next_column().unwrap().unwrap();
            write(&mut column);
            column.close().unwrap();
        };
        next(&|column| drop(column.typed::<Int64Type>().write_batch(&[1], None, None)));
        next(&|column| drop(column.typed::<Int32Type>().write_batch(&[19_782], None, None)));
        next(&|column| drop(column.typed::<DoubleType>().write_batch(&[2.0], None, None)));
        next(&|column| drop(column.typed::<BoolType>().write_batch(&[true], None, None)));
        let broken = ByteArray::from(b"caf\xe9".to_vec());
        next(&|column| {
            drop(column.typed::<ByteArrayType>().write_batch(std::slice::from_ref(&broken), None, None));
        });
        let tag = ByteArray::from("t");
        next(&|column| {
            drop(column.typed::<ByteArrayType>().write_batch(
                std::slice::from_ref(&tag),
                Some(&[3, 2]),
                Some(&[0, 1]),
            ));
        });
        next(&|column| drop(column.typed::<Int32Type>().write_batch(&[40], None, None)));
    });
    let fields = FieldNames::default().with_kept(KeptFields::Others);
    let expected = "a.parquet:1 Some(\"a:1\") None x,\"at\":\"1970-01-01T00:00:00.000000001Z\",\
        \"day\":\"2024-02-29\",\"score\":2.0,\"ok\":true,\"input_title\":\"caf\u{fffd}\",\
        \"input_tags\":[\"t\",null],\"who\":{\"age\":40}";
    assert_eq!(pulled(&bytes, &fields, InputLimits::default()), [expected]);
}

#[test]
fn a_value_over_the_limit_costs_its_row() {
    let long = "x".repeat(200_000);
    for html in [[Some("a"), Some(&*long), Some("b"), None], [Some(&*long), None, Some("a"), Some("b")]] {
        let bytes = file(PAGES, 1, |group| {
            write_texts(group, &html);
            write_texts(group, &[None; 4]);
            write_texts(group, &[None; 4]);
        });
        let got =
            pulled(&bytes, &FieldNames::default(), InputLimits::default().with_max_record_bytes(150_000));
        assert_eq!(got.len(), 4);
        assert_eq!(
            got.iter().filter(|row| row.ends_with("larger than the limit of 150000 bytes")).count(),
            1
        );
        assert!(
            got.iter().any(|row| row.ends_with("None a")) && got.iter().any(|row| row.ends_with("None b"))
        );
    }
}

#[test]
fn a_bomb_is_not_decompressed() {
    let bomb = "x".repeat(40 << 20);
    let bytes = file(PAGES, 1, |group| {
        write_texts(group, &[Some(&bomb), Some("a")]);
        write_texts(group, &[None; 2]);
        write_texts(group, &[Some("1"), Some("2")]);
    });
    assert!(bytes.len() < 1 << 20);
    let got = pulled(&bytes, &FieldNames::default(), InputLimits::default());
    assert_eq!(got[0], "a.parquet:1 Some(\"1\") larger than the limit of 67108864 bytes");
    assert_eq!(got[1], "a.parquet:2 Some(\"2\") None a");
}

/// A generator of no more than good enough numbers, the same in every run.
fn numbers(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    }
}

#[test]
fn broken_files_are_read_as_far_as_they_are_sound_and_never_silently() {
    let texts: Vec<String> = (0..30).map(|n| format!("<p>{}", "word ".repeat(n * 5))).collect();
    let texts: Vec<_> = texts.iter().map(|text| Some(&**text)).collect();
    let whole = file(PAGES, 3, |group| {
        write_texts(group, &texts);
        write_texts(group, &[Some("https://a.example/"); 30]);
        write_texts(group, &[None; 30]);
    });
    let sound = pulled(&whole, &FieldNames::default(), InputLimits::default());
    assert_eq!(sound.len(), 90);
    let mut number = numbers(7);
    for round in 0..400 {
        let mut bytes = whole.clone();
        if round % 4 == 0 {
            bytes.truncate(number(whole.len()));
        } else {
            for _ in 0..=number(3) {
                let at = number(bytes.len());
                bytes[at] ^= 1 << number(8);
            }
        }
        let got = pulled(&bytes, &FieldNames::default(), InputLimits::default());
        assert!(!got.is_empty() && got.len() <= 90, "round {round}: {}", got.len());
        if round % 4 == 0 {
            assert!(
                got.len() == 1 && got[0].starts_with("input: broken Parquet file"),
                "round {round}: {got:?}"
            );
        }
    }
}

#[test]
fn a_damaged_page_costs_its_rows_only() {
    let texts = |n: usize| format!("<p>{n} {}", "word ".repeat(300));
    let texts: Vec<String> = (0..20).map(texts).collect();
    let texts: Vec<_> = texts.iter().map(|text| Some(&**text)).collect();
    let mut bytes = file(PAGES, 1, |group| {
        write_texts(group, &texts);
        write_texts(group, &[None; 20]);
        write_texts(group, &[None; 20]);
    });
    // The magic of the zstd frame of the first page.
    let at = bytes.windows(4).position(|window| window == [0x28, 0xb5, 0x2f, 0xfd]).unwrap();
    bytes[at] ^= 0xff;
    let got = pulled(&bytes, &FieldNames::default(), InputLimits::default());
    assert_eq!(got.len(), 20);
    let failed = got.iter().filter(|row| row.contains("row group 1: ")).count();
    assert!((1..=4).contains(&failed), "{got:?}");
    assert!(got[19].contains("<p>19 "), "{}", got[19]);
}

#[test]
fn what_comes_through_a_pipe_is_spooled() {
    let bytes = file(PAGES, 1, |group| {
        write_texts(group, &[Some("<p>a")]);
        write_texts(group, &[None]);
        write_texts(group, &[None]);
    });
    let mut source = crate::source::open_bytes("stdin", bytes).ok().unwrap();
    assert!(matches!(source.pull(), Some(Pulled::Record(_))));
    assert!(source.pull().is_none());
    // A name says what a file is that has lost its first bytes.
    let cause = crate::source::open_bytes("a.parquet", b"PAR0".to_vec()).err().unwrap();
    assert_eq!(cause.name(), "damaged-parquet");
}
