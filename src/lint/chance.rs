//! How likely chance alone gives what was found.

/// From this many trials on, the normal distribution is as good as the exact sum.
const MANY: usize = 1000;

/// The probability of at least so many hits in independent trials, each with a chance of its own.
pub(super) fn at_least(hits: usize, chances: &[f64]) -> f64 {
    if hits == 0 {
        return 1.0;
    }
    if hits > chances.len() {
        return 0.0;
    }
    if chances.len() >= MANY {
        let mean: f64 = chances.iter().sum();
        let variance: f64 = chances.iter().map(|p| p * (1.0 - p)).sum();
        let above = (hits as f64 - 0.5 - mean) / variance.sqrt();
        let two_sided = chi_square(above * above, 1);
        return if above > 0.0 {
            two_sided / 2.0
        } else {
            1.0 - two_sided / 2.0
        };
    }
    // How likely each number of hits is, after each trial.
    let mut likely = vec![0.0; chances.len() + 1];
    likely[0] = 1.0;
    for (trials, p) in chances.iter().enumerate() {
        for count in (1..=trials + 1).rev() {
            likely[count] = likely[count] * (1.0 - p) + likely[count - 1] * p;
        }
        likely[0] *= 1.0 - p;
    }
    likely[hits..].iter().sum::<f64>().min(1.0)
}

/// The probability that a chi-square with so many degrees of freedom is at least as large: one
/// minus the regularised lower gamma function, by its series.
pub(super) fn chi_square(statistic: f64, freedom: usize) -> f64 {
    /// Far beyond any level of significance.
    const OUT_OF_SIGHT: f64 = 300.0;
    if statistic.is_nan() || statistic <= 0.0 || freedom == 0 {
        return 1.0;
    }
    let (a, x) = (freedom as f64 / 2.0, statistic / 2.0);
    if x > OUT_OF_SIGHT + 2.0 * a {
        return 0.0;
    }
    let (mut term, mut sum) = (1.0 / a, 1.0 / a);
    let mut n = a;
    while term > sum * 1e-15 {
        n += 1.0;
        term *= x / n;
        sum += term;
    }
    (1.0 - sum * (a * x.ln() - x - log_gamma(freedom)).exp()).clamp(0.0, 1.0)
}

/// The logarithm of the gamma function at half a whole number.
fn log_gamma(halves: usize) -> f64 {
    let (first, start) = if halves.is_multiple_of(2) {
        (0.0, 1.0)
    } else {
        (0.5 * std::f64::consts::PI.ln(), 0.5)
    };
    let steps = (halves - 1) / 2;
    first + (0..steps).map(|n| (start + n as f64).ln()).sum::<f64>()
}

/// A probability in words: `p = 0.0031`, `p < 0.0001`.
pub(super) fn shown(p: f64) -> String {
    if p < 0.0001 {
        "p < 0.0001".to_owned()
    } else {
        format!("p = {p:.4}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, known: f64) {
        assert!((found - known).abs() < 5e-5, "{found} is not {known}");
    }

    #[test]
    fn hits_are_as_likely_as_binomial_tables_say() {
        near(at_least(6, &[0.25; 10]), 0.01973);
        near(at_least(9, &[0.5; 10]), 0.01074);
        near(at_least(0, &[0.5; 3]), 1.0);
        near(at_least(4, &[0.5; 3]), 0.0);
        near(at_least(2, &[0.5, 0.25]), 0.125);
    }

    #[test]
    fn many_trials_are_nearly_as_likely_as_the_exact_sum() {
        let exact = at_least(290, &[0.25; 999]);
        let normal = at_least(290, &[0.25; 1000]);
        assert!((exact - normal).abs() < 0.002, "{exact} {normal}");
        assert!(at_least(240, &[0.25; 1000]) > 0.5);
    }

    #[test]
    fn chi_square_agrees_with_the_tables() {
        for (statistic, freedom) in [
            (6.635, 1),
            (9.210, 2),
            (11.345, 3),
            (13.277, 4),
            (23.209, 10),
        ] {
            near(chi_square(statistic, freedom), 0.01);
        }
        near(chi_square(3.841, 1), 0.05);
        assert!(chi_square(1e9, 3) < 1e-12);
        near(chi_square(0.0, 3), 1.0);
    }
}
