//! What the browser's JSON parser returns, as a serde deserializer. It knows what the contract uses: plain
//! values, lists, objects, and enums that are words. Errors say nothing: nobody would read them, and the
//! code to write them weighs several kilobytes.

use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error, Expected, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

/// A value as JavaScript has it.
pub struct Js(pub JsValue);

/// Not of the expected shape.
#[derive(Debug)]
pub struct Misfit;

impl std::fmt::Display for Misfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not of the expected shape")
    }
}

impl std::error::Error for Misfit {}

impl Error for Misfit {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

impl<'de> IntoDeserializer<'de, Misfit> for Js {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl Js {
    fn text(self) -> Result<String, Misfit> {
        self.0.as_string().ok_or(Misfit)
    }

    fn pairs(self) -> Result<Vec<(String, Js)>, Misfit> {
        if self.0.is_object() { Ok(pairs(&js_sys::Object::entries(self.0.unchecked_ref()))) } else { Err(Misfit) }
    }

    fn items(self) -> Result<Vec<Js>, Misfit> {
        self.0.dyn_ref::<js_sys::Array>().map(items).ok_or(Misfit)
    }
}

/// Hands every kind of number to one function.
macro_rules! numbers {
    ($($name:ident)*) => {$(
        fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
            visit_number(self.0.as_f64().ok_or(Misfit)?, visitor)
        }
    )*};
}

/// Hands every kind of text to one function.
macro_rules! texts {
    ($($name:ident)*) => {$(
        fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
            visitor.visit_string(self.text()?)
        }
    )*};
}

// What a type expects is asked for. Only types that cannot say so look what there is: that costs several times as
// much program.
impl<'de> Deserializer<'de> for Js {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let value = &self.0;
        if let Some(text) = value.as_string() {
            visitor.visit_string(text)
        } else if let Some(number) = value.as_f64() {
            visit_number(number, visitor)
        } else if let Some(yes) = value.as_bool() {
            visitor.visit_bool(yes)
        } else if value.is_null() {
            visitor.visit_unit()
        } else if value.is_instance_of::<js_sys::Array>() {
            self.deserialize_seq(visitor)
        } else {
            self.deserialize_map(visitor)
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    /// A word, or an object of one word and what belongs to it.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let pairs = match self.0.as_string() {
            Some(word) => vec![(word, Js(JsValue::NULL))],
            None => self.pairs()?,
        };
        visitor.visit_enum(MapAccessDeserializer::new(MapDeserializer::new(pairs.into_iter())))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_bool(self.0.as_bool().ok_or(Misfit)?)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_seq(SeqDeserializer::new(self.items()?.into_iter()))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_map(MapDeserializer::new(self.pairs()?.into_iter()))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_map(visitor)
    }

    numbers! { deserialize_i64 deserialize_u64 deserialize_u32 deserialize_u16 deserialize_f64 }
    texts! { deserialize_str deserialize_string deserialize_identifier }

    forward_to_deserialize_any! {
        i8 i16 i32 u8 f32 char bytes byte_buf unit_struct tuple tuple_struct
    }
}

/// Whole numbers arrive as integers, as they would from text.
fn visit_number<'de, V: Visitor<'de>>(number: f64, visitor: V) -> Result<V::Value, Misfit> {
    if number.fract() != 0.0 {
        visitor.visit_f64(number)
    } else if number < 0.0 {
        visitor.visit_i64(number as i64)
    } else {
        visitor.visit_u64(number as u64)
    }
}

fn items(list: &js_sys::Array) -> Vec<Js> {
    list.iter().map(Js).collect()
}

fn pairs(entries: &js_sys::Array) -> Vec<(String, Js)> {
    let pair = |entry: JsValue| {
        let entry: js_sys::Array = entry.unchecked_into();
        (entry.get(0).as_string().unwrap_or_default(), Js(entry.get(1)))
    };
    entries.iter().map(pair).collect()
}
