//! What other programs say in JSON lines: messages to a sitting and to a test, and replies.

pub mod sitting;
pub mod test;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::ask::{Reply, Shape};

/// The fields of a reply, one of which is wanted.
#[derive(Deserialize)]
struct ReplyFields {
    text: Option<String>,
    pick: Option<Pick>,
    arrange: Option<Vec<usize>>,
    pair: Option<Vec<usize>>,
    reveal: Option<bool>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Pick {
    One(usize),
    Many(Vec<usize>),
}

impl ReplyFields {
    /// The reply, positions from 0.
    fn reply(self, shape: Option<&Shape>) -> Result<Reply, String> {
        let from_zero = |numbers: Vec<usize>| -> Result<Vec<usize>, String> {
            let place = |n: usize| {
                n.checked_sub(1)
                    .ok_or("options are counted from 1".to_owned())
            };
            numbers.into_iter().map(place).collect()
        };
        let many = matches!(shape, Some(Shape::PickMany { .. }));
        match (self.text, self.pick, self.arrange, self.pair, self.reveal) {
            (Some(text), None, None, None, None) => Ok(Reply::Typed(text)),
            (None, Some(Pick::One(n)), None, None, None) if many => {
                Ok(Reply::Chosen(from_zero(vec![n])?))
            }
            (None, Some(Pick::One(n)), None, None, None) => {
                Ok(Reply::Picked(from_zero(vec![n])?[0]))
            }
            (None, Some(Pick::Many(all)), None, None, None) => Ok(Reply::Chosen(from_zero(all)?)),
            (None, None, Some(all), None, None) => Ok(Reply::Arranged(from_zero(all)?)),
            (None, None, None, Some(all), None) => Ok(Reply::Paired(from_zero(all)?)),
            (None, None, None, None, Some(true)) => Ok(Reply::Shown),
            _ => Err("a reply has one of `text`, `pick`, `arrange`, `pair`, `reveal`".to_owned()),
        }
    }
}

/// The fields of the reply that would be right, positions from 1.
pub fn key(reply: &Reply) -> Value {
    let from_one = |places: &[usize]| places.iter().map(|place| place + 1).collect::<Vec<_>>();
    match reply {
        Reply::Shown => json!({"reveal": true}),
        Reply::Typed(text) => json!({"text": text}),
        Reply::Picked(place) => json!({"pick": place + 1}),
        Reply::Chosen(places) => json!({"pick": from_one(places)}),
        Reply::Arranged(places) => json!({"arrange": from_one(places)}),
        Reply::Paired(places) => json!({"pair": from_one(places)}),
    }
}

/// The message of a line, or why it is none.
fn message<M: DeserializeOwned>(text: &str) -> Result<M, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        // The line is named beside the message, and this one would always be 1.
        let said = error.to_string().replace("at line 1 column", "at column");
        format!("not JSON: {said}")
    })?;
    let Some(object) = value.as_object() else {
        return Err("no object; `{\"type\":\"reply\",\"text\":\"…\"}` would do".to_owned());
    };
    if !object.contains_key("type") {
        return Err("`type` is missing".to_owned());
    }
    serde_json::from_value(value).map_err(|error| {
        let said = error.to_string();
        said.replacen("unknown variant", "unknown `type`", 1)
    })
}
