//! JSON whose bytes depend on its content alone, whatever features the crates that write it were built
//! with: cargo unites features over all that is built together.

use serde_json::{Map, Value};

/// The same value with the keys of every object in order.
///
/// serde_json sorts by itself unless some crate in the same build asks it to keep the order of
/// insertion; a bundle must not depend on who is built beside this tool.
pub fn sorted(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(sorted_map(map)),
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

/// As [`sorted`], for an object's inside.
pub fn sorted_map(map: Map<String, Value>) -> Map<String, Value> {
    let mut entries: Vec<_> = map.into_iter().collect();
    entries.sort_by(|(a, _), (b, _)| a.cmp(b));
    entries
        .into_iter()
        .map(|(key, value)| (key, sorted(value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_sorted_at_every_depth_and_lists_keep_their_order() {
        let value: Value =
            serde_json::from_str(r#"{"b":[{"z":1,"a":2},3],"a":{"y":null,"x":true}}"#).unwrap();
        assert_eq!(
            sorted(value).to_string(),
            r#"{"a":{"x":true,"y":null},"b":[{"a":2,"z":1},3]}"#
        );
    }
}
