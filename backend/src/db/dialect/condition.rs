//! Conditions put together at run time, such as a filter's: pieces of SQL of ours with everything
//! that comes from people bound, never pasted.

use diesel::expression::{Expression, ValidGrouping, is_aggregate};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Bool, Double, Text};

use crate::db::types::TsSql;
use crate::db::{Backend, Ts};

/// A truth value in SQL; null counts as false. Valid wherever the tables it names are in
/// reach; naming them is the business of whoever puts it together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Condition(Vec<Part>);

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Sql(String),
    Text(String),
    Int(i64),
    Float(f64),
    Moment(Ts),
}

impl Condition {
    /// Begins with a piece of SQL.
    pub fn new(sql: impl Into<String>) -> Self {
        Self::default().sql(sql)
    }

    /// Always true.
    pub fn always() -> Self {
        Self::new("1 = 1")
    }

    /// Never true.
    pub fn never() -> Self {
        Self::new("1 = 0")
    }

    /// Adds a piece of SQL, which must not hold anything that somebody typed.
    #[must_use]
    pub fn sql(mut self, sql: impl Into<String>) -> Self {
        match self.0.last_mut() {
            Some(Part::Sql(last)) => last.push_str(&sql.into()),
            _ => self.0.push(Part::Sql(sql.into())),
        }
        self
    }

    /// Binds a text.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.0.push(Part::Text(text.into()));
        self
    }

    /// Binds an integer.
    #[must_use]
    pub fn int(mut self, int: i64) -> Self {
        self.0.push(Part::Int(int));
        self
    }

    /// Binds a number.
    #[must_use]
    pub fn float(mut self, float: f64) -> Self {
        self.0.push(Part::Float(float));
        self
    }

    /// Binds a moment.
    #[must_use]
    pub fn moment(mut self, moment: Ts) -> Self {
        self.0.push(Part::Moment(moment));
        self
    }

    /// Adds another one.
    #[must_use]
    pub fn then(mut self, other: Condition) -> Self {
        for part in other.0 {
            match part {
                Part::Sql(sql) => self = self.sql(sql),
                bound => self.0.push(bound),
            }
        }
        self
    }

    /// That it is not so: true as well where it is null.
    #[must_use]
    pub fn negated(self) -> Self {
        Condition::new("((").then(self).sql(") IS NOT TRUE)")
    }

    /// Both this and the other.
    #[must_use]
    pub fn and(self, other: Condition) -> Self {
        Condition::new("(").then(self).sql(" AND ").then(other).sql(")")
    }

    /// Several, with a word between them; `otherwise` when there are none.
    pub fn joined(several: impl IntoIterator<Item = Condition>, word: &str, otherwise: fn() -> Self) -> Self {
        let all = several.into_iter().reduce(|all, next| all.sql(format!(" {word} ")).then(next));
        all.map_or_else(otherwise, |all| Condition::new("(").then(all).sql(")"))
    }
}

impl Expression for Condition {
    type SqlType = Bool;
}
impl<QS> AppearsOnTable<QS> for Condition {}
impl<QS> SelectableExpression<QS> for Condition {}
impl<GB> ValidGrouping<GB> for Condition {
    type IsAggregate = is_aggregate::Never;
}
impl QueryId for Condition {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl QueryFragment<Backend> for Condition {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        // as many statements as there are filters: none is kept prepared
        pass.unsafe_to_cache_prepared();
        for part in &self.0 {
            match part {
                Part::Sql(sql) => pass.push_sql(sql),
                Part::Text(text) => pass.push_bind_param::<Text, _>(text)?,
                Part::Int(int) => pass.push_bind_param::<BigInt, _>(int)?,
                Part::Float(float) => pass.push_bind_param::<Double, _>(float)?,
                Part::Moment(moment) => pass.push_bind_param::<TsSql, _>(moment)?,
            }
        }
        Ok(())
    }
}
