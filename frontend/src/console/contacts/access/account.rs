//! A contact's account at one host, while it is looked at: what is done to it holds for every portal there.

use leptos::prelude::*;
use openapi::contacts::console::{AccessStatus, PortalAccess, PortalEntry};
use openapi::id::{ContactId, PortalId};

use crate::console::contacts::access::sessions::Signed;

/// The account. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Account {
    /// Whose it is.
    pub contact: ContactId,
    /// The contact's name.
    pub name: StoredValue<String>,
    /// How far the contact got.
    pub status: RwSignal<AccessStatus>,
    /// The portals of the host, at least one.
    pub portals: StoredValue<Vec<PortalAccess>>,
    /// Where the contact is signed in, which changes with it.
    pub signed: Signed,
}

impl Account {
    /// The accounts a contact's access is about, in the order of its portals.
    pub fn of(contact: ContactId, name: &str, access: Vec<PortalAccess>, signed: Signed) -> Vec<Self> {
        by_host(access)
            .into_iter()
            .map(|portals| Self {
                contact,
                name: StoredValue::new(name.to_owned()),
                status: RwSignal::new(portals.first().map_or(AccessStatus::None, |access| access.status)),
                portals: StoredValue::new(portals),
                signed,
            })
            .collect()
    }

    /// Whether the contact has no password yet and may be given one.
    pub fn can_be_invited(self) -> bool {
        matches!(self.status.get(), AccessStatus::None | AccessStatus::Invited)
    }

    /// The portal a mail leads to: the first that is meant for the contact, else the first.
    pub fn way_in(self) -> Option<PortalId> {
        self.portals.with_value(|portals| {
            let open = portals.iter().find(|access| access.entry == PortalEntry::Open);
            open.or(portals.first()).map(|access| access.portal_id)
        })
    }

    /// The names of its portals: "Support and Partners".
    pub fn portal_names(self) -> String {
        self.portals.with_value(|portals| together(portals.iter().map(|access| access.portal.as_str())))
    }
}

/// The portals of each host together.
fn by_host(access: Vec<PortalAccess>) -> Vec<Vec<PortalAccess>> {
    let mut hosts: Vec<Vec<PortalAccess>> = Vec::new();
    for one in access {
        match hosts.iter_mut().find(|host| host.first().is_some_and(|first| first.host == one.host)) {
            Some(host) => host.push(one),
            None => hosts.push(vec![one]),
        }
    }
    hosts
}

/// "a", "a and b", "a, b and c".
fn together<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access(id: i64, host: &str) -> PortalAccess {
        PortalAccess {
            portal_id: PortalId(id),
            portal: format!("Portal {id}"),
            host: host.into(),
            status: AccessStatus::None,
            entry: PortalEntry::Open,
            last_sign_in_at: None,
        }
    }

    #[test]
    fn portals_of_one_host_share_an_account() {
        let hosts = by_host(vec![access(1, "a.test"), access(2, "b.test"), access(3, "a.test")]);
        let ids: Vec<Vec<i64>> =
            hosts.iter().map(|host| host.iter().map(|access| access.portal_id.0).collect()).collect();
        assert_eq!(ids, [vec![1, 3], vec![2]]);
        assert!(by_host(Vec::new()).is_empty());
    }

    #[test]
    fn names_are_joined_as_people_do() {
        assert_eq!(together([].into_iter()), "");
        assert_eq!(together(["a"].into_iter()), "a");
        assert_eq!(together(["a", "b", "c"].into_iter()), "a, b and c");
    }
}
