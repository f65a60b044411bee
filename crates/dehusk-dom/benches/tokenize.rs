//! Text to tokens, without a tree.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dehusk_dom::{decode, oracle};

mod inputs;

fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tokenize");
    for input in inputs::all() {
        let decoded = decode(&input.bytes, input.charset);
        let text = &*decoded.text;
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(input.name, |bencher| bencher.iter(|| oracle::tokenize(black_box(text))));
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
