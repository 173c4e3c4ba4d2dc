//! The name a file was given: only for people to read, never part of a path of ours.

/// Characters a name keeps.
const MAX_CHARS: usize = 200;

/// Names that Windows keeps for devices.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The last component of a path, without control characters and marks that change the direction of
/// writing, at most 200 characters with its extension kept. Never empty.
pub fn clean(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !c.is_control() && !is_direction_mark(*c)).collect();
    let kept = kept.trim().trim_matches('.').trim();
    let stem = kept.split('.').next().unwrap_or_default().to_lowercase();
    if kept.is_empty() {
        return "file".to_owned();
    }
    let safe = if DEVICES.contains(&stem.as_str()) { format!("_{kept}") } else { kept.to_owned() };
    shorten(&safe)
}

fn shorten(name: &str) -> String {
    if name.chars().count() <= MAX_CHARS {
        return name.to_owned();
    }
    let extension =
        name.rsplit_once('.').map(|(_, extension)| extension).filter(|extension| extension.chars().count() <= 10);
    let room = MAX_CHARS - extension.map_or(0, |extension| extension.chars().count() + 1);
    let head: String = name.chars().take(room).collect();
    extension.map_or(head.clone(), |extension| format!("{head}.{extension}"))
}

/// Marks that could show `gpj.exe` as `exe.jpg`.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn thirty_names() {
        for (given, kept) in [
            ("invoice.pdf", "invoice.pdf"),
            ("../../etc/passwd", "passwd"),
            ("..\\..\\boot.ini", "boot.ini"),
            ("/", "file"),
            ("", "file"),
            (".", "file"),
            ("..", "file"),
            ("...", "file"),
            ("a\0b.txt", "ab.txt"),
            ("a\r\nb.txt", "ab.txt"),
            ("photo\u{202e}gpj.exe", "photogpj.exe"),
            ("\u{2066}x\u{2069}.png", "x.png"),
            ("CON", "_CON"),
            ("nul.txt", "_nul.txt"),
            ("com1.log", "_com1.log"),
            ("console.log", "console.log"),
            (" spaced .txt ", "spaced .txt"),
            ("näme.pdf", "näme.pdf"),
            ("文件.docx", "文件.docx"),
            (".htaccess", "htaccess"),
            ("a/b/c.d", "c.d"),
            ("C:\\x\\y.z", "y.z"),
            ("tab\there", "tabhere"),
            ("a.tar.gz", "a.tar.gz"),
            ("semi;colon\".txt", "semi;colon\".txt"),
            ("trailing.", "trailing"),
            ("\u{feff}bom.txt", "bom.txt"),
            ("%2e%2e%2f", "%2e%2e%2f"),
            ("emoji 🙂.png", "emoji 🙂.png"),
            ("\u{7f}del", "del"),
        ] {
            assert_eq!(clean(given), kept, "{given:?}");
        }
        let long = clean(&format!("{}.pdf", "x".repeat(300)));
        assert_eq!((long.chars().count(), long.ends_with(".pdf")), (200, true));
    }
}
