//! A deck in brief: what choosing the next cards needs of it, so that a deck that is not asked
//! need not be read. It is made of a reading, kept in the cache, and says no more than the reading.

use std::collections::HashMap;
use std::sync::Arc;

use retain::deck::Deck;
use retain::packed::{Packer, Unpacker};

/// Bytes of a card in the tables: entry, paragraph, flags, ends of its name and of its tags.
const WIDE: usize = 20;
/// Bytes of a name in the index: its hash and its place.
const INDEXED: usize = 8;
/// The flags.
const SUSPENDED: u32 = 1;
const DRAFT: u32 = 2;

/// What is kept of a deck. What there is for each card stays as it was put down, so that a deck
/// of which no card is looked at costs nothing.
#[derive(Debug, Clone)]
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
    /// How many cards it has, how many tags all of them, and how many bytes their names.
    counts: [usize; 3],
    /// Where the tables of its cards stand, among those of other decks.
    tables: Arc<Vec<u8>>,
    from: usize,
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
}

impl Brief {
    /// Of a deck, with how much its reading left out.
    pub fn of(deck: &Deck, left_out: usize, errors: usize) -> Self {
        let (mut entries, mut paragraphs, mut known) =
            (HashMap::new(), HashMap::new(), HashMap::new());
        let (mut cards, mut index) = (Packer::default(), Vec::new());
        let (mut tags, mut tagged, mut names) = (Vec::new(), Packer::default(), String::new());
        let mut tags_end = 0;
        for (place, card) in deck.cards.iter().enumerate() {
            for tag in &card.tags {
                let next = tags.len() as u32;
                tagged.small(*known.entry(tag.as_str()).or_insert_with(|| {
                    tags.push(tag.clone());
                    next
                }));
                tags_end += 1;
            }
            index.push((hash(&card.id.card), place as u32));
            names.push_str(&card.id.card);
            let paragraph = card.sources.first().and_then(|place| {
                let (from, _) = place.paragraphs?;
                let next = paragraphs.len() as u32 + 1;
                Some(*paragraphs.entry((&place.source, from)).or_insert(next))
            });
            let next = entries.len() as u32;
            cards.small(*entries.entry(&card.entry).or_insert(next));
            cards.small(paragraph.unwrap_or(0));
            let flag = |is, flag| if is { flag } else { 0 };
            cards.small(flag(card.suspended, SUSPENDED) | flag(card.draft, DRAFT));
            cards.small(names.len() as u32);
            cards.small(tags_end);
        }
        index.sort_unstable();
        let mut tables = cards.done();
        let mut packer = Packer::default();
        for (hash, place) in index {
            packer.small(hash);
            packer.small(place);
        }
        tables.extend(packer.done());
        tables.extend(tagged.done());
        tables.extend(names.as_bytes());
        Self {
            id: deck.id.clone(),
            title: deck.title.clone(),
            left_out,
            errors,
            digest: digest(deck),
            tags,
            counts: [deck.cards.len(), tags_end as usize, names.len()],
            tables: Arc::new(tables),
            from: 0,
        }
    }

    /// How many cards it has.
    pub fn len(&self) -> usize {
        self.counts[0]
    }

    /// How many of its cards are drafts.
    pub fn drafts(&self) -> usize {
        let all = 0..self.len();
        all.filter(|place| self.card(*place).draft).count()
    }

    /// The card of a place.
    pub fn card(&self, place: usize) -> Card {
        let paragraph = self.of_card(place, 1);
        let flags = self.of_card(place, 2);
        Card {
            entry: self.of_card(place, 0).into(),
            paragraph: (paragraph > 0).then_some(paragraph.into()),
            suspended: flags & SUSPENDED != 0,
            draft: flags & DRAFT != 0,
        }
    }

    /// The name of the card of a place.
    pub fn name(&self, place: usize) -> &str {
        std::str::from_utf8(self.name_bytes(place)).unwrap_or_default()
    }

    fn name_bytes(&self, place: usize) -> &[u8] {
        let names = self.from + self.len() * (WIDE + INDEXED) + self.counts[1] * 4;
        let (start, end) = self.span(place, 3);
        let name = self.tables.get(names + start..names + end);
        name.unwrap_or_default()
    }

    /// The place of the card of a name.
    pub fn find(&self, name: &str) -> Option<usize> {
        let index = self.from + self.len() * WIDE;
        let (hash, at) = (hash(name), |nth: usize| index + nth * INDEXED);
        // Hashes are spread evenly, so that one stands near its share of the whole.
        let mut first = ((u64::from(hash) * self.len() as u64) >> 32) as usize;
        while first > 0 && self.small(at(first - 1)) >= hash {
            first -= 1;
        }
        while first < self.len() && self.small(at(first)) < hash {
            first += 1;
        }
        (first..self.len())
            .take_while(|nth| self.small(at(*nth)) == hash)
            .map(|nth| self.small(at(nth) + 4) as usize)
            .find(|place| *place < self.len() && self.name_bytes(*place) == name.as_bytes())
    }

