//! The only place that reads environment variables.

/// The value of a variable; none where it is unset, empty or not Unicode.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the environment is read"
)]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
