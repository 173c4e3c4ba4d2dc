//! Query strings from the contract's query types.

use serde::Serialize;
use serde_json::Value;

/// `?a=1&b=x` for the set fields of `query`; empty when none is set. Fields must be plain values.
pub fn query_string<Q: Serialize>(query: &Q) -> String {
    let Ok(Value::Object(fields)) = serde_json::to_value(query) else { return String::new() };
    let mut out = String::new();
    for (name, value) in fields {
        let value = match value {
            Value::Null | Value::Array(_) | Value::Object(_) => continue,
            Value::String(text) => text,
            Value::Bool(yes) => yes.to_string(),
            Value::Number(number) => number.to_string(),
        };
        out.push(if out.is_empty() { '?' } else { '&' });
        out.push_str(&percent_encode(&name));
        out.push('=');
        out.push_str(&percent_encode(&value));
    }
    out
}

/// `?a=1&b=x` for those of `fields` that have a value; empty when none has.
pub fn join(fields: &[(&str, Option<&str>)]) -> String {
    let mut out = String::new();
    for (name, value) in fields.iter().filter_map(|(name, value)| Some((name, (*value)?))) {
        out.push(if out.is_empty() { '?' } else { '&' });
        out.push_str(name);
        out.push('=');
        out.push_str(&percent_encode(value));
    }
    out
}

/// Percent-encodes everything but RFC 3986's unreserved characters: fit for a query value or a path segment.
pub fn percent_encode(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push('%');
            out.push(HEX[usize::from(byte >> 4)] as char);
            out.push(HEX[usize::from(byte & 15)] as char);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::tickets::TicketState;
    use openapi::tickets::portal::TicketQuery;

    #[test]
    fn writes_only_what_is_set_and_escapes_it() {
        assert_eq!(query_string(&TicketQuery::default()), "");
        let query = TicketQuery {
            status: Some(TicketState::Open),
            q: Some("50 % & more/ü".into()),
            count: Some(true),
            limit: Some(25),
            ..TicketQuery::default()
        };
        assert_eq!(query_string(&query), "?count=true&limit=25&q=50%20%25%20%26%20more%2F%C3%BC&status=open");
    }
}
