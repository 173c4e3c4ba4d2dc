//! A client type per role, so that a story reads as who does what. Each is also a plain [`Client`].

mod customer;
mod settings;
mod staff;

use std::net::SocketAddr;
use std::ops::Deref;

use openapi::session::{Link, LinkToken, NewPassword, NewPasswordReset, NewSession};

use super::http::{Answer, Client};

/// Somebody with a browser and no session, at one portal.
pub struct Anyone {
    client: Client,
    portal: String,
}

/// A customer who is signed in to a portal.
pub struct CustomerClient {
    client: Client,
    portal: String,
}

/// A member of staff who is signed in to the console.
pub struct StaffClient {
    client: Client,
}

macro_rules! is_a_client {
    ($($role:ident),*) => {$(
        impl Deref for $role {
            type Target = Client;
            fn deref(&self) -> &Client {
                &self.client
            }
        }
    )*};
}
is_a_client!(Anyone, CustomerClient, StaffClient);

impl Anyone {
    pub fn new(address: SocketAddr, host: &str, portal: &str) -> Self {
        Self { client: Client::new(address, host), portal: portal.to_owned() }
    }

    /// An address below the public part of the portal.
    pub fn at(&self, path: &str) -> String {
        format!("/api/public/portals/{}{path}", self.portal)
    }

    pub fn try_sign_in(&self, email: &str, password: &str, keep: bool) -> Answer {
        let body = NewSession { email: email.into(), password: password.into(), keep };
        self.post(&self.at("/sessions"), &body).send()
    }

    #[track_caller]
    pub fn sign_in(self, email: &str, password: &str) -> CustomerClient {
        self.try_sign_in(email, password, false).expect(200);
        self.now_a_customer()
    }

    /// This browser, which has got a session by now.
    pub fn now_a_customer(self) -> CustomerClient {
        CustomerClient { client: self.client, portal: self.portal }
    }

    pub fn try_sign_in_as_staff(&self, email: &str, password: &str) -> Answer {
        let body = NewSession { email: email.into(), password: password.into(), keep: false };
        self.post("/api/public/console/sessions", &body).send()
    }

    #[track_caller]
    pub fn sign_in_as_staff(self, email: &str, password: &str) -> StaffClient {
        self.try_sign_in_as_staff(email, password).expect(200);
        StaffClient { client: self.client }
    }

    pub fn ask_for_reset(&self, email: &str) -> Answer {
        self.post(&self.at("/password-resets"), &NewPasswordReset { email: email.into() }).send()
    }

    pub fn look_at_link(&self, token: &str) -> Answer {
        self.post(&self.at("/links"), &LinkToken { token: token.into() }).send()
    }

    #[track_caller]
    pub fn link(&self, token: &str) -> Link {
        self.look_at_link(token).expect(200).json()
    }

    pub fn set_password(&self, token: &str, password: &str) -> Answer {
        self.post(&self.at("/passwords"), &NewPassword { token: token.into(), password: password.into() }).send()
    }
}

/// Text as part of a query string.
pub fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
