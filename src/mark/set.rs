//! Marking a multiple response: a set of options.

use super::order::share;
use super::{Mark, Reason, Verdict};

/// Marks the chosen options, given by their places: `max(0, hits − false alarms) / keys`.
///
/// `keys` says of each option whether it is right. Where none is, choosing none is right.
pub fn mark(keys: &[bool], chosen: &[usize]) -> Mark {
    let wanted = keys.iter().filter(|&&key| key).count();
    if chosen.is_empty() {
        return if wanted == 0 {
            Mark::new(Verdict::Correct, 1.0, Reason::Set).trace("set", "none is right, none chosen")
        } else {
            Mark::omitted().trace("set", "nothing is chosen")
        };
    }
    let mut chosen = chosen.to_vec();
    chosen.sort_unstable();
    chosen.dedup();
    let hits = chosen
        .iter()
        .filter(|&&place| keys.get(place) == Some(&true))
        .count();
    let false_alarms = chosen.len() - hits;
    Mark::scored(
        share(hits.saturating_sub(false_alarms), wanted),
        Reason::Set,
    )
    .trace(
        "set",
        format!("{hits} of {wanted} found, {false_alarms} chosen that are wrong"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn false_alarms_cancel_hits() {
        let keys = [true, false, true, false];
        for (chosen, score) in [
            (&[0, 2][..], 1.0),
            (&[2, 0, 0], 1.0),
            (&[0], 0.5),
            (&[0, 1], 0.0),
            (&[0, 1, 2], 0.5),
            (&[0, 1, 2, 3], 0.0),
            (&[1], 0.0),
            (&[0, 2, 99], 0.5),
        ] {
            assert_eq!(mark(&keys, chosen).score, score, "{chosen:?}");
        }
        assert_eq!(mark(&keys, &[]).reason, Reason::Omitted);
    }

    #[test]
    fn none_of_them_can_be_right() {
        assert_eq!(mark(&[false, false], &[]).verdict, Verdict::Correct);
        assert_eq!(mark(&[false, false], &[1]).verdict, Verdict::Wrong);
    }
}
