//! What members of staff set: lists, and who may enter a portal and what is seen there.

use openapi::contacts::console::ContactSummary;
use openapi::id::{ContactId, ListId, PortalId};
use openapi::lists::{List, ListMembersAdded, ListRef};
use openapi::page::Page;
use openapi::portals::console::PortalSettings;
use serde_json::{Value, json};

use super::StaffClient;
use crate::support::http::Answer;

impl StaffClient {
    /// Creates a static list.
    #[track_caller]
    pub fn list_of(&self, name: &str, contacts: &[ContactId]) -> ListId {
        let list: List = self.post(&self.at("/lists"), &json!({ "name": name })).send().expect(201).json();
        if !contacts.is_empty() {
            self.put_on(list.id, contacts);
        }
        list.id
    }

    pub fn try_active_list(&self, name: &str, filter: &Value) -> Answer {
        self.post(&self.at("/lists"), &json!({ "name": name, "filter": filter })).send()
    }

    /// Creates an active list.
    #[track_caller]
    pub fn active_list(&self, name: &str, filter: &Value) -> ListId {
        self.try_active_list(name, filter).expect(201).json::<List>().id
    }

    #[track_caller]
    pub fn put_on(&self, list: ListId, contacts: &[ContactId]) -> ListMembersAdded {
        let body = json!({ "contacts": contacts });
        self.post(&self.at(&format!("/lists/{list}/members")), &body).send().expect(200).json()
    }

    pub fn take_off(&self, list: ListId, contact: ContactId) -> Answer {
        self.delete(&self.at(&format!("/lists/{list}/members/{contact}"))).send()
    }

    #[track_caller]
    pub fn show_list(&self, list: ListId) -> List {
        self.get(&self.at(&format!("/lists/{list}"))).send().expect(200).json()
    }

    /// Changes a list, whatever it is now.
    pub fn change_list(&self, list: ListId, patch: &Value) -> Answer {
        self.patch(&self.at(&format!("/lists/{list}")), patch).header("if-match", "*").send()
    }

    /// The e-mail addresses of a list's members, in their order.
    #[track_caller]
    pub fn members(&self, list: ListId) -> Vec<String> {
        let page: Page<ContactSummary> =
            self.get(&self.at(&format!("/lists/{list}/members?limit=100"))).send().expect(200).json();
        page.items.into_iter().map(|contact| contact.email).collect()
    }

    /// Sets something of a portal, whatever it is now.
    pub fn set_portal(&self, portal: PortalId, what: &str, value: &Value) -> Answer {
        self.put(&self.at(&format!("/portals/{portal}/{what}")), value).header("if-match", "*").send()
    }

    /// Lets the members of lists into a portal, and nobody else.
    #[track_caller]
    pub fn let_in(&self, portal: PortalId, lists: &[ListId]) -> PortalSettings {
        self.set_portal(portal, "access", &json!({ "kind": "lists", "lists": lists })).expect(200).json()
    }

    #[track_caller]
    pub fn portal(&self, portal: PortalId) -> PortalSettings {
        self.get(&self.at(&format!("/portals/{portal}"))).send().expect(200).json()
    }

    /// The names of the lists a contact is on.
    #[track_caller]
    pub fn lists_of(&self, contact: ContactId) -> Vec<String> {
        let lists: Vec<ListRef> = self.get(&self.at(&format!("/contacts/{contact}/lists"))).send().expect(200).json();
        lists.into_iter().map(|list| list.name).collect()
    }
}
