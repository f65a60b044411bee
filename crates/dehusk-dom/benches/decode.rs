//! Bytes to text.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dehusk_dom::decode;

mod inputs;

fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("decode");
    for input in inputs::all() {
        group.throughput(Throughput::Bytes(input.bytes.len() as u64));
        group.bench_function(input.name, |bencher| {
            bencher.iter(|| decode(black_box(&input.bytes), black_box(input.charset)));
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
