//! Lets libFuzzer look for inputs that break a law of [`targets`]; `RETAIN_FUZZ` names the reader.
//! See `fuzz/run`.
#![no_main]

mod targets;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static TARGET: LazyLock<targets::Law> = LazyLock::new(|| {
    let name = std::env::var("RETAIN_FUZZ").unwrap_or_default();
    let target = targets::TARGETS.iter().find(|(one, _)| *one == name);
    target.map_or_else(
        || panic!("RETAIN_FUZZ is `{name}`, which is no target"),
        |(_, law)| *law,
    )
});

fuzz_target!(|bytes: &[u8]| TARGET(bytes));
