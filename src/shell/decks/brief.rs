//! A deck in brief: what choosing the next cards needs of it, so that a deck that is not asked
//! need not be read. It is made of a reading, kept in the cache, and says no more than the reading.

use std::collections::HashMap;

use retain::deck::Deck;
use retain::packed::{Packer, Unpacker};

/// What is kept of a deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How many entries of its file were left out.
    pub left_out: usize,
    /// How many errors its file has.
    pub errors: usize,
    /// A digest of the names and contents of its cards, by which an edit is noticed.
    pub digest: String,
    /// The tags of its cards, each once.
    pub tags: Vec<String>,
    cards: Vec<Card>,
    /// The names of the cards, one after the other.
    names: String,
    /// For each card, one after the other, the places of its tags in `tags`.
    tagged: Vec<u32>,
    /// The places of the cards in the order of their names.
    by_name: Vec<u32>,
}

/// What is kept of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Card {
    /// Which entry it was made of: equal for siblings.
    pub entry: u64,
    /// Which paragraph it is about, if it says so.
    pub paragraph: Option<u64>,
    /// Kept out of sittings by its author.
    pub suspended: bool,
    /// Not yet looked at by a person.
    pub draft: bool,
    /// Where its name ends in the names.
    name_end: u32,
    /// Where its tags end among the tags of all cards.
    tags_end: u32,
}

impl Brief {
    /// Of a deck, with how much its reading left out.
    pub fn of(deck: &Deck, left_out: usize, errors: usize) -> Self {
        let mut brief = Self {
            id: deck.id.clone(),
            title: deck.title.clone(),
            left_out,
            errors,
            digest: digest(deck),
            tags: Vec::new(),
            cards: Vec::with_capacity(deck.cards.len()),
            names: String::new(),
            tagged: Vec::new(),
            by_name: (0..deck.cards.len() as u32).collect(),
        };
        let mut known: HashMap<&str, u32> = HashMap::new();
        for card in &deck.cards {
            for tag in &card.tags {
                let next = brief.tags.len() as u32;
                brief.tagged.push(*known.entry(tag).or_insert_with(|| {
                    brief.tags.push(tag.clone());
                    next
                }));
            }
            brief.names.push_str(&card.id.card);
            brief.cards.push(Card {
                entry: fingerprint(&card.entry),
                paragraph: card.sources.first().and_then(|place| {
                    let (from, _) = place.paragraphs?;
                    Some(fingerprint(&place.source) ^ u64::from(from))
                }),
                suspended: card.suspended,
                draft: card.draft,
                name_end: brief.names.len() as u32,
                tags_end: brief.tagged.len() as u32,
            });
        }
        let mut by_name = std::mem::take(&mut brief.by_name);
        by_name.sort_by_key(|place| brief.name(*place as usize));
        brief.by_name = by_name;
        brief
    }

    /// How many cards it has.
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    /// How many of its cards are drafts.
    pub fn drafts(&self) -> usize {
        self.cards.iter().filter(|card| card.draft).count()
    }

    /// The card of a place.
    pub fn card(&self, place: usize) -> &Card {
        &self.cards[place]
    }

    /// The name of the card of a place.
    pub fn name(&self, place: usize) -> &str {
        let start = place
            .checked_sub(1)
            .map_or(0, |before| self.cards[before].name_end);
        &self.names[start as usize..self.cards[place].name_end as usize]
    }

    /// The place of the card of a name.
    pub fn find(&self, name: &str) -> Option<usize> {
        let found = self
            .by_name
            .binary_search_by_key(&name, |place| self.name(*place as usize));
        found.ok().map(|at| self.by_name[at] as usize)
    }

    /// Whether a card has one of these tags; any card has where none is wanted.
    pub fn has_tag(&self, place: usize, tags: &[String]) -> bool {
        let start = place
            .checked_sub(1)
            .map_or(0, |before| self.cards[before].tags_end);
        let own = &self.tagged[start as usize..self.cards[place].tags_end as usize];
        tags.is_empty()
            || own
                .iter()
                .any(|tag| tags.contains(&self.tags[*tag as usize]))
    }

    /// Puts it down.
    pub fn pack(&self, packer: &mut Packer) {
        packer.text(&self.id);
        packer.text(&self.title);
        packer.text(&self.digest);
        packer.number(self.left_out as u64);
        packer.number(self.errors as u64);
        packer.number(self.tags.len() as u64);
        self.tags.iter().for_each(|tag| packer.text(tag));
        packer.text(&self.names);
        packer.numbers(&self.tagged);
        packer.numbers(&self.by_name);
        packer.number(self.cards.len() as u64);
        for card in &self.cards {
            let flags = u32::from(card.suspended)
                | u32::from(card.draft) << 1
                | u32::from(card.paragraph.is_some()) << 2;
            packer.number(card.entry);
            packer.number(card.paragraph.unwrap_or(0));
            packer.small(flags);
            packer.small(card.name_end);
            packer.small(card.tags_end);
        }
    }

