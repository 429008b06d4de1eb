//! A text as a TOML string, the one way in which this program writes it.

use toml_writer::{ToTomlValue, TomlStringBuilder};

/// A text on one line, in double quotes.
pub fn quoted(text: &str) -> String {
    TomlStringBuilder::new(text).as_basic().to_toml_value()
}

/// A text on one line, or between `"""` when it has several.
pub fn string(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    if text.contains('\n') {
        TomlStringBuilder::new(&text).as_ml_basic().to_toml_value()
    } else {
        quoted(&text)
    }
}
