//! What a view is made of.

use std::marker::PhantomData;

use serde::ser::{Serialize, SerializeStruct, Serializer};
use tera::Value;

/// HTML that is printed as it is.
#[derive(Clone, Debug, Default)]
pub struct Html(pub String);

/// What can stand in a view.
pub trait Field {
    fn value(self) -> Value;
}

macro_rules! plain_fields {
    ($($type:ty),*) => { $(impl Field for $type { fn value(self) -> Value { Value::from(self) } })* };
}

plain_fields!(bool, u8, u32, usize, i16, i64, String, &'static str);

impl Field for Value {
    fn value(self) -> Value {
        self
    }
}

impl Field for Html {
    fn value(self) -> Value {
        Value::safe_string(&self.0)
    }
}

impl<T: Field> Field for Option<T> {
    fn value(self) -> Value {
        self.map_or_else(Value::none, Field::value)
    }
}

impl<T: Field> Field for Vec<T> {
    fn value(self) -> Value {
        Value::from(self.into_iter().map(Field::value).collect::<Vec<Value>>())
    }
}

/// A view that many pages share: made once, then handed on.
#[derive(Debug)]
pub struct Shared<T> {
    value: Value,
    view: PhantomData<T>,
}

impl<T: Field> Shared<T> {
    pub fn new(view: T) -> Shared<T> {
        Shared { value: view.value(), view: PhantomData }
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Shared<T> {
        Shared { value: self.value.clone(), view: PhantomData }
    }
}

impl<T> Field for Shared<T> {
    fn value(self) -> Value {
        self.value
    }
}

/// Named values as one value. Tera's own way from a struct makes its map once and of the right size.
pub struct Record<'a>(pub &'a [(&'static str, Value)]);

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut record = serializer.serialize_struct("view", self.0.len())?;
        for (name, value) in self.0 {
            record.serialize_field(name, value)?;
        }
        record.end()
    }
}

/// A view as its documentation shows it: name, meaning, and fields with type and meaning.
pub type Documented = (&'static str, &'static str, &'static [(&'static str, &'static str, &'static str)]);

/// Declares a view: a struct whose fields templates read by name, and the table of them for the documentation.
macro_rules! views {
    ($($(#[doc = $about:literal])+ $name:ident { $($(#[doc = $doc:literal])+ $field:ident: $type:ty,)* })*) => {
        $(
            $(#[doc = $about])+
            #[derive(Clone, Debug)]
            pub struct $name { $($(#[doc = $doc])+ pub $field: $type,)* }

            impl $crate::render::view::field::Field for $name {
                fn value(self) -> tera::Value {
                    let fields = [$((stringify!($field), $crate::render::view::field::Field::value(self.$field)),)*];
                    tera::Value::from_serializable(&$crate::render::view::field::Record(&fields))
                }
            }
        )*

        /// Every view: its name, what it is, and its fields with type and meaning.
        pub(super) const VIEWS: &[$crate::render::view::field::Documented] = &[$((
            stringify!($name),
            concat!($($about,)+),
            &[$((stringify!($field), stringify!($type), concat!($($doc,)+)),)*],
        ),)*];
    };
}

pub(super) use views;
