//! A file of the built apps, named after its content.

use sha2::{Digest, Sha256};

/// A file to be written into `dist/assets`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its name there.
    pub name: String,
    pub content: Vec<u8>,
}

impl Asset {
    /// Names the content `<stem>-<hash>.<extension>`; the server lets browsers keep such names for ever.
    pub fn hashed(stem: &str, extension: &str, content: impl Into<Vec<u8>>) -> Self {
        let content = content.into();
        let name = format!("{stem}-{}.{extension}", short_hash(&content));
        Self { name, content }
    }

    /// The address browsers fetch it from.
    pub fn url(&self) -> String {
        format!("/assets/{}", self.name)
    }
}

/// The first 16 hexadecimal digits of the SHA-256.
pub fn short_hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_follows_the_content() {
        let asset = Asset::hashed("portal", "css", "body{}");
        assert_eq!(asset.url(), format!("/assets/portal-{}.css", short_hash(b"body{}")));
        assert_eq!(short_hash(b""), "e3b0c44298fc1c14");
        assert_ne!(asset.name, Asset::hashed("portal", "css", "html{}").name);
    }
}
