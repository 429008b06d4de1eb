//! Where chance comes from: the seed of the command line, or the machine.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;
use uuid::{Builder, Uuid};

use super::config::Config;

/// A source of seeds and ids.
#[derive(Debug)]
pub struct Chance {
    rng: ChaCha8Rng,
    /// What makes ids differ from those of another machine with the same seed.
    own: Option<ChaCha8Rng>,
}

impl Chance {
    /// Seeds that a seed on the command line repeats, fresh ones without. Ids are fresh too, unless
    /// time is pretended: a class that draws with one seed has learners, devices and answers of
    /// its own each.
    pub fn of(config: &Config) -> Self {
        let repeats = config.seed.is_some() && config.clock.is_pretended();
        Self {
            rng: ChaCha8Rng::seed_from_u64(config.seed.unwrap_or_else(fresh)),
            own: (!repeats).then(|| ChaCha8Rng::seed_from_u64(fresh())),
        }
    }

    /// What a test draws with when that seed is given.
    pub fn draws_of(seed: u64) -> u64 {
        let mut chance = Self {
            rng: ChaCha8Rng::seed_from_u64(seed),
            own: None,
        };
        // The id of a machine comes first.
        chance.uuid();
        chance.seed()
    }

    /// A seed for a sitting.
    pub fn seed(&mut self) -> u64 {
        self.rng.next_u64()
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.rng.fill_bytes(&mut bytes);
        if let Some(own) = &mut self.own {
            let mut others = [0; N];
            own.fill_bytes(&mut others);
            bytes
                .iter_mut()
                .zip(others)
                .for_each(|(byte, other)| *byte ^= other);
        }
        bytes
    }

    /// A random id.
    pub fn uuid(&mut self) -> Uuid {
        Builder::from_random_bytes(self.bytes()).into_uuid()
    }
}

/// Every new hasher of the standard library is keyed by the machine's random source.
pub fn fresh() -> u64 {
    std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), 0)
}
