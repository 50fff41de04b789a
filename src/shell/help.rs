//! What `--help` says below the options: when to use a command, and examples.

pub const PROGRAM: &str = "\
A first newsletter:
  offprint init my-letter && cd my-letter
  offprint serve --open            look at it while you write
  offprint new \"The second issue\"
  offprint build                   write the site to `public/`

`offprint COMMAND --help` says when to use a command, with examples.
Exit codes: 0 fine, 1 mistakes in the content, 2 wrong usage or trouble with the computer.";

pub const INIT: &str = "\
Use it once, to begin. What it writes builds as it stands; change the texts to yours.

Examples:
  offprint init my-letter
  offprint init . --title \"The Residual Stream\" --base-url https://stream.example.org/";

pub const NEW: &str = "\
Use it for every issue. The file is a draft: take out `draft = true` when it may go out. It never overwrites a file, \
and prints the path of the one it made.

Examples:
  offprint new \"Reasoning backwards\"
  $EDITOR \"$(offprint new 'Reasoning backwards')\"
  offprint new \"For next week\" --today 2024-12-16";

pub const BUILD: &str = "\
Use it to publish. With any error nothing is written and the last good site stays; files that did not change keep \
their bytes and times, so that rsync and CDNs move only what is new. Drafts and issues with a date to come are left \
out.

Examples:
  offprint build
  offprint build --strict                    for CI: warnings fail too
  offprint build --drafts --future --noindex --output preview --base-url https://pre.example.org/";

pub const SERVE: &str = "\
Use it while you write. It shows what `build --drafts --future` would write; a saved change is in the browser at once, \
a mistake is shown over the page until it is mended. Ctrl-C ends it.

Examples:
  offprint serve --open
  offprint serve --port 8000
  offprint serve --host 0.0.0.0        to look at it on your phone";

pub const CHECK: &str = "\
Use it before you publish, or in CI. It checks all that `build` checks, and tells also what is no mistake but could \
be better: entries without a link, papers without an id or covered before, images without alternative text or over \
1 MB, links called `here`, tracking parameters, missing summaries, `TODO`. `allow` of [check] in the config \
silences what you do not mind.

Examples:
  offprint check
  offprint check --drafts --future     also what is not out yet
  offprint check --external            also whether links to other sites still lead anywhere
  offprint check --format json         for editors and scripts";

pub const TOPICS: &str = "\
Use it to keep the vocabulary in order: a topic that was used once may be a slip of the pen. Topics that no [[topics]] \
of the config declares are marked, with the declared one that comes nearest.

Examples:
  offprint topics
  offprint topics --format json";

pub const WORKS: &str = "\
Use it to see what was discussed, and to find gaps in what is exported to BibTeX and Zotero.

Works without authors get them from a `.bib` file: paste what `--incomplete` prints into Zotero's \"Add Item(s) by \
Identifier\", export the new items as BibTeX (or BibLaTeX) into the newsletter's folder, and name the file in the \
config: [bibliography] files = [\"refs.bib\"].

Examples:
  offprint works
  offprint works --incomplete          ids whose authors are not known
  offprint works --guessed             entries that should say which work they mean";

pub const COMPLETIONS: &str = "\
Use it once for each shell.

Examples:
  offprint completions bash > ~/.local/share/bash-completion/completions/offprint
  offprint completions zsh > ~/.zfunc/_offprint
  offprint completions fish > ~/.config/fish/completions/offprint.fish";

pub const MAN: &str = "\
Use it when you package offprint, or to read all options on one page.

Examples:
  offprint man > offprint.1
  offprint man | man -l -";
