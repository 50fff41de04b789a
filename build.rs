//! Asks cargo to look at the default theme's folder: `include_dir!` notes the files that it found, but not that one was
//! added later, so a new template would be missing from the program until something else changed.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=themes/default");
}
