//! A tree as a condition in SQL, on either database.

use openapi::properties::{Object, PropertyKind};

use super::property::{Place, Relation};
use super::span::Span;
use super::tree::{Field, Leaf, Listed, Test, Tree};
use crate::db::dialect::condition::Condition;
use crate::db::dialect::expression::Flavour;
use crate::db::{Conn, Ts};

impl Tree {
    /// The condition that the row of `alias` passes, where `alias` is what the query calls the table
    /// of the tree's records. Days are counted from `now`.
    pub fn condition(&self, conn: &Conn, alias: &str, now: Ts) -> Condition {
        let mut compiler = Compiler { flavour: Flavour::of(conn), now, aliases: 0 };
        compiler.tree(self, alias)
    }
}

/// The condition that the ticket in `column` passes.
pub fn ticket_passes(tree: &Tree, conn: &Conn, column: &str, now: Ts) -> Condition {
    let passes = tree.condition(conn, "ft", now);
    Condition::new(format!("EXISTS (SELECT 1 FROM tickets ft WHERE ft.id = {column} AND ")).then(passes).sql(")")
}

struct Compiler {
    flavour: Flavour,
    now: Ts,
    /// How many tables were named so far.
    aliases: usize,
}

impl Compiler {
    fn tree(&mut self, tree: &Tree, alias: &str) -> Condition {
        let groups: Vec<Condition> = tree
            .groups
            .iter()
            .map(|group| {
                let leaves: Vec<Condition> = group.iter().map(|leaf| self.leaf(leaf, alias)).collect();
                // a group without conditions is passed by nobody
                Condition::joined(leaves, "AND", Condition::never)
            })
            .collect();
        Condition::joined(groups, "OR", Condition::never)
    }

    fn leaf(&mut self, leaf: &Leaf, alias: &str) -> Condition {
        let holds = match leaf.via {
            None => self.test(&leaf.field, &leaf.test, alias),
            Some(relation) => {
                let related = self.name();
                let from = from(relation, alias, &related);
                let test = self.test(&leaf.field, &leaf.test, &related);
                Condition::new(format!("EXISTS (SELECT 1 FROM {from} AND ")).then(test).sql(")")
            }
        };
        if leaf.negated { holds.negated() } else { holds }
    }

    fn name(&mut self) -> String {
        self.aliases += 1;
        format!("f{}", self.aliases)
    }

    fn test(&mut self, field: &Field, test: &Test, alias: &str) -> Condition {
        match test {
            Test::OnAny(lists) => self.lists(lists, alias, "OR"),
            Test::OnAll(lists) => self.lists(lists, alias, "AND"),
            Test::HasAny(values) => self.elements(field, alias, values, "OR"),
            Test::HasAll(values) => self.elements(field, alias, values, "AND"),
            Test::Known => Condition::new(format!("{} IS NOT NULL", self.value(field, alias))),
            Test::Is(flag) => {
                let holds = Condition::new(self.value(field, alias));
                if *flag { holds } else { Condition::new("NOT ").then(holds) }
            }
            Test::OneOf(texts) => {
                let value = self.compared(field, alias);
                let texts = texts.iter().map(|text| Condition::default().text(text));
                Condition::new(format!("{value} IN ")).then(Condition::joined(texts, ",", Condition::never))
            }
            Test::OneOfInts(ints) => {
                let ints = ints.iter().map(|int| Condition::default().int(*int));
                Condition::new(format!("{} IN ", self.value(field, alias))).then(Condition::joined(
                    ints,
                    ",",
                    Condition::never,
                ))
            }
            Test::OneOfNumbers(numbers) => {
                let numbers = numbers.iter().map(|number| Condition::default().float(*number));
                Condition::new(format!("{} IN ", self.value(field, alias))).then(Condition::joined(
                    numbers,
                    ",",
                    Condition::never,
                ))
            }
            Test::Contains(text) => {
                let value = self.compared(field, alias);
                Condition::new(format!("{}({value}, ", self.flavour.position())).text(text).sql(") > 0")
            }
            Test::StartsWith(text) => {
                let value = self.compared(field, alias);
                let length = text.chars().count();
                Condition::new(format!("substr({value}, 1, {length}) = ")).text(text)
            }
            Test::EndsWith(text) => {
                let value = self.compared(field, alias);
                let length = text.chars().count();
                // nothing shorter has an end of that length
                Condition::new(format!(
                    "(length({value}) >= {length} AND substr({value}, length({value}) - {length} + 1) = "
                ))
                .text(text)
                .sql(")")
            }
            Test::Greater(number) => Condition::new(format!("{} > ", self.value(field, alias))).float(*number),
            Test::Less(number) => Condition::new(format!("{} < ", self.value(field, alias))).float(*number),
            Test::Between(from, to) => {
                let value = self.value(field, alias);
                Condition::new(format!("({value} >= "))
                    .float(*from)
                    .sql(format!(" AND {value} <= "))
                    .float(*to)
                    .sql(")")
            }
            Test::In(span) => self.span(field, *span, alias),
        }
    }

