//! Numbers and texts as bytes, for what is derived and kept: little-endian, each text behind its
//! length, numbers to the bit.

/// Puts values down one after the other.
#[derive(Debug, Default)]
pub struct Packer(Vec<u8>);

impl Packer {
    /// A number of 8 bits.
    pub fn byte(&mut self, number: u8) {
        self.0.push(number);
    }

    /// A real number.
    pub fn real(&mut self, number: f64) {
        self.number(number.to_bits());
    }

    /// A number of 32 bits.
    pub fn small(&mut self, number: u32) {
        self.0.extend(number.to_le_bytes());
    }

    /// A number of 64 bits.
    pub fn number(&mut self, number: u64) {
        self.0.extend(number.to_le_bytes());
    }

    /// Numbers of 32 bits behind their count.
    pub fn numbers(&mut self, numbers: &[u32]) {
        self.number(numbers.len() as u64);
        self.0
            .extend(numbers.iter().flat_map(|one| one.to_le_bytes()));
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend(text.as_bytes());
    }

    /// Bytes as they are, without their number.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.0.extend(bytes);
    }

    /// All that was put down.
    pub fn done(self) -> Vec<u8> {
        self.0
    }
}

/// Takes values up in the order in which they were put down; none where there are no more or it
/// cannot be one.
#[derive(Debug)]
pub struct Unpacker<'b> {
    rest: &'b [u8],
    length: usize,
}

impl<'b> Unpacker<'b> {
    /// From these bytes.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self {
            rest: bytes,
            length: bytes.len(),
        }
    }

    /// So many bytes as they are.
    pub fn raw(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// How many bytes have been taken up.
    pub fn place(&self) -> usize {
        self.length - self.rest.len()
    }

    /// A number of 8 bits.
    pub fn byte(&mut self) -> Option<u8> {
        self.raw(1)?.first().copied()
    }

    /// A real number.
    pub fn real(&mut self) -> Option<f64> {
        self.number().map(f64::from_bits)
    }

    /// A number of 32 bits.
    pub fn small(&mut self) -> Option<u32> {
        let bytes = self.raw(4)?.try_into().ok()?;
        Some(u32::from_le_bytes(bytes))
    }

    /// A number of 64 bits.
    pub fn number(&mut self) -> Option<u64> {
        let bytes = self.raw(8)?.try_into().ok()?;
        Some(u64::from_le_bytes(bytes))
    }

    /// A number of things.
    pub fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    /// Numbers of 32 bits behind their count.
    pub fn numbers(&mut self) -> Option<Vec<u32>> {
        let count = self.size()?;
        let bytes = self.raw(count.checked_mul(4)?)?;
        let number = |four: &[u8]| four.try_into().map(u32::from_le_bytes).ok();
        bytes.chunks_exact(4).map(number).collect()
    }

    /// A text.
    pub fn text(&mut self) -> Option<String> {
        let length = self.size()?;
        let bytes = self.raw(length)?;
        std::str::from_utf8(bytes).ok().map(str::to_owned)
    }
}
