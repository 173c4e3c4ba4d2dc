//! The demonstration account: a believable support desk to try Portico with.
//!
//! What it holds is written in `data/*.toml`; here it only goes through the same doors as everything
//! else, backdated. Nobody is mailed but for the three mails that the mail log shows.

mod data;
mod files;
mod people;
mod tickets;

use crate::app::Parts;
use crate::config::Config;
use crate::error::Result;
use crate::portals;
use crate::tickets::change::notify::Links;

use data::{Access, People};

/// Fills an empty installation in one transaction. Returns whether it was empty.
///
/// Not to be called where requests are served: it takes a second and blocks.
pub fn fill(parts: &Parts) -> Result<bool> {
    if !parts.db.read_blocking(portals::read::hosts)?.is_empty() {
        return Ok(false);
    }
    let people = People::read()?;
    let conversations = data::tickets()?;
    let hash = parts.passwords.hash_blocking(&people.password)?;
    let uploads = files::store(&parts.files)?;
    let (host, links, now) = (parts.config.portal_host(), Links::of(&parts.config), parts.clock.now());
    parts.db.write_blocking(|conn| {
        let Some(cast) = people::install(conn, &people, &hash, &host, now)? else { return Ok(false) };
        let desk = tickets::Desk { cast: &cast, uploads: &uploads, links: &links, now };
        for conversation in &conversations {
            desk.write(conn, conversation)?;
        }
        people::invite(conn, &cast, &people, &links, now)?;
        Ok(true)
    })
}

/// Who can sign in where, for people: meant for trying out, since the passwords are no secret.
pub fn sign_ins(config: &Config) -> String {
    let Ok(people) = People::read() else { return String::new() };
    let line = |role: &str, email: &str| format!("  {role:<9} {email:<34} {}\n", people.password);
    let mut text =
        String::from("Sign-ins for trying out (everybody knows these passwords; do not use them for real):\n\n");
    text.push_str(&format!("{}/\n", config.console_base()));
    for user in &people.user {
        text.push_str(&line(&user.role, &user.email));
    }
    text.push_str(&format!("\n{}/{}/\n", config.portal_base(), people::SLUG));
    for contact in people.contact.iter().filter(|contact| contact.access == Some(Access::Active)) {
        text.push_str(&line("customer", &contact.email));
    }
    text
}