    /// The value of a property, null where there is none.
    fn value(&self, field: &Field, alias: &str) -> String {
        match (field.place, field.kind) {
            (Place::Text(column), _) => format!("NULLIF({alias}.{column}, '')"),
            (Place::Int(column) | Place::Moment(column), _) => format!("{alias}.{column}"),
            (Place::Texts(column), _) => self.flavour.known_list(&self.flavour.list(&format!("{alias}.{column}"))),
            (Place::Custom, PropertyKind::Number) => self.flavour.json_number(alias, &field.name),
            (Place::Custom, PropertyKind::Checkbox) => self.flavour.json_flag(alias, &field.name),
            (Place::Custom, PropertyKind::MultiSelect) => {
                self.flavour.known_list(&self.flavour.json_list(alias, &field.name))
            }
            (Place::Custom, _) => self.flavour.json_text(alias, &field.name),
            // nobody asks whether somebody is on any list at all
            (Place::Lists, _) => "NULL".to_owned(),
        }
    }

    /// A text as it is compared: options as they are, everything else without regard to case.
    fn compared(&self, field: &Field, alias: &str) -> String {
        let value = self.value(field, alias);
        if field.kind == PropertyKind::Select { value } else { self.flavour.fold(&value) }
    }

    fn span(&self, field: &Field, span: Span, alias: &str) -> Condition {
        let value = self.value(field, alias);
        let (value, from, until) = match field.place {
            Place::Moment(_) => {
                let (from, until) = span.moments(self.now);
                let bound = |moment: Ts| Condition::default().moment(moment);
                (value, from.map(bound), until.map(bound))
            }
            _ => {
                let (from, until) = span.texts(self.now, field.kind == PropertyKind::DateTime);
                let bound = |text: String| Condition::default().text(text);
                (self.flavour.ordered(&value), from.map(bound), until.map(bound))
            }
        };
        let from = from.map(|from| Condition::new(format!("{value} >= ")).then(from));
        let until = until.map(|until| Condition::new(format!("{value} < ")).then(until));
        Condition::joined(from.into_iter().chain(until), "AND", Condition::never)
    }

    fn elements(&mut self, field: &Field, alias: &str, values: &[String], word: &str) -> Condition {
        let list = match field.place {
            Place::Texts(column) => self.flavour.list(&format!("{alias}.{column}")),
            _ => self.flavour.json_list(alias, &field.name),
        };
        let each: Vec<Condition> = values
            .iter()
            .map(|value| {
                let (before, after) = self.flavour.has_text(&list, &self.name());
                Condition::new(before).text(value).sql(after)
            })
            .collect();
        Condition::joined(each, word, Condition::never)
    }

    fn lists(&mut self, lists: &[Listed], alias: &str, word: &str) -> Condition {
        let each: Vec<Condition> = lists
            .iter()
            .map(|list| match list {
                Listed::Static(id) => {
                    let member = self.name();
                    Condition::new(format!(
                        "EXISTS (SELECT 1 FROM list_members {member} WHERE {member}.contact_id = {alias}.id \
                         AND {member}.list_id = "
                    ))
                    .int(id.0)
                    .sql(")")
                }
                Listed::Active(_, tree) => self.tree(tree, alias),
            })
            .collect();
        Condition::joined(each, word, Condition::never)
    }
}

/// The related records of the one in `alias`, up to and without the next condition.
fn from(relation: Relation, alias: &str, related: &str) -> String {
    match relation {
        Relation::CompanyOfContact => format!(
            "companies {related} JOIN company_contacts {related}c ON {related}c.company_id = {related}.id \
             WHERE {related}c.contact_id = {alias}.id AND {related}c.is_primary"
        ),
        Relation::ContactsOfCompany => format!(
            "contacts {related} JOIN company_contacts {related}c ON {related}c.contact_id = {related}.id \
             WHERE {related}c.company_id = {alias}.id"
        ),
        Relation::ContactOfTicket => format!("contacts {related} WHERE {related}.id = {alias}.requester_id"),
        Relation::CompanyOfTicket => format!("companies {related} WHERE {related}.id = {alias}.company_id"),
    }
}

/// The table of a kind of record.
pub fn table(object: Object) -> &'static str {
    match object {
        Object::Ticket => "tickets",
        Object::Contact => "contacts",
        Object::Company => "companies",
    }
}
