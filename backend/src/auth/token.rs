//! Secrets that the server hands out: 256 random bits, of which only the SHA-256 is stored.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// A secret for its owner. Never logged, never stored.
pub struct Token(String);

impl Token {
    /// 256 bits from the operating system, as 43 characters that are safe in URLs and cookies.
    pub fn generate() -> Result<Self> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(|error| Error::Internal(format!("no randomness: {error}")))?;
        Ok(Token(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// The secret.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What is stored of it.
    pub fn hash(&self) -> Vec<u8> {
        hash(&self.0)
    }
}

/// What is stored of a secret that somebody presents.
pub fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}
