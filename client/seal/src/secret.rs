//! 32 secret bytes: wiped when dropped, compared in constant time, never printed.

use core::fmt;
use zeroize::Zeroize;

/// 32 secret bytes. On the heap, so that moving it leaves no copy behind.
#[derive(Clone)]
pub(crate) struct Secret(Box<[u8; 32]>);

impl Secret {
    pub(crate) fn zero() -> Self {
        Secret(Box::new([0u8; 32]))
    }

    pub(crate) fn copy_from(bytes: &[u8; 32]) -> Self {
        Secret(Box::new(*bytes))
    }

    /// `None` unless `bytes` are 32.
    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Self> {
        let mut secret = Secret::zero();
        (bytes.len() == 32).then(|| secret.0.copy_from_slice(bytes))?;
        Some(secret)
    }

    pub(crate) fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn expose_mut(&mut self) -> &mut [u8; 32] {
        &mut self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        crate::crypt::equal(self.expose(), other.expose())
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_printed_and_compared_whole() {
        assert_eq!(format!("{:?}", Secret::copy_from(&[7; 32])), "[secret]");
        assert_eq!(Secret::from_slice(&[7; 32]), Some(Secret::copy_from(&[7; 32])));
        assert_eq!(Secret::from_slice(&[7; 31]), None);
        assert_ne!(Secret::from_slice(&[7; 32]), Some(Secret::copy_from(&[8; 32])));
    }
}
