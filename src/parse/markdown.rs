//! Markdown to a [`Document`].
