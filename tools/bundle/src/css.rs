//! Shrinks style sheets: comments go, white space shrinks to what the grammar needs. Nothing is reordered,
//! merged or rewritten, so new CSS passes as it is; brotli finds the rest.

use anyhow::{Result, bail};

/// Shrinks a style sheet. Fails where a comment or a string does not end.
pub fn minify(css: &str) -> Result<String> {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    let mut gap = false;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '/' if rest.starts_with("/*") => match rest[2..].find("*/") {
                Some(end) => {
                    gap = true;
                    end + 4
                }
                None => bail!("a comment does not end: {}", beginning(rest)),
            },
            '"' | '\'' => {
                write_gap(&mut out, &mut gap, c);
                let length = string_length(rest, c)?;
                out.push_str(&rest[..length]);
                length
            }
            '\\' => {
                write_gap(&mut out, &mut gap, c);
                let length = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                out.push_str(&rest[..length]);
                length
            }
            _ if c.is_ascii_whitespace() => {
                gap = true;
                1
            }
            _ => {
                write_gap(&mut out, &mut gap, c);
                if c == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    Ok(out)
}

/// Writes the space that stood here, unless both neighbours do without. A space may matter before `(`, `:`,
/// `*`, `+`, `-` and the like (`a :hover`, `calc(1px + 2px)`, `and (…)`), so those keep theirs.
fn write_gap(out: &mut String, gap: &mut bool, next: char) {
    let needed = *gap
        && !matches!(next, '{' | '}' | ';' | ',' | ')' | '>')
        && !out.ends_with(['{', '}', ';', ',', '(', '>', ':'])
        && !out.is_empty();
    *gap = false;
    if needed {
        out.push(' ');
    }
}

/// The length in bytes of the string that `text` begins with, both quotes included.
fn string_length(text: &str, quote: char) -> Result<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => break,
            _ if c == quote => return Ok(at + 1),
            _ => {}
        }
    }
    bail!("a string does not end: {}", beginning(text))
}

fn beginning(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shrinks_without_changing_the_meaning() {
        let cases = [
            ("a {\n  color: red;\n  margin: 0 auto;\n}\n", "a{color:red;margin:0 auto}"),
            ("/* one */ a, b > c /* two */ d { }", "a,b>c d{}"),
            ("a :hover b:hover *{x:y}", "a :hover b:hover *{x:y}"),
            ("@media (width < 640px) and (hover) { a { b: c } }", "@media (width < 640px) and (hover){a{b:c}}"),
            ("a { width: calc( 1px + 2px ) }", "a{width:calc(1px + 2px)}"),
            ("a::before { content: \"  /* kept */ ; \" }", "a::before{content:\"  /* kept */ ; \"}"),
            ("a { content: '\\'  }' }", "a{content:'\\'  }'}"),
            ("a { --gap: 1px; --empty: ; }", "a{--gap:1px;--empty:}"),
            (".a\\:b { & .c + .d ~ e { f: g } }", ".a\\:b{& .c + .d ~ e{f:g}}"),
            ("@layer base,\n  pages;", "@layer base,pages;"),
            ("a[title=\"x\"] b { c: url(\"y.svg\") no-repeat }", "a[title=\"x\"] b{c:url(\"y.svg\") no-repeat}"),
            ("a { grid-template-areas: \"a b\"\n \"c d\" }", "a{grid-template-areas:\"a b\" \"c d\"}"),
            ("a { content: \"→ é\" }", "a{content:\"→ é\"}"),
        ];
        for (css, small) in cases {
            assert_eq!(minify(css).unwrap(), small);
            assert_eq!(minify(small).unwrap(), small, "shrinking twice changes nothing");
        }
    }

    #[test]
    fn what_does_not_end_is_refused() {
        assert!(minify("a { b: c } /* d").is_err());
        assert!(minify("a { content: \"b\n }").is_err());
    }
}
