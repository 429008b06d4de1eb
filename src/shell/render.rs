//! From texts and numbers to lines that fit a window: colours, wrapping, words.

pub mod attempt;
pub mod layout;
pub mod palette;
pub mod sheet;
pub mod summary;
pub mod text;
pub mod words;
