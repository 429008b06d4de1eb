//! Probabilities as log odds and back, and what a wrong one costs.

/// In log odds no probability is more certain than this.
const CERTAIN: f64 = 1e-4;
/// No prediction counts as more certain than this, so that one that was sure and wrong has a
/// loss.
const SURE: f64 = 1e-7;

/// A probability kept a little off 0 and 1.
pub fn certain_at_most(probability: f64) -> f64 {
    probability.clamp(CERTAIN, 1.0 - CERTAIN)
}

/// Log odds of a probability kept a little off 0 and 1.
pub fn logit(probability: f64) -> f64 {
    let probability = certain_at_most(probability);
    (probability / (1.0 - probability)).ln()
}

/// The log loss of one prediction, 0 and up, where 1 or 0 came.
pub fn loss(predicted: f64, known: f64) -> f64 {
    let predicted = predicted.clamp(SURE, 1.0 - SURE);
    -(known * predicted.ln() + (1.0 - known) * (1.0 - predicted).ln())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_certain_stays_finite() {
        assert!((logit(0.5)).abs() < 1e-12);
        assert!((logit(1.0) + logit(0.0)).abs() < 1e-9 && logit(1.0).is_finite());
        assert!((loss(0.5, 1.0) - 2f64.ln()).abs() < 1e-12);
        assert!(loss(0.0, 1.0).is_finite() && loss(1.0, 1.0) < 1e-6);
    }
}
