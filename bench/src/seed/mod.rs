//! Fills an empty database with a large installation, in minutes: rows are written in bulk, without
//! indexes, which are built at the end. What is written meets every invariant the server keeps: the
//! copies in the association tables equal their tickets, and the search index holds what
//! `portico::db::dialect::search` would have written.

mod bulk;
mod companies;
mod draft;
mod finish;
mod installation;
mod tickets;

use anyhow::{Context, Result, ensure};
use portico::config::Config;

pub use draft::order_number;
pub use installation::{PASSWORD, PORTAL, STAFF_EMAIL};

use crate::rng::Rng;
use crate::words::Words;

/// How much of everything there is.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    /// Tickets.
    pub tickets: usize,
    /// Contacts.
    pub contacts: usize,
    /// Companies.
    pub companies: usize,
}

/// Every how manieth ticket is the big company's.
pub const BIG_COMPANY_EVERY: usize = 10;
/// The big company.
pub const BIG_COMPANY: i64 = 1;
/// The contact of the big company that filed three of ten of its tickets: a shared mailbox.
pub const BUSIEST_CONTACT: i64 = 1;
/// The number of the first ticket.
pub const FIRST_TICKET: i64 = 1001;

impl Sizes {
    /// Contacts and companies in proportion to tickets: 1,000,000, 50,000 and 2,000.
    pub fn of(tickets: usize) -> Self {
        Self { tickets, contacts: tickets / 20, companies: tickets / 500 }
    }
}

/// Seeds the empty database that `config` names.
pub fn fill(config: &Config, sizes: Sizes) -> Result<()> {
    let begun = std::time::Instant::now();
    let say = |what: &str| eprintln!("  {:>4} s  {what}", begun.elapsed().as_secs());
    let (base, now) = installation::install(config).context("setting up the installation")?;
    let mut bulk = bulk::Bulk::open(&config.database_url)?;
    let indexes = finish::drop_indexes(bulk.connection())?;
    let words = Words::new();
    let people = companies::write(&mut bulk, &base, sizes, now)?;
    say(&format!("{} companies and {} contacts are written", sizes.companies, sizes.contacts));
    ensure!(!base.stages.is_empty() && !base.users.is_empty(), "the installation has no stages or no users");
    let (base, words, people, rng) = (&base, &words, &people, Rng::new(23));
    let mut writer = tickets::Writer::new(draft::Author { base, words, people, sizes, now, rng });
    for number in 0..sizes.tickets {
        writer.write(&mut bulk, number)?;
        if (number + 1) % 100_000 == 0 {
            say(&format!("{} tickets are written", number + 1));
        }
    }
    bulk.flush_all()?;
    say("building the indexes");
    finish::create_indexes(bulk.connection(), &indexes)?;
    finish::search_and_statistics(bulk.connection())?;
    finish::check(bulk.connection(), sizes)?;
    say("the database is seeded and checked");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A column that the schema gains must be written here as well.
    #[test]
    fn a_small_installation_is_seeded_and_passes_its_check() {
        let folder = std::env::temp_dir().join(format!("portico-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let url = format!("sqlite:{}", folder.join("seed.db").display());
        let config = Config::read(None, crate::stock::settings(&url, &folder).into_iter()).expect("settings");
        let seeded = fill(&config, Sizes::of(2_000));
        std::fs::remove_dir_all(&folder).expect("the folder is removed");
        seeded.expect("seeded");
    }
}