    /// Takes up what [`Brief::pack`] has put down; none where it does not hold together.
    pub fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let (id, title, digest) = (from.text()?, from.text()?, from.text()?);
        let (left_out, errors) = (from.size()?, from.size()?);
        let tags = (0..from.size()?)
            .map(|_| from.text())
            .collect::<Option<Vec<_>>>()?;
        let names = from.text()?;
        let (tagged, by_name) = (from.numbers()?, from.numbers()?);
        let cards = (0..from.size()?)
            .map(|_| {
                let (entry, paragraph, flags) = (from.number()?, from.number()?, from.small()?);
                Some(Card {
                    entry,
                    paragraph: (flags & 4 != 0).then_some(paragraph),
                    suspended: flags & 1 != 0,
                    draft: flags & 2 != 0,
                    name_end: from.small()?,
                    tags_end: from.small()?,
                })
            })
            .collect::<Option<Vec<_>>>()?;
        let brief = Self {
            id,
            title,
            left_out,
            errors,
            digest,
            tags,
            cards,
            names,
            tagged,
            by_name,
        };
        brief.holds_together().then_some(brief)
    }

    /// Whether every place that it names is there.
    fn holds_together(&self) -> bool {
        let (mut name, mut tags) = (0, 0);
        self.by_name.len() == self.cards.len()
            && self
                .by_name
                .iter()
                .all(|place| (*place as usize) < self.cards.len())
            && self
                .tagged
                .iter()
                .all(|tag| (*tag as usize) < self.tags.len())
            && self.cards.iter().all(|card| {
                let grows = card.name_end >= name && card.tags_end >= tags;
                (name, tags) = (card.name_end, card.tags_end);
                grows
                    && self.names.is_char_boundary(name as usize)
                    && tags as usize <= self.tagged.len()
            })
    }
}

/// A digest of the names and contents of a deck's cards.
pub fn digest(deck: &Deck) -> String {
    let mut hasher = blake3::Hasher::new();
    for card in &deck.cards {
        for part in [&card.id.card, &card.content] {
            hasher.update(part.as_bytes());
            hasher.update(b"\0");
        }
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

fn fingerprint(text: &str) -> u64 {
    let hash = blake3::hash(text.as_bytes());
    let bytes = hash.as_bytes();
    u64::from_le_bytes([
        bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7],
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use retain::deck::read::read;

    const DECK: &str = r#"
[deck]
tags = ["all"]
[sources.book]
title = "Book"
[[card]]
id = "b"
question = "First?"
answer = "one"
source = "book#3"
[[card]]
id = "gaps"
cloze = "{{First}} or {{second}}, as it comes."
tags = ["gap"]
draft = true
[[card]]
id = "a"
question = "Second?"
answer = "two"
suspended = true
"#;

    fn brief() -> Brief {
        Brief::of(&read(DECK.as_bytes(), "deck").deck.unwrap(), 1, 2)
    }

    fn packed(brief: &Brief) -> Vec<u8> {
        let mut packer = Packer::default();
        brief.pack(&mut packer);
        packer.done()
    }

    #[test]
    fn it_says_of_each_card_what_the_deck_says() {
        let deck = read(DECK.as_bytes(), "deck").deck.unwrap();
        let brief = brief();
        assert_eq!(brief.len(), deck.cards.len());
        for (place, card) in deck.cards.iter().enumerate() {
            let kept = brief.card(place);
            assert_eq!(brief.name(place), card.id.card);
            assert_eq!(brief.find(&card.id.card), Some(place));
            assert_eq!((kept.suspended, kept.draft), (card.suspended, card.draft));
            for tag in ["all", "gap", "none"] {
                let wanted = [tag.to_owned()];
                assert_eq!(
                    brief.has_tag(place, &wanted),
                    card.tags.contains(&wanted[0])
                );
            }
            assert!(brief.has_tag(place, &[]));
        }
        assert_eq!(brief.card(1).entry, brief.card(2).entry);
        assert_ne!(brief.card(0).entry, brief.card(1).entry);
        assert!(brief.card(0).paragraph.is_some() && brief.card(1).paragraph.is_none());
        assert_eq!((brief.drafts(), brief.find("none")), (2, None));
    }

    #[test]
    fn it_comes_back_as_it_was_put_down() {
        let brief = brief();
        let bytes = packed(&brief);
        assert_eq!(Brief::unpack(&mut Unpacker::new(&bytes)), Some(brief));
    }

    #[test]
    fn no_damage_makes_it_panic() {
        let bytes = packed(&brief());
        for at in 0..bytes.len() {
            for value in [0, 1, 0x7f, 0xff] {
                let mut damaged = bytes.clone();
                damaged[at] = value;
                if let Some(brief) = Brief::unpack(&mut Unpacker::new(&damaged)) {
                    for place in 0..brief.len() {
                        brief.has_tag(place, &["all".to_owned()]);
                        brief.find(brief.name(place));
                    }
                }
            }
            assert_eq!(Brief::unpack(&mut Unpacker::new(&bytes[..at])), None);
        }
    }
}
