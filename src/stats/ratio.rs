//! Shares, with what they are made of and how far they can be trusted.

/// The 97.5 % point of the normal distribution: intervals are of 95 %.
const Z: f64 = 1.959_963_984_540_054;
/// Shares of fewer cases than this are said to rest on little.
pub const LITTLE: u64 = 30;

/// A share with what it is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ratio {
    /// The numerator.
    pub hits: u64,
    /// The denominator.
    pub of: u64,
}

impl Ratio {
    /// The share, 0 to 1; none of nothing.
    pub fn share(self) -> Option<f64> {
        (self.of > 0).then(|| self.hits as f64 / self.of as f64)
    }

    /// Where the true share lies, 0 to 1, with 95 % confidence; none of nothing. See [`wilson`].
    pub fn interval(self) -> Option<(f64, f64)> {
        Some(wilson(self.share()?, self.of as f64))
    }

    /// Whether the share rests on little: fewer than [`LITTLE`] cases.
    pub fn is_little(self) -> bool {
        self.of < LITTLE
    }

    /// Counts one case.
    pub fn count(&mut self, hit: bool) {
        self.hits += u64::from(hit);
        self.of += 1;
    }

    /// Takes the cases of another share in.
    pub fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.of += other.of;
    }
}

/// Where the true share lies, 0 to 1, with 95 % confidence, after a share of so many cases.
///
/// The score interval of E. B. Wilson, "Probable inference, the law of succession, and
/// statistical inference", Journal of the American Statistical Association 22 (1927), 209–212: it
/// keeps its promise with few cases and near 0 and 1. It takes the cases as independent of each
/// other.
pub fn wilson(share: f64, of: f64) -> (f64, f64) {
    let share = share.clamp(0.0, 1.0);
    let scale = 1.0 + Z * Z / of;
    let centre = (share + Z * Z / (2.0 * of)) / scale;
    let half = Z / scale * (share * (1.0 - share) / of + Z * Z / (4.0 * of * of)).sqrt();
    // Rounding must not lead out of what is possible, nor away from a share of 0 or 1.
    let low = if share <= 0.0 { 0.0 } else { centre - half };
    let high = if share >= 1.0 { 1.0 } else { centre + half };
    (low.max(0.0), high.min(1.0))
}

/// Probabilities summed up: as many are expected to be known.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Expected {
    /// The sum of the probabilities.
    pub sum: f64,
    /// How many there are.
    pub of: u64,
}

impl Expected {
    /// Their mean, 0 to 1; none of nothing.
    pub fn share(self) -> Option<f64> {
        (self.of > 0).then(|| self.sum / self.of as f64)
    }

    /// Counts one.
    pub fn count(&mut self, probability: f64) {
        self.sum += probability;
        self.of += 1;
    }

    /// Takes the sum of others in.
    pub fn add(&mut self, other: Self) {
        self.sum += other.sum;
        self.of += other.of;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(hits: u64, of: u64) -> [String; 2] {
        let (low, high) = Ratio { hits, of }.interval().unwrap();
        [low, high].map(|bound| format!("{bound:.4}"))
    }

    #[test]
    fn the_interval_is_wilsons() {
        // 81 of 263: R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        assert_eq!(interval(81, 263), ["0.2553", "0.3662"]);
        assert_eq!(interval(15, 148), ["0.0624", "0.1605"]);
        assert_eq!(interval(0, 20), ["0.0000", "0.1611"]);
        assert_eq!(interval(1, 29), ["0.0061", "0.1718"]);
        assert_eq!(interval(29, 29)[1], "1.0000");
        assert_eq!(Ratio::default().interval(), None);
    }

    proptest::proptest! {
        #[test]
        fn a_share_lies_in_its_interval(of in 1u64..2_000_000, part in 0.0f64..=1.0) {
            let ratio = Ratio { hits: (part * of as f64) as u64, of };
            let (low, high) = ratio.interval().unwrap();
            let share = ratio.share().unwrap();
            proptest::prop_assert!(0.0 <= low && low <= share && share <= high && high <= 1.0);
        }
    }
}
