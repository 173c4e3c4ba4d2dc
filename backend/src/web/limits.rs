//! Rate limits, counted in this process: a stranger at the door costs no database query. Numbers
//! from `safety` 2.2.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::client;
use crate::error::{Error, Result};

/// Every limit there is. Cheap to clone.
#[derive(Clone)]
pub struct Limits {
    buckets: Arc<Buckets>,
    enforced: bool,
}

struct Buckets {
    sign_in: Bucket,
    staff_sign_in: Bucket,
    link: Bucket,
    reset_by_ip: Bucket,
    reset_by_email: Bucket,
    register: Bucket,
    reply: Bucket,
    ticket: Bucket,
    staff_create: Bucket,
    search: Bucket,
    stream: Bucket,
    test_mail: Bucket,
    confirm: Bucket,
    told_refusal: Bucket,
    told_refusals: Bucket,
    told_failures: Bucket,
}

type Bucket = DefaultKeyedRateLimiter<String>;

/// `burst` at once, then one every `period`.
fn bucket(burst: u32, period: Duration) -> Bucket {
    let quota = Quota::with_period(period).unwrap_or(Quota::per_second(NonZeroU32::MIN));
    RateLimiter::keyed(quota.allow_burst(NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN)))
}

macro_rules! limits {
    ($($(#[$doc:meta])* $name:ident($field:ident, $key:ident: $kind:ty)),* $(,)?) => {
        impl Limits {$(
            $(#[$doc])*
            ///
            /// # Errors
            /// `Limited`.
            pub fn $name(&self, $key: $kind) -> Result<()> {
                if self.enforced { take(&self.buckets.$field, Key::key(&$key)) } else { Ok(()) }
            }
        )*}
    };
}

limits! {
    /// Customers' sign-ins, by address: burst 10, one per 6 s.
    sign_in(sign_in, ip: IpAddr),
    /// Staff's sign-ins, by address: burst 5, one per 30 s.
    staff_sign_in(staff_sign_in, ip: IpAddr),
    /// Uses of mailed links, by address: burst 30, one per 6 s. Not those of sign-in, which somebody
    /// who looks for a good password still needs afterwards.
    link(link, ip: IpAddr),
    /// Mails with links, by address of the asker: 10 an hour.
    reset_by_ip(reset_by_ip, ip: IpAddr),
    /// Mails with links, by address they go to: 3 an hour.
    reset_by_email(reset_by_email, email: &str),
    /// Registrations, by address of whoever registers: 5 an hour.
    register(register, ip: IpAddr),
    /// Replies, notes and uploads: 20 a minute.
    reply(reply, who: String),
    /// Customers' new tickets: 30 an hour.
    ticket(ticket, who: String),
    /// Tickets and invitations by staff, each: 120 an hour.
    staff_create(staff_create, who: String),
    /// Searches: 60 a minute.
    search(search, who: String),
    /// Live streams opened: 30 a minute.
    stream(stream, who: String),
    /// Mails that are sent as a test: 20 an hour.
    test_mail(test_mail, who: String),
    /// Passwords that somebody who is signed in confirms with: burst 10, one per 6 s.
    confirm(confirm, who: String),
}

trait Key {
    fn key(&self) -> String;
}
impl Key for IpAddr {
    fn key(&self) -> String {
        client::network(*self).to_string()
    }
}
impl Key for &str {
    fn key(&self) -> String {
        (*self).to_owned()
    }
}
impl Key for String {
    fn key(&self) -> String {
        self.clone()
    }
}

impl Limits {
    /// The limits, enforced or not. What is written down of strangers is always limited.
    pub fn new(enforced: bool) -> Self {
        let (second, minute, hour) = (Duration::from_secs(1), Duration::from_secs(60), Duration::from_secs(3600));
        let buckets = Buckets {
            sign_in: bucket(10, second * 6),
            staff_sign_in: bucket(5, second * 30),
            link: bucket(30, second * 6),
            reset_by_ip: bucket(10, hour / 10),
            reset_by_email: bucket(3, hour / 3),
            register: bucket(5, hour / 5),
            reply: bucket(20, minute / 20),
            ticket: bucket(30, hour / 30),
            staff_create: bucket(120, hour / 120),
            search: bucket(60, minute / 60),
            stream: bucket(30, minute / 30),
            test_mail: bucket(20, hour / 20),
            confirm: bucket(10, second * 6),
            told_refusal: bucket(1, minute),
            told_refusals: bucket(60, second),
            told_failures: bucket(100, second),
        };
        Self { buckets: Arc::new(buckets), enforced }
    }

    /// Whether a refusal is written down: of one kind and somebody one a minute, of all 60 and then one a second.
    pub fn may_tell_refusal(&self, of: String) -> bool {
        take(&self.buckets.told_refusal, of).is_ok() && take(&self.buckets.told_refusals, String::new()).is_ok()
    }

    /// Whether a wrong password is written down: 100 and then one a second, whoever tries it.
    pub fn may_tell_failure(&self) -> bool {
        take(&self.buckets.told_failures, String::new()).is_ok()
    }

    /// Forgets keys that have not been seen for a while; run it now and then.
    pub fn sweep(&self) {
        let b = &self.buckets;
        for bucket in [
            &b.sign_in,
            &b.staff_sign_in,
            &b.link,
            &b.reset_by_ip,
            &b.reset_by_email,
            &b.register,
            &b.reply,
            &b.ticket,
            &b.staff_create,
            &b.search,
            &b.stream,
            &b.test_mail,
            &b.confirm,
            &b.told_refusal,
        ] {
            bucket.retain_recent();
        }
    }
}

fn take(bucket: &Bucket, key: String) -> Result<()> {
    bucket.check_key(&key).map_err(|not_until| {
        let wait = not_until.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
        Error::Limited { limit: not_until.quota().burst_size().get(), wait }
    })
}
