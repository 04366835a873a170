//! What the design promises about the sources, held against the sources themselves: a module knows
//! only those above it, every file says what it is, and nothing in `src` touches the world outside.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the crate, each knowing only those before it. Modules on one line may know each
/// other.
const ORDER: &[&[&str]] = &[
    &["error"],
    &["span"],
    &["text"],
    &["lexicon"],
    &["attribution"],
    &["segment"],
    &["quote"],
    // The result is plain records; the stages fill them.
    &["document", "annotation"],
    &["model"],
    &["syntax"],
    &["cue"],
    &["content"],
    &["source"],
    &["frame"],
    &["draft"],
    &["extract"],
    &["stance"],
    &["mention"],
    &["entity"],
    &["speaker"],
    &["confidence"],
    &["annotate"],
    &["tracker"],
    &["export"],
];

/// Who may not know whom, though the order would allow it: a tracker also takes attributions of
/// other systems.
const APART: &[(&str, &str)] = &[("tracker", "annotate")];

/// The only crates that the library asks for; these bring others along.
const DEPENDENCIES: &[&str] =
    &["memchr", "serde", "thiserror", "unicode-normalization", "unicode-segmentation"];

/// What a file may use all the same: the traits of the caller's readers and writers, and the error
/// they give.
const ALLOWED: &[&str] = &["use std::io::{Read, Write};", "std::io::Error"];

/// Input, output, clock, environment, threads: the caller's business.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::env",
    // Readers and writers of the caller are welcome (snapshots); the process's own are not.
    "stdin",
    "stdout",
    "stderr",
    "std::net",
    "std::process",
    "std::thread",
    "std::time",
    "println!",
    "eprintln!",
    "print!",
    "dbg!",
    "static mut",
    "thread_local!",
];

struct Source {
    /// Path below the root, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// The lines of code: no comments, no item that is there for tests alone.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        // The indent of the item that is being left out.
        let mut left_out: Option<usize> = None;
        let lines = self.text.lines().enumerate().map(|(at, line)| (at + 1, line));
        let code = lines.filter(move |(_, line)| {
            let indent = line.len() - line.trim_start().len();
            if line.trim() == "#[cfg(test)]" {
                left_out = Some(indent);
                return false;
            }
            let Some(own) = left_out else { return true };
            // As rustfmt lays items out: the last line is the first that ends one at the item's own indent.
            if indent == own && !line.trim().starts_with("#[") && line.ends_with([';', '}']) {
                left_out = None;
            }
            false
        });
        code.map(|(at, line)| (at, line.split("//").next().unwrap_or_default()))
    }

    /// `src/quote/pair.rs` -> `quote`; `None` for `src/lib.rs`.
    fn module(&self) -> Option<&str> {
        let inside = self.path.strip_prefix("src/")?;
        let name = inside.split('/').next()?.trim_end_matches(".rs");
        (name != "lib").then_some(name)
    }

    /// What is named behind `crate::`, groups taken apart: `use crate::{span::Span, error}` names
    /// `span` and `error`.
    fn names_in_crate(&self) -> Vec<String> {
        let code: Vec<&str> = self.code().map(|(_, line)| line).collect();
        let code = code.join("\n");
        let mut names = Vec::new();
        for (at, _) in code.match_indices("crate::") {
            let after = &code[at + "crate::".len()..];
            match after.strip_prefix('{') {
                Some(group) => {
                    let mut depth = 0;
                    let mut fresh = true;
                    for (at, c) in group.char_indices() {
                        match c {
                            '{' => depth += 1,
                            '}' if depth == 0 => break,
                            '}' => depth -= 1,
                            ',' if depth == 0 => fresh = true,
                            _ if fresh && is_name(c) => {
                                names.push(first_name(&group[at..]));
                                fresh = false;
                            }
                            _ => {}
                        }
                    }
                }
                None => names.push(first_name(after)),
            }
        }
        names
    }
}

