//! Where chance comes from: the seed of the command line, or the machine.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;
use uuid::{Builder, Uuid};

/// A source of seeds and ids.
#[derive(Debug)]
pub struct Chance {
    rng: ChaCha8Rng,
}

impl Chance {
    /// Repeatable with a seed, fresh without.
    pub fn new(seed: Option<u64>) -> Self {
        // Every new hasher of the standard library is keyed by the machine's random source.
        let fresh = || std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), 0);
        Self {
            rng: ChaCha8Rng::seed_from_u64(seed.unwrap_or_else(fresh)),
        }
    }

    /// A seed for a sitting.
    pub fn seed(&mut self) -> u64 {
        self.rng.next_u64()
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.rng.fill_bytes(&mut bytes);
        bytes
    }

    /// A random id.
    pub fn uuid(&mut self) -> Uuid {
        Builder::from_random_bytes(self.bytes()).into_uuid()
    }
}
