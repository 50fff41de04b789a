//! What a view is made of.

use std::marker::PhantomData;

use serde::ser::{Serialize, Serializer};
use tera::Value;

/// HTML that is printed as it is.
#[derive(Clone, Debug, Default)]
pub struct Html(pub String);

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_str() {
            "" => serializer.serialize_str(""),
            html => Value::safe_string(html).serialize(serializer),
        }
    }
}

/// What can stand in a view.
pub trait Field: Serialize {
    /// As templates see it.
    fn value(&self) -> Value {
        Value::from_serializable(self)
    }
}

impl<T: Serialize> Field for T {}

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

impl<T> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// A view as its documentation shows it: name, meaning, and fields with type and meaning.
pub type Documented = (&'static str, &'static str, &'static [(&'static str, &'static str, &'static str)]);

/// Declares a view: a struct whose fields templates read by name, and the table of them for the documentation.
macro_rules! views {
    ($($(#[doc = $about:literal])+ $name:ident { $($(#[doc = $doc:literal])+ $field:ident: $type:ty,)* })*) => {
        $(
            $(#[doc = $about])+
            #[derive(Clone, Debug, serde::Serialize)]
            pub struct $name { $($(#[doc = $doc])+ pub $field: $type,)* }
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
