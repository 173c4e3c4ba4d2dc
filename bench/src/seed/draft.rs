//! What a ticket is about, who asked, what was said and when: decided by random numbers that are the
//! same on every run, before anything becomes rows. Older tickets are mostly closed.

use super::companies::People;
use super::installation::{Base, Stage};
use super::{BIG_COMPANY, BIG_COMPANY_EVERY, BUSIEST_CONTACT, FIRST_TICKET, Sizes};
use crate::rng::Rng;
use crate::words::Words;

const DAY: i64 = 86_400_000_000;
const MINUTE: i64 = 60_000_000;
/// Days that the tickets spread over.
const YEARS: i64 = 3 * 365;
const SOURCES: [&str; 4] = ["portal", "email", "phone", "chat"];

/// A message of a ticket.
pub struct Letter {
    /// Whether a customer wrote it.
    pub incoming: bool,
    /// Who of the team wrote it.
    pub user: Option<i64>,
    /// What it says.
    pub text: String,
    /// When.
    pub at: i64,
}

/// One ticket, before it is rows.
pub struct Draft {
    /// Its number.
    pub id: i64,
    /// Its subject.
    pub subject: String,
    /// Who asked.
    pub requester: i64,
    /// Their company.
    pub company: Option<i64>,
    /// Who takes care of it.
    pub owner: Option<i64>,
    /// Where it stands.
    pub stage: Stage,
    /// Where it came from.
    pub source: &'static str,
    /// When it was filed.
    pub created: i64,
    /// Its messages, oldest first.
    pub letters: Vec<Letter>,
    /// Who of the team wrote a note, and when.
    pub note: Option<(i64, i64)>,
    /// When it was closed.
    pub closed: Option<i64>,
}

/// Drafts one ticket after the other.
pub struct Author<'a> {
    /// What tickets refer to.
    pub base: &'a Base,
    /// What they are written with.
    pub words: &'a Words,
    /// Who files them.
    pub people: &'a People,
    /// How much of everything there is.
    pub sizes: Sizes,
    /// When the last of them is filed.
    pub now: i64,
    /// Decides.
    pub rng: Rng,
}

impl Author<'_> {
    /// Drafts the ticket with this index.
    pub fn draft(&mut self, index: usize) -> Draft {
        let rng = &mut self.rng;
        let company = match index {
            index if index % BIG_COMPANY_EVERY == 0 => BIG_COMPANY as usize,
            _ if rng.percent(5) => 0,
            _ => self.people.company(rng),
        };
        let requester = match company as i64 {
            BIG_COMPANY if rng.percent(30) => BUSIEST_CONTACT,
            _ => {
                let there = &self.people.contacts[company];
                there[rng.below(there.len()).min(rng.below(there.len()))]
            }
        };
        let span = YEARS * DAY / self.sizes.tickets as i64;
        let created = self.now - YEARS * DAY + index as i64 * span + rng.below(span as usize) as i64;
        let age = (self.now - created) / DAY;
        let is_closed = rng.percent(if age > 30 { 92 } else { 35 });
        let owner = rng.percent(80).then(|| *rng.pick(&self.base.users));
        let letters = self.letters(index, created, owner);
        let last = letters.last().map_or(created, |letter| letter.at);
        let rng = &mut self.rng;
        let later = |rng: &mut Rng, now: i64| last + ((now - last) / 50).min(rng.between(1, 4_000) as i64 * MINUTE);
        let closed = is_closed.then(|| later(rng, self.now));
        let note = rng.percent(10).then(|| (*rng.pick(&self.base.users), later(rng, self.now)));
        let stages = &self.base.stages;
        let stage = if is_closed { stages.len() - 1 } else { rng.below(stages.len() - 1) };
        Draft {
            id: FIRST_TICKET + index as i64,
            subject: subject(self.words, rng),
            requester,
            company: (company > 0).then_some(company as i64),
            owner,
            stage: stages[stage].clone(),
            source: SOURCES[rng.below(SOURCES.len())],
            created,
            letters,
            note,
            closed,
        }
    }

    /// One to four messages, two on average; the first names an order that no other ticket does.
    fn letters(&mut self, index: usize, created: i64, owner: Option<i64>) -> Vec<Letter> {
        let rng = &mut self.rng;
        let count = [1, 1, 2, 2, 2, 3, 3][rng.below(7)] + usize::from(rng.percent(8));
        let mut at = created;
        let mut letters = Vec::with_capacity(count);
        for number in 0..count {
            let mut text = running_text(self.words, rng);
            if number == 0 {
                text.push_str(&format!("\n\nOrder {}", order_number(index)));
            } else {
                at += ((self.now - at) / 50).min(rng.between(10, 3_000) as i64 * MINUTE);
            }
            let incoming = number % 2 == 0;
            let user = (!incoming).then(|| owner.unwrap_or_else(|| *rng.pick(&self.base.users)));
            letters.push(Letter { incoming, user, text, at });
        }
        letters
    }
}

impl Draft {
    /// When customer or team last wrote, or the status changed.
    pub fn customer_activity(&self) -> i64 {
        self.closed.or(self.letters.last().map(|letter| letter.at)).unwrap_or(self.created)
    }
}

/// What the ticket with this index, and no other, is about.
pub fn order_number(index: usize) -> String {
    format!("MS{:08}", (index * 7_919) % 100_000_000)
}

fn subject(words: &Words, rng: &mut Rng) -> String {
    let mut text = String::new();
    for number in 0..rng.between(3, 7) {
        if number > 0 {
            text.push(' ');
        }
        text.push_str(words.telling(rng));
    }
    text
}

/// Two to five sentences.
pub fn running_text(words: &Words, rng: &mut Rng) -> String {
    let mut text = String::new();
    for _ in 0..rng.between(2, 5) {
        for number in 0..rng.between(6, 14) {
            text.push_str(if text.is_empty() || number == 0 && text.ends_with(' ') { "" } else { " " });
            text.push_str(words.any(rng));
        }
        text.push_str(". ");
    }
    text.truncate(text.trim_end().len());
    text
}
