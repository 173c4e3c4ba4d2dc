//! A person as initials. Decoration: the name stands beside it.

use leptos::prelude::*;

/// A round field with initials.
#[component]
pub fn Avatar(
    /// Whose.
    #[prop(into)]
    name: String,
    /// Whether it is somebody of the team.
    #[prop(optional)]
    team: bool,
    /// Smaller.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    view! {
        <span class="avatar" class:avatar-team=team class:avatar-small=small aria-hidden="true">{initials(&name)}</span>
    }
}

/// The first letters of the first and the last word, `?` when there is none. The style sheet makes them
/// capitals: the tables for that weigh more than this app has to spare.
pub fn initials(name: &str) -> String {
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let Some(first) = letters.next() else { return "?".to_owned() };
    [Some(first), letters.next_back()].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_and_last_word() {
        for (name, expected) in [
            ("Rosa Olsen", "RO"),
            ("rosa maria (temp) olsen", "ro"),
            ("Prince", "P"),
            ("  ", "?"),
            ("ann@example.com", "a"),
            ("Élodie Ångström", "ÉÅ"),
        ] {
            assert_eq!(initials(name), expected, "{name}");
        }
    }
}
