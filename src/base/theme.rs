//! The theme that is compiled in, as files.

use include_dir::{Dir, include_dir};

/// `themes/default` as it stood when the program was built.
pub const BUILT_IN: BuiltIn = BuiltIn;

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");
const PREFIX: &str = "themes/default/";

/// Files inside the program, addressed like files of a newsletter: `themes/default/…`.
pub struct BuiltIn;

impl BuiltIn {
    pub fn paths(&self) -> Vec<String> {
        let mut paths = Vec::new();
        collect(&DEFAULT, &mut paths);
        paths
    }

    pub fn read(&self, path: &str) -> Option<&'static [u8]> {
        DEFAULT.get_file(path.strip_prefix(PREFIX)?).map(|file| file.contents())
    }
}

fn collect(dir: &Dir<'_>, paths: &mut Vec<String>) {
    paths.extend(dir.files().filter_map(|file| Some(format!("{PREFIX}{}", file.path().to_str()?))));
    for child in dir.dirs() {
        collect(child, paths);
    }
}
