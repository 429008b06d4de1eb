//! A deck with its text, as it is on the disk now.

use anyhow::{Context, Result};
use retain::deck::Deck;
use retain::deck::read::read;

use super::{BUILT_IN, Loaded, Origin, bytes_of};
use crate::shell::store::DeckText;

/// A deck and the text it was read from.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The deck.
    pub deck: Deck,
    /// Its text.
    pub text: DeckText,
}

impl Whole {
    /// Reads a deck once more, with its text.
    pub fn of(loaded: &Loaded) -> Result<Self> {
        let (bytes, name) = match &loaded.origin {
            Origin::File(path) => bytes_of(path)?,
            Origin::BuiltIn(name) => {
                let built_in = BUILT_IN.iter().find(|(own, _)| own == name);
                let (name, text) = built_in.context("a built-in deck has a text")?;
                (text.as_bytes().to_vec(), (*name).to_owned())
            }
        };
        let deck = read(&bytes, &name).deck;
        Ok(Self {
            deck: deck
                .with_context(|| format!("`{}` is no deck any more", loaded.origin.shown()))?,
            text: DeckText {
                digest: blake3::hash(&bytes).to_hex().to_string(),
                name,
                text: bytes,
            },
        })
    }
}
