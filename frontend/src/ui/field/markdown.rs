//! What the formatting buttons do to a text in Markdown. Knows no browser; positions are counted in UTF-16
//! units, as browsers do.

/// What a button or key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Strong, or no longer.
    Bold,
    /// Emphasised, or no longer.
    Italic,
    /// A link with an address to fill in.
    Link,
    /// Lines as a list, or no longer.
    List,
}

/// Replaces a part of the text and selects another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced: from and to.
    pub range: (usize, usize),
    /// By what.
    pub text: String,
    /// What is selected afterwards: from and to.
    pub selected: (usize, usize),
}

impl Mark {
    /// What becomes of a text of which a part is selected.
    pub fn apply(self, text: &str, selected: (usize, usize)) -> Edit {
        let units: Vec<u16> = text.encode_utf16().collect();
        let end = selected.1.min(units.len());
        let start = selected.0.min(end);
        match self {
            Mark::Bold => around(&units, (start, end), "**", "bold text"),
            Mark::Italic => around(&units, (start, end), "_", "emphasised text"),
            Mark::Link => link(&units, (start, end)),
            Mark::List => list(&units, (start, end)),
        }
    }
}

fn of(units: &[u16]) -> String {
    String::from_utf16_lossy(units)
}

fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

fn is_space(unit: u16) -> bool {
    char::from_u32(unit.into()).is_some_and(char::is_whitespace)
}

/// Leaves spaces at the ends outside: a mark does not work beside them.
fn without_spaces(units: &[u16], (mut start, mut end): (usize, usize)) -> (usize, usize) {
    while start < end && is_space(units[end - 1]) {
        end -= 1;
    }
    while start < end && is_space(units[start]) {
        start += 1;
    }
    (start, end)
}

/// Puts a mark on both sides, or takes it away where it is.
fn around(units: &[u16], selected: (usize, usize), mark: &str, sample: &str) -> Edit {
    let (start, end) = without_spaces(units, selected);
    let width = length(mark);
    let marked = start >= width
        && end + width <= units.len()
        && of(&units[start - width..start]) == mark
        && of(&units[end..end + width]) == mark;
    if marked {
        let text = of(&units[start..end]);
        return Edit { range: (start - width, end + width), text, selected: (start - width, end - width) };
    }
    let inner = if start == end { sample.to_owned() } else { of(&units[start..end]) };
    let selected = (start + width, start + width + length(&inner));
    Edit { range: (start, end), text: format!("{mark}{inner}{mark}"), selected }
}

/// What is selected becomes a link; next its address is to be typed, or its words where there were none.
fn link(units: &[u16], selected: (usize, usize)) -> Edit {
    const ADDRESS: &str = "https://";
    let (start, end) = without_spaces(units, selected);
    let (words, selected) = if start == end {
        let words = "link text";
        (words.to_owned(), (start + 1, start + 1 + length(words)))
    } else {
        let words = of(&units[start..end]);
        let at = start + length(&words) + 3;
        (words, (at, at + length(ADDRESS)))
    };
    Edit { range: (start, end), text: format!("[{words}]({ADDRESS})"), selected }
}

/// Each selected line becomes a point of a list; points of a list become lines.
fn list(units: &[u16], (start, end): (usize, usize)) -> Edit {
    let newline = u16::from(b'\n');
    let first = units[..start].iter().rposition(|unit| *unit == newline).map_or(0, |at| at + 1);
    let last = units[end..].iter().position(|unit| *unit == newline).map_or(units.len(), |at| end + at);
    let lines = of(&units[first..last]);
    let listed = lines.lines().all(|line| line.starts_with("- ")) && !lines.is_empty();
    let text = match (listed, lines.is_empty()) {
        (_, true) => "- ".to_owned(),
        (true, _) => lines.lines().map(|line| line.trim_start_matches("- ")).collect::<Vec<_>>().join("\n"),
        (false, _) => lines.lines().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n"),
    };
    let after = first + length(&text);
    let selected = if start == end { (after, after) } else { (first, after) };
    Edit { range: (first, last), text, selected }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Applies a mark to a text in which `‹` and `›` stand around what is selected; returns it so.
    fn apply(mark: Mark, marked: &str) -> String {
        let start = marked.chars().take_while(|c| *c != '‹').map(char::len_utf16).sum::<usize>();
        let text: String = marked.chars().filter(|c| !"‹›".contains(*c)).collect();
        let inside: String = marked.chars().skip_while(|c| *c != '‹').skip(1).take_while(|c| *c != '›').collect();
        let edit = mark.apply(&text, (start, start + length(&inside)));
        let mut units: Vec<u16> = text.encode_utf16().collect();
        units.splice(edit.range.0..edit.range.1, edit.text.encode_utf16());
        let (from, to) = edit.selected;
        format!("{}‹{}›{}", of(&units[..from]), of(&units[from..to]), of(&units[to..]))
    }

    #[test]
    fn marks_go_around_what_is_selected_and_away_again() {
        for (mark, before, after) in [
            (Mark::Bold, "We ‹keep› it", "We **‹keep›** it"),
            (Mark::Bold, "We **‹keep›** it", "We ‹keep› it"),
            (Mark::Bold, "We ‹keep ›it", "We **‹keep›** it"),
            (Mark::Italic, "‹›", "_‹emphasised text›_"),
            (Mark::Italic, "🙂 ‹ä🙂›", "🙂 _‹ä🙂›_"),
            (Mark::Link, "See ‹here›.", "See [here](‹https://›)."),
            (Mark::Link, "See ‹›", "See [‹link text›](https://)"),
        ] {
            assert_eq!(apply(mark, before), after, "{before}");
        }
    }

    #[test]
    fn lists_are_made_of_whole_lines() {
        for (before, after) in [
            ("We keep\nna‹me\nmai›l\nso", "We keep\n‹- name\n- mail›\nso"),
            ("‹- name\n- mail›", "‹name\nmail›"),
            ("a\n‹›\nb", "a\n- ‹›\nb"),
            ("a‹›", "- a‹›"),
        ] {
            assert_eq!(apply(Mark::List, before), after, "{before}");
        }
    }

    #[test]
    fn a_selection_beyond_the_text_is_cut() {
        assert_eq!(Mark::Bold.apply("ab", (1, 9)).range, (1, 2));
        assert_eq!(Mark::List.apply("", (3, 3)).text, "- ");
    }
}
