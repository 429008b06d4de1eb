//! Marking an order: how many items stand in the right order among themselves.

use super::{Mark, Reason};

/// The length of the longest common subsequence of two sequences of places without repeats,
/// where the right one is 0, 1, 2, …: the longest rising subsequence.
pub(super) fn longest_rising(places: &[usize]) -> usize {
    // The least last place of a rising subsequence of each length.
    let mut ends: Vec<usize> = Vec::new();
    for &place in places {
        let length = ends.partition_point(|&end| end < place);
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    ends.len()
}

/// `part / whole`, and 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of items are small")]
pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// Marks an arrangement of `n` items, given as their right places: the length of the longest
/// common subsequence, divided by `n`. What is repeated or is no item does not count.
pub fn mark(n: usize, arranged: &[usize]) -> Mark {
    if arranged.is_empty() {
        return Mark::omitted().trace("order", "nothing is arranged");
    }
    let mut seen = vec![false; n];
    let places: Vec<usize> = arranged
        .iter()
        .copied()
        .filter(|&place| place < n && !std::mem::replace(&mut seen[place], true))
        .collect();
    let kept = longest_rising(&places);
    Mark::scored(share(kept, n), Reason::Order)
        .trace("order", format!("{kept} of {n} in the right order"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_score_is_the_share_that_is_in_order() {
        for (arranged, score) in [
            (&[0, 1, 2, 3][..], 1.0),
            (&[1, 0, 2, 3], 0.75),
            (&[3, 2, 1, 0], 0.25),
            (&[0, 1], 0.5),
            (&[0, 0, 0, 1, 9], 0.5),
        ] {
            assert_eq!(mark(4, arranged).score, score, "{arranged:?}");
        }
        assert_eq!(mark(4, &[]).reason, Reason::Omitted);
        assert_eq!(mark(0, &[1]).score, 0.0);
    }
}
