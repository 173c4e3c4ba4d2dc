//! Actions and values of the audit log in words.

use serde_json::Value;

/// Actions that can be filtered by, the most asked for first.
pub const ACTIONS: &[&str] = &[
    "list.created",
    "list.updated",
    "list.deleted",
    "list.members_added",
    "list.member_removed",
    "portal.access_changed",
    "portal.visibility_changed",
    "portal.turned_on",
    "portal.turned_off",
    "portal.previewed",
    "portal.list_invited",
    "domain.private_content_changed",
    "domain.page_changed",
    "domain.mail_changed",
    "domain.mail_tested",
    "contact.access_changed",
    "contact.invited",
    "contact.registered",
    "contact.reset_sent",
    "contact.sessions_revoked",
    "contact.signed_out",
    "contact.password_changed",
    "contact.password_set",
    "contact.email_changed",
    "contact.link_asked",
    "contact.signed_in",
    "contact.sign_in_failed",
    "contact.confirm_failed",
    "contact.left",
    "user.signed_in",
    "user.sign_in_failed",
    "user.confirmed",
    "user.confirm_failed",
    "user.left",
    "request.refused",
    "request.limited",
];

/// "List created" for `list.created`: the words an action is made of.
pub fn action(action: &str) -> String {
    match action {
        "contact.left" => "Contact signed out".to_owned(),
        "user.left" => "User signed out".to_owned(),
        "contact.signed_out" => "Contact signed out by staff".to_owned(),
        other => sentence(other),
    }
}

/// "Ticket filter" for `ticket_filter`.
pub fn sentence(name: &str) -> String {
    let words = name.replace(['.', '_'], " ");
    let mut characters = words.chars();
    characters.next().map(|first| first.to_uppercase().collect::<String>() + characters.as_str()).unwrap_or_default()
}

/// A value as a line: texts bare, nothing as a dash, everything else as it was recorded.
pub fn value(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::Bool(true) => "Yes".to_owned(),
        Value::Bool(false) => "No".to_owned(),
        Value::String(text) if text.is_empty() => "–".to_owned(),
        // One of the words of the contract, such as `company_for_some`.
        Value::String(text) if is_word(text) => sentence(text),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            let items: Vec<String> = items.iter().map(self::value).collect();
            if items.is_empty() { "None".to_owned() } else { items.join(", ") }
        }
        Value::Object(fields) => match fields.get("any").and_then(Value::as_array) {
            Some(groups) => filter(groups),
            None => fields
                .iter()
                .map(|(name, part)| format!("{}: {}", sentence(name), self::value(part)))
                .collect::<Vec<_>>()
                .join(", "),
        },
        other => other.to_string(),
    }
}

fn is_word(text: &str) -> bool {
    text.contains('_') && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// A filter as it was recorded, readable: `company.name contains tail, or list is any of 1`.
fn filter(groups: &[Value]) -> String {
    let condition = |condition: &Value| {
        let text = |name: &str| condition.get(name).and_then(Value::as_str).unwrap_or_default();
        let compared = condition.get("value").map(value).unwrap_or_default();
        format!("{} {} {compared}", text("property"), text("operator").replace('_', " ")).trim_end().to_owned()
    };
    let group = |group: &Value| {
        let all = group.get("all").and_then(Value::as_array);
        all.into_iter().flatten().map(condition).collect::<Vec<_>>().join(" and ")
    };
    groups.iter().map(group).collect::<Vec<_>>().join(", or ")
}

/// Name, before and after of everything recorded; what was the same before and after is left out.
pub fn differences(data: &Value) -> Vec<(String, Option<String>, Option<String>)> {
    let Value::Object(fields) = data else { return Vec::new() };
    let (before, after) = (fields.get("before"), fields.get("after"));
    let mut rows = Vec::new();
    let mut names: Vec<&String> = Vec::new();
    for side in [before, after].into_iter().flatten() {
        if let Value::Object(side) = side {
            names.extend(side.keys());
        }
    }
    names.sort();
    names.dedup();
    let both = before.is_some() && after.is_some();
    if let (Some(old), Some(new)) = (before, after)
        && !old.is_object()
        && !new.is_object()
    {
        rows.push(("Value".to_owned(), Some(value(old)), Some(value(new))));
    }
    for name in names {
        let of = |side: Option<&Value>| side.and_then(|side| side.get(name)).map(value);
        let (old, new) = (of(before), of(after));
        if !both || old != new {
            rows.push((sentence(name), old, new));
        }
    }
    for (name, other) in fields.iter().filter(|(name, _)| !matches!(name.as_str(), "before" | "after")) {
        rows.push((sentence(name), None, Some(value(other))));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn actions_read_as_words() {
        assert_eq!(action("list.member_removed"), "List member removed");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn only_what_changed_is_shown() {
        let data = json!({ "before": { "name": "A", "on": false }, "after": { "name": "A", "on": true }, "why": null });
        let row = |name: &str, before: Option<&str>, after: Option<&str>| {
            (name.to_owned(), before.map(str::to_owned), after.map(str::to_owned))
        };
        assert_eq!(differences(&data), [row("On", Some("No"), Some("Yes")), row("Why", None, Some("–"))]);
        let filter = json!({ "any": [
            { "all": [{ "property": "list", "operator": "is_any_of", "value": [3] }] },
            { "all": [{ "property": "email", "operator": "is_known" }] },
        ] });
        let created = json!({ "after": { "lists": [1, 2], "filter": filter } });
        assert_eq!(
            differences(&created),
            [row("Filter", None, Some("list is any of 3, or email is known")), row("Lists", None, Some("1, 2"))]
        );
        let blocked = json!({ "portal": 1, "before": "active", "after": "blocked" });
        assert_eq!(
            differences(&blocked),
            [row("Value", Some("active"), Some("blocked")), row("Portal", None, Some("1"))]
        );
        assert!(differences(&json!(null)).is_empty());
    }
}
