//! The shell of `retain`.

fn main() {}
