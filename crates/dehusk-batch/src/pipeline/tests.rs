use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::*;
use crate::facts::Facts;
use crate::source::Payload;
use crate::work::Rendered;
use crate::{FailReason, Identity, Place, RecordError, Rendering, SinkError};

/// A source of numbered records, with something else in each tenth place.
struct Numbers(std::ops::Range<u64>);

impl Numbers {
    fn pull(&mut self) -> Option<Pulled> {
        let number = self.0.next()?;
        let place = Place::line("x".into(), number, 0);
        if number % 10 == 9 {
            let error = RecordError::Truncated { missing: None };
            return Some(Pulled::Failed(place, Identity::default(), error));
        }
        let bytes = vec![0; (number as usize * 7919) % 4096];
        Some(Pulled::Record(RawRecord { place, payload: Payload::File { id: number.to_string(), bytes } }))
    }
}

impl Feed for Numbers {
    fn next(&mut self) -> Option<(Position, Pulled)> {
        Some((Position::default(), self.pull()?))
    }
}

/// Nothing is to be done while one waits.
fn reading(feed: &mut (dyn Feed + Send)) -> Reading<'_> {
    Reading { feed, help: &|| false }
}

/// Takes longer for some records than for others, so that they overtake.
fn slow_work(record: &RawRecord) -> Done {
    let number = record.place.line.unwrap();
    if number.is_multiple_of(17) {
        thread::sleep(std::time::Duration::from_millis(2));
    }
    let (id, facts, body) = (number.to_string(), Facts::default(), Rendering::Bytes(Vec::new()));
    Done::Kept(Box::new(Rendered { id, body, facts, blocks: None }))
}

fn name(output: Output) -> String {
    match output {
        Output::Done(Done::Kept(rendered)) => rendered.id,
        Output::Pulled(Pulled::Failed(place, _, _)) => place.line.unwrap().to_string(),
        _ => "?".to_owned(),
    }
}

#[test]
fn results_come_in_the_order_of_reading_on_any_number_of_threads() {
    let expected: Vec<_> = (0..500).map(|number| number.to_string()).collect();
    for jobs in [1, 2, 8] {
        let pool = workers(NonZeroUsize::new(jobs).unwrap()).unwrap();
        let mut got = Vec::new();
        run(reading(&mut Numbers(0..500)), &pool, MAX_BYTES, &|record| slow_work(&record), &mut |item| {
            got.extend(item.map(|item| name(item.output)));
            Ok(())
        })
        .unwrap();
        assert_eq!(got, expected, "{jobs}");
    }
}

#[test]
fn a_write_that_fails_ends_the_run_at_once() {
    let pool = workers(NonZeroUsize::new(2).unwrap()).unwrap();
    let mut written = 0;
    let result = run(
        reading(&mut Numbers(0..u64::MAX)),
        &pool,
        MAX_BYTES,
        &|record| slow_work(&record),
        &mut |item| {
            written += usize::from(item.is_some());
            let cause = io::Error::from(io::ErrorKind::StorageFull);
            if written > 20 {
                Err(SinkError { action: "write", path: "out".into(), cause }.into())
            } else {
                Ok(())
            }
        },
    );
    assert!(matches!(result, Err(BatchError::Sink(_))));
    assert_eq!(written, 21);
}

#[test]
fn a_reader_that_panics_is_an_error_and_no_hang() {
    struct Broken;
    impl Feed for Broken {
        fn next(&mut self) -> Option<(Position, Pulled)> {
            panic!("out of bytes");
        }
    }
    let pool = workers(NonZeroUsize::MIN).unwrap();
    let error = run(reading(&mut Broken), &pool, MAX_BYTES, &|record| slow_work(&record), &mut |_| Ok(()))
        .unwrap_err();
    assert!(error.to_string().contains("out of bytes"), "{error}");
    assert_eq!(RecordError::Panic { message: String::new() }.reason(), FailReason::Panic);
}

#[test]
fn who_waits_for_the_reader_helps() {
    struct Slow(Numbers);
    impl Feed for Slow {
        fn next(&mut self) -> Option<(Position, Pulled)> {
            thread::sleep(std::time::Duration::from_millis(1));
            self.0.next()
        }
    }
    let pool = workers(NonZeroUsize::new(4).unwrap()).unwrap();
    let left = AtomicUsize::new(10);
    // What there is to do comes to an end, and so does helping.
    let help = || left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok();
    let mut got = 0;
    let reading = Reading { feed: &mut Slow(Numbers(0..50)), help: &help };
    run(reading, &pool, MAX_BYTES, &|record| slow_work(&record), &mut |item| {
        got += usize::from(item.is_some());
        Ok(())
    })
    .unwrap();
    assert_eq!((got, left.into_inner()), (50, 0));
}
