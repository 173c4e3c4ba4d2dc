use super::*;
use openapi::id::StageId;
use openapi::pipelines::Stage;
use openapi::tickets::{Source, TicketState};

fn row(id: i64, minute: i64) -> TicketSummary {
    let at = chrono::DateTime::from_timestamp(minute * 60, 0).unwrap();
    TicketSummary {
        id: TicketId(id),
        subject: format!("Ticket {id}"),
        stage: Stage { id: StageId(1), name: "New".into(), state: TicketState::Open },
        requester: None,
        company: None,
        owner: None,
        priority: None,
        source: Source::Email,
        snippet: String::new(),
        awaiting_team: false,
        created_at: at,
        last_activity_at: at,
    }
}

fn page(rows: &[(i64, i64)], next: Option<&str>) -> Page<TicketSummary> {
    let items = rows.iter().map(|(id, minute)| row(*id, *minute)).collect();
    Page { items, next: next.map(String::from), previous: None, first: 1, total: None }
}

fn ids(rows: &Rows) -> Vec<i64> {
    rows.items().iter().map(|row| row.id.0).collect()
}

fn loaded(rows: &[(i64, i64)], next: Option<&str>) -> Rows {
    let mut list = Rows::default();
    list.replace(page(rows, next));
    list
}

#[test]
fn steps_through_the_rows_and_stops_at_both_ends() {
    let mut list = loaded(&[(3, 30), (2, 20), (1, 10)], None);
    let walk: Vec<_> = [1, 1, 1, 1, -1, -1, -1].map(|step| list.step(step).unwrap().0).to_vec();
    assert_eq!(walk, [3, 2, 1, 1, 2, 3, 3]);
    assert_eq!(Rows::default().step(1), None);
}

#[test]
fn knows_the_neighbours_of_an_open_ticket() {
    let list = loaded(&[(3, 30), (2, 20), (1, 10)], None);
    assert_eq!(list.neighbour(TicketId(2), 1), Some(TicketId(1)));
    assert_eq!(list.neighbour(TicketId(2), -1), Some(TicketId(3)));
    assert_eq!(list.neighbour(TicketId(3), -1), None);
    assert_eq!(list.neighbour(TicketId(9), 1), None);
}

#[test]
fn news_sorts_in_but_the_focused_row_keeps_its_place() {
    let mut list = loaded(&[(3, 30), (2, 20), (1, 10)], None);
    list.focus(Some(TicketId(2)));
    list.merge(page(&[(4, 50), (1, 40), (3, 30), (2, 20)], None), &[TicketId(4), TicketId(1)]);
    assert_eq!(ids(&list), [4, 2, 1, 3]);
    assert_eq!(list.focused(), Some(TicketId(2)));
}

#[test]
fn the_focused_row_stays_at_the_top_while_others_write() {
    let mut list = loaded(&[(3, 30), (2, 20)], None);
    list.focus(Some(TicketId(3)));
    list.merge(page(&[(4, 50), (3, 30), (2, 20)], None), &[TicketId(4)]);
    assert_eq!(ids(&list), [3, 4, 2]);
}

#[test]
fn what_left_the_view_goes_unless_it_is_focused() {
    let mut list = loaded(&[(3, 30), (2, 20), (1, 10)], None);
    list.focus(Some(TicketId(1)));
    list.merge(page(&[(3, 30)], None), &[TicketId(1), TicketId(2)]);
    assert_eq!(ids(&list), [3, 1]);
    list.focus(Some(TicketId(3)));
    list.merge(page(&[(3, 30)], None), &[]);
    assert_eq!(ids(&list), [3]);
}

#[test]
fn older_pages_survive_a_fresh_first_page() {
    let mut list = loaded(&[(4, 40), (3, 30)], Some("a"));
    list.append(page(&[(3, 30), (2, 20), (1, 10)], Some("b")));
    assert_eq!(ids(&list), [4, 3, 2, 1]);
    list.merge(page(&[(2, 50), (4, 40)], Some("a2")), &[TicketId(2)]);
    assert_eq!(ids(&list), [2, 4, 3, 1]);
    assert_eq!(list.next(), Some("b"));
    // A change to an older row that does not make the first page has taken it out of the view.
    list.merge(page(&[(2, 50), (4, 40)], Some("a3")), &[TicketId(1)]);
    assert_eq!(ids(&list), [2, 4, 3]);
}

#[test]
fn a_row_is_updated_where_it_stands() {
    let mut list = loaded(&[(3, 30), (2, 20)], None);
    let mut changed = row(2, 99);
    changed.subject = "Another subject".into();
    list.update(changed);
    assert_eq!(ids(&list), [3, 2]);
    assert_eq!(list.items()[1].subject, "Another subject");
    list.update(row(7, 1));
    assert_eq!(ids(&list), [3, 2]);
}

#[test]
fn a_new_first_page_drops_a_focus_that_is_gone() {
    let mut list = loaded(&[(3, 30), (2, 20)], None);
    list.focus(Some(TicketId(2)));
    list.replace(page(&[(3, 30)], None));
    assert_eq!(list.focused(), None);
}

#[test]
fn asks_for_more_near_the_end() {
    let mut list = loaded(&[(5, 50), (4, 40), (3, 30), (2, 20), (1, 10)], Some("n"));
    list.focus(Some(TicketId(5)));
    assert!(!list.near_end());
    list.focus(Some(TicketId(3)));
    assert!(list.near_end());
}
