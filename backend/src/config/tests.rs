//! What a configuration may say.

use super::*;

fn read(pairs: &[(&str, &str)]) -> Result<Config> {
    Config::read(None, pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())))
}

#[test]
fn has_defaults_that_start() {
    let config = read(&[]).unwrap();
    assert_eq!(config.database_url, "sqlite:data/portico.db");
    assert_eq!(config.portal_base(), "http://localhost:8080");
    assert_eq!(config.console_base(), "http://localhost:8080/console");
    assert!(!config.secure_cookies());
}

#[test]
fn the_environment_overrides_and_unknown_keys_are_refused() {
    let config = read(&[
        ("PORTICO_PUBLIC_URL", "https://help.example.com"),
        ("PORTICO_WORKERS", "4"),
        ("PORTICO_TRUSTED_PROXIES", "10.0.0.1, ::1"),
        ("DATABASE_URL", "postgres://x/y"),
        ("HOME", "/root"),
    ])
    .unwrap();
    assert_eq!((config.workers, config.trusted_proxies.len()), (4, 2));
    assert!(config.secure_cookies());
    assert_eq!(config.database_url, "postgres://x/y");
    assert!(read(&[("PORTICO_WROKERS", "4")]).is_err());
    assert!(read(&[("PORTICO_PUBLIC_URL", "https://x.example/path")]).is_err());
    assert!(read(&[("PORTICO_WORKERS", "many")]).is_err());
}

#[test]
fn all_addresses_are_of_one_scheme() {
    for (public, own, fine) in [("http", "https", false), ("https", "http", false), ("https", "https", true)] {
        for key in ["portal_url", "console_url"] {
            let (public, own) = (format!("{public}://a.example"), format!("{own}://b.example"));
            let name = format!("PORTICO_{}", key.to_uppercase());
            let config = read(&[("PORTICO_PUBLIC_URL", public.as_str()), (name.as_str(), own.as_str())]);
            assert_eq!(config.is_ok(), fine, "{public} {own}");
            assert!(config.err().is_none_or(|error| error.to_string().starts_with(key)), "it names the key");
        }
    }
}

#[test]
fn secrets_do_not_show() {
    let config = read(&[("PORTICO_SMTP_URL", "smtp://user:canary@mail.example")]).unwrap();
    assert!(!format!("{config:?}").contains("canary"));
    let config = read(&[("DATABASE_URL", "postgres://user:canary@db.example/portico")]).unwrap();
    let shown = format!("{:?}", config.shown());
    assert!(!shown.contains("canary") && shown.contains("db.example/portico"), "{shown}");
}

#[test]
fn every_key_is_documented() {
    let manual = include_str!("../../../docs/OPERATIONS.md");
    let shown = format!("{:#?}", Config::default());
    let keys: Vec<&str> = shown
        .lines()
        .filter(|line| line.starts_with("    ") && !line.starts_with("     "))
        .filter_map(|line| line.trim().split_once(':').map(|(key, _)| key))
        .collect();
    assert!(keys.len() > 15, "{keys:?}");
    for key in keys {
        assert!(manual.contains(&format!("| `{key}` |")), "docs/OPERATIONS.md does not say what {key} means");
    }
}
