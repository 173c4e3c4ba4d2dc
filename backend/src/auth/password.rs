//! Passwords: argon2id, at most two at once, and the rules a new one
//! must meet.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use openapi::check::Checker;
use openapi::problem::{FieldCode, FieldProblem};
use openapi::session::check_new_password;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use crate::error::{Error, Result};

/// 64 MiB, two passes, one lane: the project's default, above OWASP's and ASVS 5's minimum.
const MEMORY_KIB: u32 = 65_536;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Hashes at once. More would only take memory: each needs 64 MiB and a core.
const AT_ONCE: usize = 2;
/// Sign-ins that may wait for their turn before the server says it is busy.
const MAX_WAITING: usize = 32;

/// Hashes and verifies passwords. Cheap to clone.
#[derive(Clone)]
pub struct Passwords {
    argon: Argon2<'static>,
    turns: Arc<Semaphore>,
    queue: Arc<Semaphore>,
    /// Verified against when there is no such account, so that the answer takes as long.
    decoy: Arc<str>,
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Whether the password is right.
    pub ok: bool,
    /// A hash with today's parameters, when the password is right and the stored one is older.
    pub rehash: Option<String>,
}

impl Passwords {
    /// With the project's parameters.
    ///
    /// # Errors
    /// Only when the operating system gives no randomness.
    pub fn new() -> Result<Self> {
        Self::with_memory(MEMORY_KIB)
    }

    /// With less memory per hash, for tests and demonstration data.
    pub fn with_memory(kib: u32) -> Result<Self> {
        let params = Params::new(kib, PASSES, LANES, Some(32)).map_err(internal)?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = hash(&argon, "a password nobody has")?.into();
        Ok(Self {
            argon,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            queue: Arc::new(Semaphore::new(AT_ONCE + MAX_WAITING)),
            decoy,
        })
    }

    /// Hashes a password into a PHC string.
    ///
    /// # Errors
    /// `Unavailable` when too many wait already.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let (argon, password) = (self.argon.clone(), password.to_owned());
        self.in_turn(move || hash(&argon, &password)).await
    }

    /// [`Passwords::hash`] for programs without an asynchronous runtime.
    pub fn hash_blocking(&self, password: &str) -> Result<String> {
        hash(&self.argon, password)
    }

    /// Verifies a password against a stored hash. Without one it takes as long and says no.
    ///
    /// # Errors
    /// `Unavailable` when too many wait already.
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<Verified> {
        let known = stored.is_some();
        let stored = stored.unwrap_or(&self.decoy).to_owned();
        let (argon, password) = (self.argon.clone(), password.to_owned());
        let mut verified = self.in_turn(move || verify(&argon, &password, &stored)).await?;
        verified.ok &= known;
        Ok(verified)
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let busy = || Error::Unavailable("too many people are signing in at once".into());
        let place = self.queue.clone().try_acquire_owned().map_err(|_| busy())?;
        let turn = self.turns.clone().acquire_owned().await.map_err(|_| busy())?;
        // held until the work is done, also when the client has gone and nobody waits for it
        let held = move || {
            let _held = (place, turn);
            work()
        };
        tokio::task::spawn_blocking(held).await.map_err(|error| Error::Internal(error.to_string()))?
    }
}

/// The same password typed on another keyboard gives the same bytes.
fn bytes(password: &str) -> Vec<u8> {
    password.nfkc().collect::<String>().into_bytes()
}

fn hash(argon: &Argon2<'_>, password: &str) -> Result<String> {
    Ok(argon.hash_password(&bytes(password)).map_err(internal)?.to_string())
}

fn verify(argon: &Argon2<'_>, password: &str, stored: &str) -> Result<Verified> {
    let parsed = PasswordHash::new(stored).map_err(internal)?;
    let ok = argon.verify_password(&bytes(password), &parsed).is_ok();
    let current = Params::try_from(&parsed).is_ok_and(|params| {
        (params.m_cost(), params.t_cost(), params.p_cost())
            == (argon.params().m_cost(), argon.params().t_cost(), argon.params().p_cost())
    });
    let rehash = if ok && !current { Some(hash(argon, password)?) } else { None };
    Ok(Verified { ok, rehash })
}

fn internal(error: impl std::fmt::Display) -> Error {
    Error::Internal(format!("argon2: {error}"))
}

/// Whether `password` is good enough for somebody known by `words` (name, e-mail, company): long
/// enough, and not easy to guess (zxcvbn's score, which knows common passwords and those words).
pub fn check(pointer: &str, password: &str, least: usize, words: &[&str]) -> Vec<FieldProblem> {
    let mut checker = Checker::default();
    check_new_password(&mut checker, pointer, password, least);
    let refused = checker.done();
    if !refused.is_empty() {
        return refused;
    }
    if is_made_of(password, words) {
        let message = "Do not build it from your name, your e-mail address or the name of this portal.";
        return checker.refuse(pointer, FieldCode::WeakPassword, message).done();
    }
    let mut known: Vec<&str> = vec!["portico"];
    known
        .extend(words.iter().flat_map(|word| word.split(|c: char| !c.is_alphanumeric())).filter(|word| word.len() > 2));
    // zxcvbn's cost grows with length; what follows 100 characters cannot make a password worse
    let head: String = password.chars().take(100).collect();
    let estimate = zxcvbn::zxcvbn(&head, &known);
    if estimate.score() < zxcvbn::Score::Three {
        let hint = estimate.feedback().and_then(|feedback| feedback.warning()).map(|warning| format!("{warning} "));
        let message =
            format!("{}Choose one that is harder to guess, such as a few unrelated words.", hint.unwrap_or_default());
        checker.refuse(pointer, FieldCode::WeakPassword, message);
    }
    checker.done()
}

/// Whether a password is little more than what is known of its owner: without those words, fewer
/// than eight letters or digits are left.
fn is_made_of(password: &str, words: &[&str]) -> bool {
    let bare =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let parts = words.iter().flat_map(|word| word.split(|c: char| !c.is_alphanumeric()).chain([*word]));
    let mut parts: Vec<String> = parts.map(bare).filter(|part| part.chars().count() > 2).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let whole = bare(password);
    let left = parts.iter().fold(whole.clone(), |left, part| left.replace(part, ""));
    left.len() < whole.len() && left.chars().count() < 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_refused_with_a_reason() {
        for weak in ["short", "passwordpassword", "qwertyuiop123", "annalee@example.com", "aaaaaaaaaaaaaaaa"] {
            assert!(!check("/password", weak, 12, &["Anna Lee", "annalee@example.com"]).is_empty(), "{weak}");
        }
        for own in
            ["ida.holm@fabrikam.example", "Ida.Holm@fabrikam.example1", "fabrikam_holm_ida", "northwind support 24"]
        {
            assert!(
                !check("/password", own, 12, &["ida.holm@fabrikam.example", "Northwind Support"]).is_empty(),
                "{own}"
            );
        }
        assert!(check("/password", "violet harbour kite 9", 12, &["Anna Lee"]).is_empty());
    }

    #[test]
    fn a_hash_names_its_parameters() {
        let hash = Passwords::new().unwrap().hash_blocking("violet harbour kite").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=65536,t=2,p=1$"), "{hash}");
    }
}
