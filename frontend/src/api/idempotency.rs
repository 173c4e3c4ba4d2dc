//! Keys that let a write be repeated without doing it twice.

/// Remembers the key that belongs to a body: trying the same again reuses it, other content gets a new one.
#[derive(Debug, Default, Clone)]
pub struct Attempt {
    last: Option<(String, String)>,
}

impl Attempt {
    /// The `Idempotency-Key` for `body`; `fresh` makes a new one where needed.
    pub fn key_for(&mut self, body: &str, fresh: impl FnOnce() -> String) -> String {
        match &self.last {
            Some((known, key)) if known == body => key.clone(),
            _ => {
                let key = fresh();
                self.last = Some((body.to_owned(), key.clone()));
                key
            }
        }
    }

    /// Forgets the key: what is sent next is something new even if it reads the same.
    pub fn done(&mut self) {
        self.last = None;
    }
}

/// 128 random bits in hexadecimal. (`randomUUID` exists on secure origins only; this works on plain HTTP too.)
pub fn random_key() -> String {
    let mut bytes = [0_u8; 16];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        for byte in &mut bytes {
            *byte = (js_sys::Math::random() * 256.0) as u8;
        }
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_body_same_key_other_body_other_key() {
        let mut attempt = Attempt::default();
        assert_eq!(attempt.key_for("a", || "1".into()), "1");
        assert_eq!(attempt.key_for("a", || "2".into()), "1");
        assert_eq!(attempt.key_for("b", || "3".into()), "3");
        attempt.done();
        assert_eq!(attempt.key_for("b", || "4".into()), "4");
    }
}
