//! The options of a picker, and where a key leads among them.

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickOption<T> {
    /// What is chosen.
    pub value: T,
    /// What people read.
    pub label: String,
    /// Whether it holds now.
    pub current: bool,
    /// A single key that chooses it at once.
    pub hint: Option<String>,
}

impl<T> PickOption<T> {
    /// An option without a key of its own.
    pub fn new(value: T, label: impl Into<String>, current: bool) -> Self {
        Self { value, label: label.into(), current, hint: None }
    }

    /// The same option with a key that chooses it at once.
    pub fn key(self, key: &str) -> Self {
        Self { hint: Some(key.into()), ..self }
    }
}

/// Where `key` leads from option `at`, and whether it chooses that option at once: arrows, Home and
/// End move; an option's own key chooses; a letter moves to the next option that begins with it.
pub fn next_option<T>(options: &[PickOption<T>], at: usize, key: &str) -> Option<(usize, bool)> {
    let last = options.len().checked_sub(1)?;
    match key {
        "ArrowDown" => return Some((if at >= last { 0 } else { at + 1 }, false)),
        "ArrowUp" => return Some((if at == 0 { last } else { at - 1 }, false)),
        "Home" => return Some((0, false)),
        "End" => return Some((last, false)),
        _ => {}
    }
    let same = |a: &str| a.eq_ignore_ascii_case(key);
    if let Some(own) = options.iter().position(|option| option.hint.as_deref().is_some_and(same)) {
        return Some((own, true));
    }
    let typed = key.to_lowercase();
    if typed.chars().count() != 1 {
        return None;
    }
    let begins = |position: &usize| options[*position].label.to_lowercase().starts_with(&typed);
    (1..=options.len()).map(|step| (at + step) % options.len()).find(begins).map(|position| (position, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> Vec<PickOption<u8>> {
        vec![
            PickOption::new(0, "Me", false).key("i"),
            PickOption::new(1, "Jonas", false),
            PickOption::new(2, "Maya", true),
            PickOption::new(3, "Priya", false),
        ]
    }

    #[test]
    fn arrows_come_round() {
        assert_eq!(next_option(&options(), 3, "ArrowDown"), Some((0, false)));
        assert_eq!(next_option(&options(), 0, "ArrowUp"), Some((3, false)));
        assert_eq!(next_option(&options(), 1, "End"), Some((3, false)));
        assert_eq!(next_option::<u8>(&[], 0, "ArrowDown"), None);
    }

    #[test]
    fn letters_find_and_own_keys_choose() {
        assert_eq!(next_option(&options(), 0, "m"), Some((2, false)));
        assert_eq!(next_option(&options(), 2, "m"), Some((0, false)));
        assert_eq!(next_option(&options(), 2, "I"), Some((0, true)));
        assert_eq!(next_option(&options(), 2, "x"), None);
        assert_eq!(next_option(&options(), 2, "Shift"), None);
    }
}
