//! The days until the exam, cut into blocks: each day by itself where it matters, several days
//! together in between, so that half a year is planned as fast as two months.

/// How many days from today, and before the exam, stand alone.
const ALONE: usize = 14;
/// How many blocks there are at most.
const MOST: usize = 48;

/// Days that are planned as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// The first day; 0 is today.
    pub first: usize,
    /// How many days, at least 1.
    pub days: usize,
}

impl Block {
    /// The day that stands for all of them.
    pub fn middle(self) -> usize {
        self.first + (self.days - 1) / 2
    }
}

/// Cuts the days from today to the one before the exam. `days` is at least 1.
pub fn blocks(days: usize) -> Vec<Block> {
    if days <= MOST {
        return (0..days).map(|first| Block { first, days: 1 }).collect();
    }
    let between = days - 2 * ALONE;
    let parts = MOST - 2 * ALONE;
    let alone = |first| Block { first, days: 1 };
    let mut blocks: Vec<Block> = (0..ALONE).map(alone).collect();
    for part in 0..parts {
        let from = between * part / parts;
        let to = between * (part + 1) / parts;
        blocks.push(Block {
            first: ALONE + from,
            days: to - from,
        });
    }
    blocks.extend((days - ALONE..days).map(alone));
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_in_one_block() {
        for days in [1, 2, 47, 48, 49, 60, 180, 3650] {
            let blocks = blocks(days);
            assert!(blocks.len() <= MOST);
            let mut next = 0;
            for block in &blocks {
                assert_eq!(block.first, next, "{days} days");
                assert!(block.days >= 1 && block.middle() < block.first + block.days);
                next += block.days;
            }
            assert_eq!(next, days);
            assert_eq!(blocks[0].days, 1, "today stands alone");
        }
    }
}
