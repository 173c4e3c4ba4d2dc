//! Choosing a password: the rules before anything is typed, and in words how good it is. What is too easy
//! to guess only the server knows for sure; this says what is obvious.

use leptos::prelude::*;
use openapi::check::MIN_CUSTOMER_PASSWORD;

use crate::ui::{Field, Form, PasswordInput, dynamic};

/// From how many characters on a password is called good, and strong.
const GOOD: usize = 14;
const STRONG: usize = 20;
/// Fewer different characters than these make a pattern, not a password.
const DIFFERENT: usize = 6;

/// What most passwords are made of that are guessed first, among them rows of keys.
const COMMON: &str = "password passwort passwd contrasena motdepasse qwerty qwertz azerty asdfgh asdf zxcvbn yxcvbn \
     1qaz2wsx qazwsx letmein welcome willkommen bienvenue iloveyou princess dragon monkey football baseball \
     basketball hockey soccer superman batman starwars pokemon sunshine shadow master michael jennifer jordan \
     charlie donald freedom whatever trustno1 secret changeme default admin administrator login access hello \
     summer winter spring autumn sommer monday friday january december company customer support portal";
/// Letters and digits that must be left of a password without these.
const OF_ITS_OWN: usize = 6;

/// How good a password seems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// So many characters are missing.
    Short(usize),
    /// A pattern.
    Weak,
    /// Long enough.
    Fair,
    /// Longer.
    Good,
    /// Longer still.
    Strong,
}

impl Strength {
    /// Judges a password, by its length and what is obvious.
    pub fn of(password: &str) -> Self {
        let characters: Vec<char> = password.chars().map(|c| c.to_ascii_lowercase()).collect();
        let length = characters.len();
        let different = characters.iter().enumerate().filter(|(at, c)| !characters[..*at].contains(c)).count();
        if length < MIN_CUSTOMER_PASSWORD {
            return Self::Short(MIN_CUSTOMER_PASSWORD - length);
        }
        if different < DIFFERENT || is_run(&characters) || is_common(&characters) {
            return Self::Weak;
        }
        match length {
            STRONG.. => Self::Strong,
            GOOD.. => Self::Good,
            _ => Self::Fair,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Short(_) => "Too short",
            Self::Weak => "Too easy to guess",
            Self::Fair => "Fair",
            Self::Good => "Good",
            Self::Strong => "Strong",
        }
    }

    /// How many of four parts of the bar are filled.
    const fn parts(self) -> &'static str {
        match self {
            Self::Short(_) | Self::Weak => "1",
            Self::Fair => "2",
            Self::Good => "3",
            Self::Strong => "4",
        }
    }

    /// "Good – 14 characters".
    fn words(self, length: usize) -> String {
        match self {
            Self::Short(1) => "Too short – 1 more character".to_owned(),
            Self::Short(missing) => format!("Too short – {missing} more characters"),
            Self::Weak => "Too easy to guess – use a few unrelated words".to_owned(),
            _ => format!("{} – {length} characters", self.word()),
        }
    }
}

/// Whether most characters only count on from the one before: "abcdefgh1234".
fn is_run(characters: &[char]) -> bool {
    let steps = characters.windows(2).filter(|pair| u32::from(pair[0]).abs_diff(u32::from(pair[1])) <= 1).count();
    steps * 3 > characters.len() * 2
}

/// Whether little is left without common words, however they are written: "P4ssw0rd2024!", "welcomewelcome".
fn is_common(characters: &[char]) -> bool {
    let plain = |c: &char| match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        other => *other,
    };
    let left = |text: String| {
        let bare = COMMON.split_whitespace().fold(text, |left, word| left.replace(word, ""));
        // digits at the end and signs make a common word no better
        bare.chars().filter(|c| c.is_alphabetic()).count()
    };
    let (typed, read) = (characters.iter().collect::<String>(), characters.iter().map(plain).collect::<String>());
    let letters = characters.iter().filter(|c| c.is_alphabetic()).count();
    letters > 0 && left(typed).min(left(read)) < OF_ITS_OWN.min(letters)
}

/// The field for a new password.
#[component]
pub fn NewPasswordField(
    /// Its label.
    label: &'static str,
    /// Where it stands in the request body.
    pointer: &'static str,
    /// The form it belongs to.
    form: Form,
    /// What is typed.
    value: RwSignal<String>,
) -> impl IntoView {
    let rules = format!(
        "At least {MIN_CUSTOMER_PASSWORD} characters. A few unrelated words work well. Not your name, your e-mail address or a common password."
    );
    let strength = move || value.with(|typed| Strength::of(typed));
    let shown = move || {
        let length = value.with(|typed| typed.chars().count());
        (length > 0).then(|| {
            let strength = strength();
            view! {
                <p class="strength" data-parts=strength.parts() aria-hidden="true">
                    <span class="strength-bar"><i></i><i></i><i></i><i></i></span>
                    {strength.words(length)}
                </p>
            }
        })
    };
    // aloud only when the judgement changes, not at every key
    let said = move || value.with(|typed| !typed.is_empty()).then(|| strength().word());
    view! {
        <div class="new-password">
            <Field label pointer form hint=rules>
                <PasswordInput value autocomplete="new-password"/>
            </Field>
            {dynamic(shown)}
            <p class="sr-only" role="status">{said}</p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strength_is_length_without_the_obvious() {
        for (password, strength) in [
            ("short", Strength::Short(7)),
            ("aaaaaaaaaaaaaa", Strength::Weak),
            ("abcdefghijklmn", Strength::Weak),
            ("123456789012", Strength::Weak),
            ("passwordpassword", Strength::Weak),
            ("P4ssw0rd2024!!", Strength::Weak),
            ("Welcome-Summer-2025", Strength::Weak),
            ("otter granit", Strength::Fair),
            ("lamp otter 41!", Strength::Good),
            ("lamp otter granite 41", Strength::Strong),
            ("Гранитная выдра сидит", Strength::Strong),
        ] {
            assert_eq!(Strength::of(password), strength, "{password}");
        }
        assert_eq!(Strength::Good.words(14), "Good – 14 characters");
    }
}