    /// The tags of a card.
    pub fn tags_of(&self, place: usize) -> impl Iterator<Item = &String> {
        let tagged = self.from + self.len() * (WIDE + INDEXED);
        let (start, end) = self.span(place, 4);
        (start..end.min(self.counts[1]))
            .filter_map(move |nth| self.tags.get(self.small(tagged + nth * 4) as usize))
    }

    /// Whether a card has one of these tags; any card has where none is wanted.
    pub fn has_tag(&self, place: usize, tags: &[String]) -> bool {
        tags.is_empty() || self.tags_of(place).any(|tag| tags.contains(tag))
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
        self.counts
            .iter()
            .for_each(|count| packer.number(*count as u64));
        packer.raw(self.bytes());
    }

    /// Takes up what [`Brief::pack`] has put down in `all`; none where there is not enough of it.
    pub fn unpack(from: &mut Unpacker<'_>, all: &Arc<Vec<u8>>) -> Option<Self> {
        let (id, title, digest) = (from.text()?, from.text()?, from.text()?);
        let (left_out, errors) = (from.size()?, from.size()?);
        let tags = (0..from.size()?)
            .map(|_| from.text())
            .collect::<Option<Vec<_>>>()?;
        let counts = [from.size()?, from.size()?, from.size()?];
        let place = from.place();
        from.raw(length(counts)?)?;
        Some(Self {
            id,
            title,
            left_out,
            errors,
            digest,
            tags,
            counts,
            tables: Arc::clone(all),
            from: place,
        })
    }

    fn bytes(&self) -> &[u8] {
        let end = self.from + length(self.counts).unwrap_or(0);
        self.tables.get(self.from..end).unwrap_or_default()
    }

    fn small(&self, at: usize) -> u32 {
        let bytes = self.tables.get(at..at + 4);
        bytes
            .and_then(|bytes| bytes.try_into().ok())
            .map_or(0, u32::from_le_bytes)
    }

    fn of_card(&self, place: usize, column: usize) -> u32 {
        self.small(self.from + place * WIDE + column * 4)
    }

    /// From where to where something of a card goes, whose ends are in this column.
    fn span(&self, place: usize, column: usize) -> (usize, usize) {
        let before = place.checked_sub(1);
        let start = before.map_or(0, |before| self.of_card(before, column));
        (start as usize, self.of_card(place, column) as usize)
    }
}

impl PartialEq for Brief {
    fn eq(&self, other: &Self) -> bool {
        let head = |brief: &Self| {
            let Self {
                id, title, digest, ..
            } = brief.clone();
            (id, title, digest, brief.left_out, brief.errors)
        };
        head(self) == head(other)
            && self.tags == other.tags
            && self.counts == other.counts
            && self.bytes() == other.bytes()
    }
}

/// How many bytes the tables have.
fn length([cards, tagged, names]: [usize; 3]) -> Option<usize> {
    let cards = cards.checked_mul(WIDE + INDEXED)?;
    cards
        .checked_add(tagged.checked_mul(4)?)?
        .checked_add(names)
}

/// A number for a name, the same on every machine: 32 bits of FNV-1a.
fn hash(name: &str) -> u32 {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    name.bytes().fold(0x811c_9dc5, step)
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

    fn unpacked(bytes: &[u8]) -> Option<Brief> {
        let all = Arc::new(bytes.to_vec());
        Brief::unpack(&mut Unpacker::new(&all), &all)
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
        let mut bytes = packed(&brief);
        assert_eq!(unpacked(&bytes), Some(brief.clone()));
        // Behind another one, too.
        bytes.extend(packed(&brief));
        let all = Arc::new(bytes);
        let mut from = Unpacker::new(&all);
        for _ in 0..2 {
            let again = Brief::unpack(&mut from, &all).unwrap();
            assert_eq!(again, brief);
            for place in 0..brief.len() {
                assert_eq!(again.name(place), brief.name(place));
                assert_eq!(again.find(brief.name(place)), Some(place));
            }
        }
    }

    #[test]
    fn no_damage_makes_it_panic() {
        let bytes = packed(&brief());
        for at in 0..bytes.len() {
            for value in [0, 1, 0x7f, 0xff] {
                let mut damaged = bytes.clone();
                damaged[at] = value;
                if let Some(brief) = unpacked(&damaged) {
                    for place in 0..brief.len() {
                        brief.card(place);
                        brief.has_tag(place, &["all".to_owned()]);
                        brief.find(brief.name(place));
                    }
                }
            }
            assert_eq!(unpacked(&bytes[..at]), None);
        }
    }
}
