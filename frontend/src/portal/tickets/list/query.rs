//! What the list shows, read from the address and written to it.

use openapi::check::MAX_SEARCH;
use openapi::page::Direction;
use openapi::tickets::TicketState;
use openapi::tickets::portal::{Sort, TicketQuery, View};

use crate::api::portal::tickets::list_parameters;
use crate::routes::portal as routes;

/// What the list shows. Defaults are left out of the address.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListQuery(TicketQuery);

impl ListQuery {
    /// Reads an address by its parameters. What it does not know is ignored, so that a mistyped address
    /// still shows a list.
    pub fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name: &str| parameter(name).filter(|value| !value.is_empty());
        Self(TicketQuery {
            view: text("view").filter(|view| view == "organization").map(|_| View::Organization),
            status: text("status").and_then(|word| TicketState::parse(&word)),
            q: text("q")
                .map(|words| words.trim().chars().take(MAX_SEARCH).collect())
                .filter(|q: &String| !q.is_empty()),
            sort: text("sort").and_then(|word| match word.as_str() {
                "id" => Some(Sort::Id),
                "created" => Some(Sort::Created),
                _ => None,
            }),
            direction: text("direction").filter(|word| word == "asc").map(|_| Direction::Asc),
            after: text("after"),
            before: text("before"),
            ..TicketQuery::default()
        })
    }

    /// Its address in the portal `slug`.
    pub fn href(&self, slug: &str) -> String {
        format!("{}{}", routes::tickets(slug), list_parameters(&self.0))
    }

    /// What to ask the server.
    pub fn request(&self) -> TicketQuery {
        TicketQuery { count: Some(true), ..self.0.clone() }
    }

    /// Whose tickets.
    pub fn view(&self) -> View {
        self.0.view.unwrap_or_default()
    }

    /// Of which status; any when none.
    pub fn status(&self) -> Option<TicketState> {
        self.0.status
    }

    /// What is searched for; empty when nothing.
    pub fn search(&self) -> &str {
        self.0.q.as_deref().unwrap_or_default()
    }

    /// The direction in which `column` is sorted, if it is the one.
    pub fn sorted_by(&self, column: Sort) -> Option<Direction> {
        (self.0.sort.unwrap_or_default() == column).then(|| self.0.direction.unwrap_or_default())
    }

    /// Whether the list is narrowed by status or search.
    pub fn is_filtered(&self) -> bool {
        self.0.status.is_some() || self.0.q.is_some()
    }

    /// Whether this is not the first page.
    pub fn is_later_page(&self) -> bool {
        self.0.after.is_some() || self.0.before.is_some()
    }

    /// The same, of other tickets.
    pub fn with_view(&self, view: View) -> Self {
        self.changed(|query| query.view = Some(view).filter(|view| *view != View::default()))
    }

    /// The same, of another status.
    pub fn with_status(&self, status: Option<TicketState>) -> Self {
        self.changed(|query| query.status = status)
    }

    /// The same, searching for something else.
    pub fn with_search(&self, text: &str) -> Self {
        self.changed(|query| query.q = Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
    }

    /// The same, sorted by `column`: descending first, turned round the second time.
    pub fn sorted(&self, column: Sort) -> Self {
        let turned = self.sorted_by(column) == Some(Direction::Desc);
        self.changed(|query| {
            query.sort = Some(column).filter(|column| *column != Sort::default());
            query.direction = turned.then_some(Direction::Asc);
        })
    }

    /// The same without filters.
    pub fn unfiltered(&self) -> Self {
        self.changed(|query| (query.status, query.q) = (None, None))
    }

    /// The same from its first page.
    pub fn first_page(&self) -> Self {
        self.changed(|_| {})
    }

    /// The page after.
    pub fn after(&self, cursor: String) -> Self {
        let mut next = self.first_page();
        next.0.after = Some(cursor);
        next
    }

    /// The page before.
    pub fn before(&self, cursor: String) -> Self {
        let mut previous = self.first_page();
        previous.0.before = Some(cursor);
        previous
    }

    /// Another selection or order begins at its first page.
    fn changed(&self, change: impl FnOnce(&mut TicketQuery)) -> Self {
        let mut query = TicketQuery { after: None, before: None, ..self.0.clone() };
        change(&mut query);
        Self(query)
    }

    /// What the table shows, in words: "My tickets, any status, newest activity first".
    pub fn describe(&self) -> String {
        let view = match self.view() {
            View::Mine => "My tickets",
            View::Organization => "Organization tickets",
        };
        let status = self.status().map_or("any status", |status| match status {
            TicketState::Open => "open",
            TicketState::Closed => "closed",
        });
        let search = self.0.q.as_ref().map(|text| format!(", matching “{text}”")).unwrap_or_default();
        let order = match (self.0.sort.unwrap_or_default(), self.0.direction.unwrap_or_default()) {
            (Sort::LastActivity, Direction::Desc) => "newest activity first",
            (Sort::LastActivity, Direction::Asc) => "oldest activity first",
            (Sort::Created, Direction::Desc) => "newest first",
            (Sort::Created, Direction::Asc) => "oldest first",
            (Sort::Id, Direction::Desc) => "highest number first",
            (Sort::Id, Direction::Asc) => "lowest number first",
        };
        format!("{view}, {status}{search}, {order}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> ListQuery {
        ListQuery::read(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_plain_address_is_the_default_list() {
        assert_eq!(ListQuery::default().href("support"), "/support/tickets");
        assert_eq!(
            read(&[("view", "mine"), ("direction", "desc"), ("sort", "nonsense"), ("q", "")]),
            ListQuery::default()
        );
        assert_eq!(ListQuery::default().sorted_by(Sort::LastActivity), Some(Direction::Desc));
    }

    #[test]
    fn what_no_list_has_is_left_out_of_the_address() {
        let odd = read(&[("status", "zz"), ("sort", "zz"), ("view", "zz"), ("q", "  "), ("direction", "up")]);
        assert_eq!(odd.href("support"), "/support/tickets");
        let long = read(&[("q", &"ü".repeat(MAX_SEARCH + 5))]);
        assert_eq!(long.search().chars().count(), MAX_SEARCH);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let query = ListQuery::default()
            .with_view(View::Organization)
            .with_status(Some(TicketState::Closed))
            .with_search(" printer & ink ")
            .sorted(Sort::Created)
            .sorted(Sort::Created)
            .after("c1".into());
        assert_eq!(
            query.href("support"),
            "/support/tickets?view=organization&status=closed&q=printer%20%26%20ink&sort=created&direction=asc&after=c1"
        );
        let again = read(&[
            ("view", "organization"),
            ("status", "closed"),
            ("q", "printer & ink"),
            ("sort", "created"),
            ("direction", "asc"),
            ("after", "c1"),
        ]);
        assert_eq!(again, query);
    }

    #[test]
    fn another_order_or_filter_begins_at_the_first_page() {
        let later = ListQuery::default().after("c1".into());
        assert!(later.is_later_page());
        assert!(!later.sorted(Sort::Id).is_later_page());
        assert!(!later.with_status(Some(TicketState::Open)).is_later_page());
        assert_eq!(later.before("c2".into()).href("s"), "/s/tickets?before=c2");
        assert_eq!(later.unfiltered(), ListQuery::default());
    }

    #[test]
    fn a_column_turns_round_the_second_time() {
        let once = ListQuery::default().sorted(Sort::Id);
        assert_eq!(once.sorted_by(Sort::Id), Some(Direction::Desc));
        assert_eq!(once.sorted(Sort::Id).sorted_by(Sort::Id), Some(Direction::Asc));
        assert_eq!(once.sorted(Sort::Id).sorted(Sort::Id), once);
        assert_eq!(ListQuery::default().sorted(Sort::LastActivity).sorted_by(Sort::LastActivity), Some(Direction::Asc));
    }

    #[test]
    fn says_what_it_shows() {
        assert_eq!(ListQuery::default().describe(), "My tickets, any status, newest activity first");
        let query = ListQuery::default().with_status(Some(TicketState::Open)).with_search("ink").sorted(Sort::Id);
        assert_eq!(query.describe(), "My tickets, open, matching “ink”, highest number first");
    }
}
