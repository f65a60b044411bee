//! Text to tree, the tree's drop included.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dehusk_dom::{ParseOptions, decode, parse};

mod inputs;

fn bench(criterion: &mut Criterion) {
    let options = ParseOptions::default();
    let mut group = criterion.benchmark_group("parse");
    for input in inputs::all() {
        let decoded = decode(&input.bytes, input.charset);
        let text = &*decoded.text;
        group.throughput(Throughput::Bytes(text.len() as u64));
        // `iter` drops what comes out within the time, as callers do.
        group.bench_function(input.name, |bencher| bencher.iter(|| parse(black_box(text), &options)));
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
