//! The words tickets are written with, as often as words come in real text: the frequency of a word
//! falls with its rank (Zipf's law), so that a search meets words of every other ticket, of every
//! thousandth, and of one alone.

use crate::rng::Rng;

/// Words of grammar: the most frequent in any English text.
const GRAMMAR: &str = "the to i and we a is it you in of for on not this have with be that my our can please \
    was are but when from at your as has will if so an do there no just all us by after or get what would any \
    been since which again still also now could they out how";

/// Words of support desks, the more frequent first.
const DESK: &str = "order account help thanks team issue error problem email login password invoice payment \
    screen update page customer file system user message report delivery software support request address device \
    product number change open printer link phone network install version refund cancel warranty button data \
    export import server connection browser subscription license battery upgrade setting profile missing crash \
    slow access permission document download upload shipping return replacement damaged broken missing label \
    charge card receipt discount price currency address timezone calendar sync backup restore camera keyboard \
    monitor cable router firmware driver bluetooth wireless signal antenna speaker microphone headset charger \
    adapter warehouse barcode scanner pallet carton courier customs tariff contract renewal quote purchase \
    vendor supplier stock inventory shelf forklift pickup dispatch route depot tracking parcel signature \
    schedule maintenance outage latency timeout certificate domain webhook token integration dashboard widget \
    chart filter column template attachment notification reminder escalation onboarding training handbook";

/// Every word there is; the rest of them is made of syllables.
const VOCABULARY: usize = 40_000;
/// Flattens the head of the distribution: without it one word in eleven would be "the".
const SHIFT: f64 = 2.7;

const HEADS: [&str; 20] = [
    "bra", "ke", "lo", "mi", "nu", "pa", "que", "ri", "so", "tu", "va", "we", "xi", "yo", "za", "cle", "dro", "fli",
    "gra", "pho",
];
const TAILS: [&str; 14] = ["n", "r", "st", "lt", "x", "m", "ck", "ph", "d", "l", "sk", "v", "b", "t"];

/// The vocabulary with how often each word comes.
pub struct Words {
    all: Vec<String>,
    /// The sum of the frequencies up to each word, ending in 1.
    sums: Vec<f64>,
    /// How many of them are words of grammar.
    grammar: usize,
}

impl Words {
    /// The same words on every run.
    pub fn new() -> Self {
        let known = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let mut all = known(GRAMMAR);
        let grammar = all.len();
        all.extend(known(DESK));
        let made = VOCABULARY - all.len();
        all.extend((0..made).map(syllables));
        let weight = |rank: usize| 1.0 / (rank as f64 + SHIFT);
        let total: f64 = (0..all.len()).map(weight).sum();
        let mut sum = 0.0;
        let sums = (0..all.len())
            .map(|rank| {
                sum += weight(rank) / total;
                sum
            })
            .collect();
        Self { all, sums, grammar }
    }

    /// A word as in running text.
    pub fn any(&self, rng: &mut Rng) -> &str {
        let at = rng.unit();
        let rank = self.sums.partition_point(|sum| *sum < at);
        &self.all[rank.min(self.all.len() - 1)]
    }

    /// A word as in subjects: never one of grammar.
    pub fn telling(&self, rng: &mut Rng) -> &str {
        let from = self.sums[self.grammar - 1];
        let at = from + rng.unit() * (1.0 - from);
        let rank = self.sums.partition_point(|sum| *sum < at);
        &self.all[rank.clamp(self.grammar, self.all.len() - 1)]
    }

    /// A word that people search for and many tickets contain.
    pub fn common(&self, rng: &mut Rng) -> &str {
        &self.all[self.grammar + rng.below(60)]
    }

    /// A word that few tickets contain.
    pub fn rare(&self, rng: &mut Rng) -> &str {
        &self.all[rng.between(VOCABULARY / 8, VOCABULARY - 1)]
    }
}

/// A word of three syllables, different for every number below 784,000.
fn syllables(number: usize) -> String {
    // neighbours in rank should not share their beginning: searches look words up by beginning
    let mixed = number.wrapping_mul(7_919) % 784_000;
    let (heads, tails) = (HEADS.len(), TAILS.len());
    let (a, rest) = (mixed % heads, mixed / heads);
    let (b, rest) = (rest % tails, rest / tails);
    let (c, rest) = (rest % heads, rest / heads);
    let (d, e) = (rest % tails, rest / tails % 10);
    format!("{}{}{}{}{}", HEADS[a], TAILS[b], HEADS[c], TAILS[d], HEADS[(e * 2 + 1) % heads])
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn words_come_as_often_as_their_rank_says() {
        let (words, mut rng) = (Words::new(), Rng::new(1));
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for _ in 0..100_000 {
            *seen.entry(words.any(&mut rng)).or_default() += 1;
        }
        assert!(seen["the"] > 2_000, "{}", seen["the"]);
        assert!(seen["invoice"] > 50 && seen["invoice"] < 500, "{}", seen["invoice"]);
        assert!(seen.len() > 10_000, "{}", seen.len());
    }

    #[test]
    fn made_words_differ() {
        let made: std::collections::HashSet<String> = (0..VOCABULARY).map(syllables).collect();
        assert_eq!(made.len(), VOCABULARY);
    }
}