/// The list that opens the crate's documentation, for people, is the order that is checked.
#[test]
fn the_order_is_the_one_that_the_crate_tells() {
    let text = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let lines = text.lines().filter_map(|line| line.strip_prefix("//! - ")?.split_once(": "));
    let told: Vec<&str> =
        lines.flat_map(|(names, _)| names.split(", ")).map(|name| name.trim_matches('`')).collect();
    let checked: Vec<&str> = ORDER.iter().copied().flatten().copied().collect();
    assert_eq!(told, checked);
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn first_name(text: &str) -> String {
    text.chars().take_while(|&c| is_name(c)).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust files below `folder`, by path.
fn sources(folder: &str) -> Vec<Source> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(&root().join(folder), &mut paths);
    paths.sort();
    let source = |path: PathBuf| Source {
        path: path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/"),
        text: fs::read_to_string(&path).unwrap(),
    };
    paths.into_iter().map(source).collect()
}

fn rank(module: &str) -> Option<usize> {
    ORDER.iter().position(|modules| modules.contains(&module))
}

/// What `lib.rs` re-exports: name -> module.
fn reexports(lib: &Source) -> BTreeMap<String, String> {
    let mut homes = BTreeMap::new();
    let code: Vec<&str> = lib.code().map(|(_, line)| line).collect();
    for statement in code.join(" ").split(';') {
        let Some((_, path)) = statement.split_once("pub use ") else { continue };
        let module = first_name(path);
        for name in path[module.len()..].split(|c| !is_name(c)).filter(|name| !name.is_empty()) {
            homes.insert(name.to_owned(), module.clone());
        }
    }
    homes
}

#[test]
fn a_module_knows_only_those_above_it() {
    let all = sources("src");
    let lib = all.iter().find(|source| source.path == "src/lib.rs").unwrap();
    let homes = reexports(lib);
    let mut edges = 0;
    let mut wrong = Vec::new();
    for source in &all {
        let Some(module) = source.module() else { continue };
        let Some(own) = rank(module) else {
            wrong.push(format!("{}: `{module}` has no place in the order", source.path));
            continue;
        };
        for name in source.names_in_crate() {
            let known = homes.get(&name).unwrap_or(&name);
            let Some(other) = rank(known) else {
                wrong.push(format!("{}: crate::{name} is no module of the order", source.path));
                continue;
            };
            edges += 1;
            if other > own || APART.contains(&(module, known.as_str())) {
                wrong.push(format!("{}: `{module}` must not know `{known}`", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(edges > 20, "the reader of `crate::` paths finds hardly any: {edges}");
}

#[test]
fn every_module_of_the_crate_has_a_place_in_the_order() {
    let all = sources("src");
    let lib = all.iter().find(|source| source.path == "src/lib.rs").unwrap();
    let declared: Vec<String> = lib
        .code()
        .filter_map(|(_, line)| {
            line.trim().strip_suffix(';')?.split_once("mod ").map(|(_, name)| name.to_owned())
        })
        .collect();
    assert!(declared.len() > 8, "{declared:?}");
    for module in &declared {
        assert!(rank(module).is_some(), "`{module}` has no place in the order");
    }
}

/// Code behind a first item for tests once was not looked at.
#[test]
fn items_for_tests_are_left_out_and_what_follows_is_read() {
    let text = "use a;\n#[cfg(test)]\nuse b;\nfn c() {\n    d();\n    #[cfg(test)]\n    e();\n    f();\n}\n\
                #[cfg(test)]\n#[path = \"g\"]\nmod h {\n    fn i() {}\n}\n#[cfg(test)]\nuse j::{\n    k,\n};\nuse l;";
    let source = Source { path: "src/m.rs".into(), text: text.into() };
    let code: Vec<&str> = source.code().map(|(_, line)| line.trim()).collect();
    assert_eq!(code, ["use a;", "fn c() {", "d();", "f();", "}", "use l;"]);
}

#[test]
fn the_reader_of_paths_sees_groups_and_inline_paths_but_no_comments() {
    let text = "//! crate::doc\nuse crate::{a::{x, y}, b};\nuse crate::c::Z; // crate::d\nfn f(e: crate::e::E) {}\n#[cfg(test)]\nmod tests { use crate::g; }";
    let source = Source { path: "src/f.rs".into(), text: text.into() };
    assert_eq!(source.names_in_crate(), ["a", "b", "c", "e"]);
    assert_eq!(source.module(), Some("f"));
}

#[test]
fn every_file_starts_by_saying_what_it_is() {
    let folders = ["src", "examples", "tests", "benches", "fuzz/fuzz_targets"];
    for source in folders.into_iter().flat_map(sources) {
        assert!(source.text.starts_with("//! "), "{} has no module doc", source.path);
    }
}

#[test]
fn the_library_does_not_touch_the_world_outside() {
    for source in sources("src") {
        for (line, code) in source.code() {
            let code = ALLOWED.iter().fold(code.to_string(), |code, allowed| code.replace(allowed, ""));
            for word in OUTSIDE {
                assert!(!code.contains(word), "{}:{line}: {word}", source.path);
            }
        }
    }
}

#[test]
fn the_library_asks_for_these_crates_alone() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut section = "";
    let mut found = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line;
        } else if section == "[dependencies]" && !line.is_empty() && !line.starts_with('#') {
            found.push(line.split(['=', '.', ' ']).next().unwrap());
        }
    }
    found.sort_unstable();
    assert_eq!(found, DEPENDENCIES);
}
