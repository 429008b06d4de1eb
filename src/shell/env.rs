//! The only place that reads environment variables.

/// Whether a variable is there, be it empty.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the environment is read"
)]
pub fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some()
}

/// The value of a variable; none where it is unset, empty or not Unicode.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the environment is read"
)]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
