//! Memories on a grid of stabilities and difficulties, with what lies between its points.

use crate::schedule::outlook::Strength;

/// How many stabilities there are, evenly spaced in their logarithm.
const STABILITIES: usize = 36;
/// How many difficulties there are.
const DIFFICULTIES: usize = 7;
/// The least and the greatest stability, in days: what lies outside is moved to the edge.
const LEAST: f64 = 0.02;
const GREATEST: f64 = 2000.0;

/// How many points the grid has.
pub const POINTS: usize = STABILITIES * DIFFICULTIES;

/// A place between four points of the grid: the lowest of them, and how far beyond it, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    point: u32,
    stability: f32,
    difficulty: f32,
}

/// The memory at a point.
pub fn strength(point: usize) -> Strength {
    let (i, j) = (point / DIFFICULTIES, point % DIFFICULTIES);
    let share = i as f64 / (STABILITIES - 1) as f64;
    let stability = (LEAST.ln() + share * (GREATEST / LEAST).ln()).exp();
    Strength {
        stability: stability as f32,
        difficulty: (1.0 + 9.0 * j as f64 / (DIFFICULTIES - 1) as f64) as f32,
    }
}

impl Place {
    /// Where a memory stands.
    pub fn of(strength: Strength) -> Self {
        let stability = f64::from(strength.stability).clamp(LEAST, GREATEST);
        let x = (stability / LEAST).ln() / (GREATEST / LEAST).ln() * (STABILITIES - 1) as f64;
        let y = (f64::from(strength.difficulty).clamp(1.0, 10.0) - 1.0) / 9.0
            * (DIFFICULTIES - 1) as f64;
        let (i, j) = (
            (x as usize).min(STABILITIES - 2),
            (y as usize).min(DIFFICULTIES - 2),
        );
        Self {
            point: (i * DIFFICULTIES + j) as u32,
            stability: (x - i as f64) as f32,
            difficulty: (y - j as f64) as f32,
        }
    }

    /// The four points around it with their weights, which sum to 1.
    pub fn corners(self) -> [(usize, f64); 4] {
        let (x, y) = (f64::from(self.stability), f64::from(self.difficulty));
        let point = self.point as usize;
        [
            (point, (1.0 - x) * (1.0 - y)),
            (point + 1, (1.0 - x) * y),
            (point + DIFFICULTIES, x * (1.0 - y)),
            (point + DIFFICULTIES + 1, x * y),
        ]
    }

    /// What a table with a value for each point says of the place.
    pub fn read(self, table: &[f64]) -> f64 {
        let corner = |(point, weight): (usize, f64)| table[point] * weight;
        self.corners().into_iter().map(corner).sum()
    }

    /// Shares an amount among the points around the place.
    pub fn add(self, table: &mut [f64], amount: f64) {
        for (point, weight) in self.corners() {
            table[point] += amount * weight;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_read_as_itself_and_what_lies_between_in_proportion() {
        let table: Vec<f64> = (0..POINTS)
            .map(|point| f64::from(strength(point).stability).ln())
            .collect();
        for point in 0..POINTS {
            let read = Place::of(strength(point)).read(&table);
            assert!((read - table[point]).abs() < 1e-4, "{point}");
        }
        let between = Strength {
            stability: 3.3,
            difficulty: 4.4,
        };
        assert!((Place::of(between).read(&table) - 3.3_f64.ln()).abs() < 1e-3);
    }

    #[test]
    fn what_is_shared_out_is_all_there() {
        let mut table = vec![0.0; POINTS];
        for stability in [0.0, 0.001, 2.7, 1e6] {
            let place = Place::of(Strength {
                stability,
                difficulty: 11.0,
            });
            place.add(&mut table, 1.5);
        }
        assert!((table.iter().sum::<f64>() - 6.0).abs() < 1e-6);
        assert!(table.iter().all(|share| *share >= 0.0));
    }
}
