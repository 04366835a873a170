//! The examples as a user meets them: their command line, what they do with bad input, and that the
//! number of threads changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

const CORPUS: &str = include_str!("../examples/corpus/corpus.jsonl");

/// Where the examples lie: beside the `deps` folder that this test runs from. `cargo test` has built
/// them; `cargo test --test cli` alone may not have.
fn examples() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let test = std::env::current_exe().unwrap();
        let folder = test.parent().unwrap().parent().unwrap().join("examples");
        if !["annotate", "audit", "track", "verify", "explain", "evaluate"]
            .iter()
            .all(|name| program(&folder, name).exists())
        {
            let release = folder.parent().unwrap().ends_with("release");
            let mut build = Command::new(env!("CARGO"));
            build.current_dir(env!("CARGO_MANIFEST_DIR")).args(["build", "--examples"]);
            assert!(build.args(release.then_some("--release")).status().unwrap().success());
        }
        folder
    })
}

fn program(folder: &Path, name: &str) -> PathBuf {
    folder.join(name).with_extension(std::env::consts::EXE_EXTENSION)
}

struct Outcome {
    stdout: String,
    stderr: String,
    code: i32,
}

impl Outcome {
    fn lines(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn ids(&self) -> Vec<String> {
        self.lines().iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect()
    }
}

fn start(name: &str, arguments: &[&str]) -> Child {
    let mut command = Command::new(program(examples(), name));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn run(name: &str, arguments: &[&str], input: &[u8]) -> Outcome {
    let mut child = start(name, arguments);
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // A program that does not read its input closes the pipe.
    let writer = thread::spawn(move || stdin.write_all(&input).is_ok());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Outcome { stdout: text(output.stdout), stderr: text(output.stderr), code: output.status.code().unwrap() }
}

/// A file of its own for each test.
fn file(name: &str, bytes: &[u8]) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn corpus_ids() -> Vec<String> {
    let id = |line| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned();
    CORPUS.lines().map(id).collect()
}

/// The corpus `times` over, each copy with ids of its own.
fn many(times: usize) -> Vec<u8> {
    let copy = |number: usize| CORPUS.replace(r#"{"id": ""#, &format!(r#"{{"id": "{number}-"#));
    (0..times).map(copy).collect::<String>().into_bytes()
}

#[test]
fn the_shipped_corpus_is_two_events_by_many_outlets() {
    let lines: Vec<Value> = CORPUS.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: BTreeSet<String> = corpus_ids().into_iter().collect();
    let outlets: BTreeSet<&str> = lines.iter().map(|line| line["outlet"].as_str().unwrap()).collect();
    assert!(lines.len() >= 10 && ids.len() == lines.len());
    assert!(outlets.len() >= 5, "{outlets:?}");
    for line in &lines {
        let words = line["text"].as_str().unwrap().split_whitespace().count();
        assert!((150..=400).contains(&words), "{}: {words} words", line["id"]);
        assert!(line["published"].as_str().unwrap().starts_with("2031-"));
    }
}

#[test]
fn without_a_file_the_shipped_corpus_is_read() {
    let outcome = run("annotate", &["--json"], b"");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    assert_eq!(outcome.ids(), corpus_ids());
}

#[test]
fn without_json_there_is_a_page_to_read() {
    let outcome = run("annotate", &[], b"");
    assert_eq!(outcome.code, 0);
    assert!(outcome.stdout.contains("wire-dam-1 · Lowland Wire · 2031-03-04"));
    assert!(!outcome.stdout.contains('\u{1b}'), "colours in a pipe");
    assert!(outcome.stdout.lines().all(|line| line.chars().count() <= 100 || line.contains('·')));
}

#[test]
fn help_shows_an_example_with_its_true_output() {
    for name in ["annotate", "audit", "track", "verify", "explain"] {
        let help = run(name, &["--help"], b"");
        assert_eq!(help.code, 0);
        let (_, example) =
            help.stdout.split_once("Example:\n").unwrap_or_else(|| panic!("{name}: no example"));
        let mut lines = example.lines().map(|line| line.strip_prefix("  ").unwrap_or(line));
        let command = lines.next().unwrap().strip_prefix("$ ").unwrap();
        if cfg!(not(unix)) {
            continue;
        }
        let path = format!("{}:{}", examples().display(), std::env::var("PATH").unwrap_or_default());
        let shell = Command::new("sh").args(["-c", command]).env("PATH", path).output().unwrap();
        let shown: Vec<&str> = lines.collect();
        let printed = String::from_utf8(shell.stdout).unwrap();
        assert_eq!(masked(&shown.join("\n")), masked(&printed), "{name}: {command}");
    }
}

/// Without fractions: a new set of weights moves the confidences a little.
fn masked(text: &str) -> String {
    let mut masked = String::new();
    for (number, part) in text.trim_end().split("0.").enumerate() {
        masked += if number > 0 { "0.…" } else { "" };
        masked += if number > 0 { part.trim_start_matches(|c: char| c.is_ascii_digit()) } else { part };
    }
    masked
}

#[test]
fn results_are_the_same_and_in_order_whatever_the_threads() {
    let path = file("order.jsonl", &many(40));
    let one = run("annotate", &["--json", "--threads", "1", &path], b"");
    assert_eq!(one.ids().len(), 40 * corpus_ids().len());
    for threads in ["2", "7"] {
        let several = run("annotate", &["--json", "--threads", threads, &path], b"");
        assert!(one.stdout == several.stdout, "{threads} threads");
    }
    let piped = run("annotate", &["--json", "-"], &many(40));
    assert!(one.stdout == piped.stdout, "standard input");
}

#[test]
fn every_span_of_the_result_slices_the_text() {
    for line in run("annotate", &["--json"], b"").lines() {
        let text = line["text"].as_str().unwrap();
        let slices = |span: &Value| {
            let end = |at: usize| span[at].as_u64().unwrap() as usize;
            text.get(end(0)..end(1)).is_some_and(|words| !words.is_empty())
        };
        for found in line["attributions"].as_array().unwrap() {
            for field in ["content", "quoted", "cue", "source"] {
                assert!(found[field].as_array().unwrap().iter().all(slices), "{}: {found}", line["id"]);
            }
        }
        assert!(line["quoted_spans"].as_array().unwrap().iter().all(|found| slices(&found["span"])));
    }
}

#[test]
fn bad_lines_are_named_and_cost_no_good_document() {
    let mut input = Vec::new();
    input.extend_from_slice(b"{\"id\": \"first\", \"text\": \"\\u201cYes,\\u201d said Ann Poe.\"}\r\n");
    input.extend_from_slice(b"this is no JSON\n\n   \n");
    input.extend_from_slice(
        b"{\"id\": \"no text\"}\n{\"text\": \"no id\"}\n{\"id\": \"null\", \"text\": null}\n",
    );
    input.extend_from_slice(b"{\"id\": \"latin\", \"text\": \"caf\xe9\"}\n[1, 2]\n");
    input.extend_from_slice(b"{\"id\": \"cut\", \"text\": \"a\n{\"id\": \"last\", \"text\": \"\"}");
    let path = file("bad.jsonl", &input);
    for threads in ["1", "2"] {
        let outcome = run("annotate", &["--json", "--threads", threads, &path], b"");
        assert_eq!(outcome.code, 1);
        assert_eq!(outcome.ids(), ["first", "last"]);
        let complaint = |line: usize| {
            let place = format!("{path}:{line}:");
            let said = outcome.stderr.lines().find(|said| said.contains(&place));
            said.unwrap_or_else(|| panic!("nothing about line {line}:\n{}", outcome.stderr))
        };
        assert!(complaint(2).contains("not JSON"));
        assert!(complaint(5).contains("`text`"));
        assert!(complaint(6).contains("`id`"));
        assert!(complaint(7).contains("null"));
        assert!(complaint(8).contains("not UTF-8"));
        complaint(9);
        assert!(complaint(10).contains("not JSON"));
        assert!(outcome.stderr.contains("could not read 7"), "{}", outcome.stderr);
    }
}

#[test]
fn attributions_that_cannot_be_read_are_named_and_not_made_anew() {
    let line = |id: &str, more: &str| {
        format!(
            "{{\"id\": \"{id}\", \"outlet\": \"Tull Post\", \"text\": \"“It is late,” said Poe.\", {more}}}\n"
        )
    };
    let good = r#""attributions": [{"id": 0, "kind": "direct", "content": [[3, 14]], "quoted": null}]"#;
    let input = [
        line("good", good),
        line("none", r#""attributions": null"#),
        line("shape", r#""attributions": [{"id": "0", "content": [[3, 14]]}]"#),
        line("entities", &format!(r#"{good}, "entities": [{{"id": "x"}}]"#)),
    ]
    .concat();
    let path = file("attributions.jsonl", input.as_bytes());
    let outcome = run("track", &["--json", &path], b"");
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    for (line, what) in [(3, "attributions that cannot be read"), (4, "quoted spans or entities")] {
        let place = format!("{path}:{line}:");
        let said = outcome.stderr.lines().find(|said| said.contains(&place));
        assert!(said.is_some_and(|said| said.contains(what)), "{line}:\n{}", outcome.stderr);
    }
    assert!(outcome.stderr.contains("could not read 2"), "{}", outcome.stderr);
}

#[test]
fn files_that_cannot_be_read_are_named_and_the_rest_is_read() {
    let good = file("good.jsonl", b"{\"id\": \"good\", \"text\": \"Rain.\"}\n");
    let folder = env!("CARGO_TARGET_TMPDIR");
    let outcome = run("annotate", &["--json", "no such file.jsonl", folder, &good], b"");
    assert_eq!((outcome.code, outcome.ids()), (1, vec!["good".to_owned()]));
    assert!(outcome.stderr.contains("no such file.jsonl: "));
    assert!(outcome.stderr.contains(&format!("{folder}: ")));
}

#[test]
fn an_article_that_is_not_utf8_is_named_with_its_line() {
    let bad = file("latin.txt", b"First line.\nSecond caf\xe9.\n");
    let good = file("harbour.txt", "“Yes,” said Ann Poe.\n".as_bytes());
    let outcome = run("annotate", &["--json", &bad, &good], b"");
    assert_eq!((outcome.code, outcome.ids()), (1, vec!["harbour".to_owned()]));
    assert!(outcome.stderr.contains("latin.txt:2:11: not UTF-8"), "{}", outcome.stderr);
    assert_eq!(outcome.lines()[0]["text"], "“Yes,” said Ann Poe.\n");
}

#[test]
fn gzip_is_told_by_its_first_bytes_not_by_the_name() {
    let packed = gzip(CORPUS.as_bytes());
    let plain = run("annotate", &["--json"], b"").stdout;
    for name in ["packed.jsonl.gz", "packed.jsonl"] {
        assert!(run("annotate", &["--json", &file(name, &packed)], b"").stdout == plain, "{name}");
    }
    assert!(run("annotate", &["--json", "-"], &packed).stdout == plain);
    // Members one after the other are one file, as `cat a.gz b.gz` makes them.
    let twice = [packed.clone(), packed].concat();
    assert_eq!(run("annotate", &["--json", "-"], &twice).ids().len(), 2 * corpus_ids().len());
}

#[test]
fn broken_gzip_gives_what_comes_before_the_break() {
    let packed = gzip(&many(10));
    let cut = file("cut.jsonl.gz", &packed[..packed.len() / 2]);
    let outcome = run("annotate", &["--json", &cut], b"");
    assert_eq!(outcome.code, 1);
    assert!(outcome.ids().len() > 20, "{}", outcome.ids().len());
    assert!(outcome.stderr.contains("cut.jsonl.gz:"), "{}", outcome.stderr);

    let trailing = [gzip(CORPUS.as_bytes()), b"rubbish".to_vec()].concat();
    let outcome = run("annotate", &["--json", "-"], &trailing);
    assert_eq!((outcome.code, outcome.ids()), (1, corpus_ids()));
}

#[test]
fn a_byte_order_mark_before_json_is_no_harm() {
    let outcome = run("annotate", &["--json", "-"], &[b"\xef\xbb\xbf", CORPUS.as_bytes()].concat());
    assert_eq!((outcome.code, outcome.ids()), (0, corpus_ids()));
}

#[test]
fn a_byte_order_mark_before_an_article_is_no_part_of_it() {
    let article = file("mark.txt", "\u{feff}Nobody was in danger, said Ann Poe.\n".as_bytes());
    let outcome = run("annotate", &["--json", &article], b"");
    assert_eq!(outcome.lines()[0]["text"], "Nobody was in danger, said Ann Poe.\n");
    assert_eq!(outcome.lines()[0]["attributions"][0]["content"][0][0], 0);
}

#[test]
fn help_says_what_standard_input_takes() {
    let help = run("annotate", &["--help"], b"").stdout;
    assert!(
        help.split_whitespace().collect::<Vec<_>>().join(" ").contains("- for JSON Lines on standard input")
    );
}

#[test]
fn a_closed_pipe_is_no_error() {
    for threads in ["1", "2"] {
        let path = file(&format!("closed-{threads}.jsonl"), &many(60));
        let mut child = start("annotate", &["--json", "--threads", threads, &path]);
        let mut head = [0; 100];
        child.stdout.take().unwrap().read_exact(&mut head).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        assert!(output.status.success());
    }
}

#[test]
fn a_slow_pipe_gets_each_result_at_once() {
    for threads in ["1", "2"] {
        let mut child = start("annotate", &["--json", "--threads", threads, "-"]);
        let mut stdin = child.stdin.take().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let (lines, next_line) = channel();
        thread::spawn(move || {
            let mut line = String::new();
            while stdout.read_line(&mut line).unwrap() > 0 {
                lines.send(std::mem::take(&mut line)).unwrap();
            }
        });
        for id in ["one", "two"] {
            writeln!(stdin, r#"{{"id": "{id}", "text": "Rain."}}"#).unwrap();
            let line = next_line
                .recv_timeout(Duration::from_secs(60))
                .expect("a result before the end of the input");
            assert!(line.contains(id));
        }
        drop(stdin);
        assert!(child.wait().unwrap().success());
    }
}

#[test]
#[cfg(target_os = "linux")]
fn memory_does_not_grow_with_the_input() {
    const DOCUMENTS: usize = 100;
    let line = format!(r#"{{"id": "x", "text": "Rain.", "ignored": "{}"}}"#, "rain ".repeat(100_000));
    let mut child = start("annotate", &["--json", "--threads", "2", "-"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut results = BufReader::new(child.stdout.take().unwrap()).lines();
    let peak_kilobytes = || -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        peak.trim().trim_end_matches("kB").trim().parse().unwrap()
    };
    writeln!(stdin, "{line}").unwrap();
    results.next().unwrap().unwrap();
    let at_first = peak_kilobytes();
    let reader = thread::spawn(move || results.count());
    for _ in 1..DOCUMENTS {
        writeln!(stdin, "{line}").unwrap();
    }
    let at_last = peak_kilobytes();
    drop(stdin);
    assert!(child.wait().unwrap().success());
    assert_eq!(reader.join().unwrap(), DOCUMENTS - 1);
    let input = DOCUMENTS * line.len() / 1000;
    assert!(at_last < at_first + 15_000, "{at_first} kB at first, {at_last} kB after {input} kB");
}

#[test]
fn options_of_annotate_take_out_what_was_not_asked_for() {
    let lines =
        run("annotate", &["--json", "--no-text", "--no-claims", "--min-confidence", "1"], b"").lines();
    assert_eq!(lines.len(), corpus_ids().len());
    for line in lines {
        assert_eq!(line["text"], Value::Null);
        for found in line["attributions"].as_array().unwrap() {
            assert_ne!(found["kind"], "indirect");
            assert_eq!(found["speaker"], Value::Null);
        }
    }
}

#[test]
fn offsets_can_count_what_other_languages_count() {
    let text = "“Détente 🕊,” said Ann Poe.";
    let line = format!(r#"{{"id": "a", "text": "{text}"}}"#);
    let quoted = |unit: &str| {
        let outcome = run("annotate", &["--json", "--offsets", unit, "-"], line.as_bytes());
        let found = &outcome.lines()[0];
        (found["attributions"][0]["quoted"][0].to_string(), found["offsets"].clone())
    };
    assert_eq!(quoted("bytes"), ("[3,17]".to_owned(), Value::Null));
    assert_eq!(quoted("code-points"), ("[1,11]".to_owned(), "code-points".into()));
    assert_eq!(quoted("utf16"), ("[1,12]".to_owned(), "utf16".into()));
    assert_eq!(run("annotate", &["--offsets", "lines"], b"").code, 2);

    let annotated = run("annotate", &["--json", "--offsets", "utf16", "-"], line.as_bytes()).stdout;
    let refused = run("track", &["--json", "-"], annotated.as_bytes());
    assert!(refused.code == 1 && refused.stderr.contains("do not count bytes"), "{}", refused.stderr);
}

#[test]
fn a_table_has_a_row_for_each_attribution() {
    let table = run("annotate", &["--csv", "--offsets", "code-points"], b"");
    assert_eq!((table.code, table.stderr.as_str()), (0, ""));
    let found = run("annotate", &["--json"], b"").lines();
    let count: usize = found.iter().map(|line| line["attributions"].as_array().unwrap().len()).sum();
    let mut reader = csv::Reader::from_reader(table.stdout.as_bytes());
    let columns = reader.headers().unwrap().clone();
    let column = |name: &str| columns.iter().position(|column| column == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.len(), count);
    let texts: Vec<(&str, Vec<char>)> = found
        .iter()
        .map(|line| (line["id"].as_str().unwrap(), line["text"].as_str().unwrap().chars().collect()))
        .collect();
    for row in &rows {
        let (_, text) = texts.iter().find(|(id, _)| *id == &row[0]).unwrap();
        let at = |name: &str| row[column(name)].parse::<usize>().unwrap();
        let said: String = text[at("start")..at("end")].iter().collect();
        let first = row[column("content")].split(" … ").next().unwrap();
        assert!(said.starts_with(first), "{said:?} for {first:?}");
    }
}

#[test]
fn an_audit_counts_every_attribution_of_what_was_said_once() {
    let said = |found: &&Value| found["modality"] == "speech" || found["modality"] == "writing";
    let documents = run("annotate", &["--json"], b"").lines();
    let attributions = documents.iter().flat_map(|line| line["attributions"].as_array().unwrap());
    let (all, spoken) = (attributions.clone().count(), attributions.filter(said).count());
    let count = |rows: &[Value]| -> u64 {
        let kinds = |row: &Value| ["direct", "mixed", "indirect"].map(|kind| row[kind].as_u64().unwrap());
        rows.iter().flat_map(kinds).sum()
    };
    let rows = run("audit", &["--json"], b"").lines();
    assert_eq!(count(&rows), spoken as u64);
    assert_eq!(count(&run("audit", &["--json", "--all"], b"").lines()), all as u64);
    let of = |outlet: &str, speaker: &str| {
        rows.iter().find(|row| row["outlet"] == outlet && row["speaker"] == speaker).unwrap().clone()
    };
    let governor = of("Lowland Wire", "Marisol Tenbrook");
    assert_eq!((&governor["gender"], &governor["speaker_kind"]), (&"she".into(), &"person".into()));

    let table = run("audit", &["--csv"], b"");
    let mut reader = csv::Reader::from_reader(table.stdout.as_bytes());
    assert_eq!(reader.records().filter(|row| row.is_ok()).count(), rows.len());

    let page = run("audit", &["--top", "1"], b"").stdout;
    assert!(page.starts_with(&format!("{:>42}", "attributions")), "{page}");
    let mut spoke: BTreeMap<&str, u64> = BTreeMap::new();
    for row in rows.iter().filter(|row| row["speaker_kind"] == "person") {
        let Some(speaker) = row["speaker"].as_str() else { continue };
        *spoke.entry(speaker).or_default() += count(std::slice::from_ref(row));
    }
    let most = spoke.values().copied().max();
    let first = page.lines().last().and_then(|line| line.split("  ").next()).unwrap();
    // Of several who are quoted as often any may come first.
    assert_eq!(spoke.get(first).copied(), most, "{page}");
}

#[test]
fn a_confidence_that_is_no_probability_is_refused() {
    let outcome = run("annotate", &["--min-confidence", "1.1"], b"");
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("between 0 and 1"), "{}", outcome.stderr);
}

#[test]
fn fields_that_a_document_does_not_have_are_ignored() {
    let gold = br#"{"id": "g", "date": "2031-01-02", "lang": "en", "layers": ["content"], "text": "Rain.",
        "attributions": [{"id": "E1", "content": [[0, 4]], "subtype": 3}]}"#;
    let line: Vec<u8> = gold.iter().copied().filter(|&byte| byte != b'\n').collect();
    let outcome = run("annotate", &["--json", "-"], &line);
    let found = &outcome.lines()[0];
    assert_eq!(
        (outcome.code, &found["published"], &found["attributions"]),
        (0, &"2031-01-02".into(), &Value::Array(vec![]))
    );
}

/// The statement of the shipped corpus that holds these words, and its occurrence in an outlet.
fn statement(statements: &[Value], words: &str) -> Value {
    let holds = |statement: &&Value| statement["text"].as_str().unwrap().contains(words);
    statements.iter().find(holds).unwrap_or_else(|| panic!("no statement with {words:?}")).clone()
}

fn occurrence(statement: &Value, outlet: &str) -> Value {
    let mut found = statement["occurrences"].as_array().unwrap().iter();
    found
        .find(|found| found["outlet"] == outlet)
        .unwrap_or_else(|| panic!("not in {outlet}: {statement}"))
        .clone()
}

#[test]
fn a_first_look_shows_a_statement_that_travelled_one_altered_one_cut_and_one_with_two_speakers() {
    let outcome = run("track", &["--json"], b"");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    let statements = outcome.lines();
    let outlets: Vec<u64> = statements.iter().map(|found| found["outlets"].as_u64().unwrap()).collect();
    assert!(outlets.is_sorted_by(|a, b| a >= b), "statements in most outlets come first");

    let gates = statement(&statements, "We lowered the gates before");
    assert!(gates["outlets"].as_u64().unwrap() >= 5);
    assert_eq!(gates["first"]["outlet"], "Lowland Wire");
    assert_eq!(gates["speaker"], "Tomas Reidmark");
    assert_eq!(occurrence(&gates, "The Calder Post")["relation"], "identical");
    assert_eq!(occurrence(&gates, "Northgate Tribune")["relation"], "truncated");
    let altered = occurrence(&gates, "Free Current");
    assert_eq!((&altered["relation"], &altered["changes"][0]["to"]), (&"altered".into(), &"after".into()));

    let paper = occurrence(&statement(&statements, "e will not sign a paper"), "Northgate Tribune");
    assert_eq!((&paper["changes"][0]["to"], &paper["changes"][0]["critical"]), (&"now".into(), &true.into()));
    let night = occurrence(&statement(&statements, "will sleep away from home tonight"), "Northgate Tribune");
    assert_eq!(
        (&night["changes"][0]["to"], &night["changes"][0]["critical"]),
        (&"Twenty".into(), &true.into())
    );

    let budget = statement(&statements, "A dam does not fail in a night");
    assert!(budget["flags"].as_array().unwrap().contains(&"speaker-conflict".into()), "{budget}");
    assert_eq!(occurrence(&budget, "The Calder Post")["speaker"], "Ines Falkenrath");
    assert_eq!(occurrence(&budget, "Free Current")["speaker"], "Helena Vossberg");

    let page = run("track", &[], b"");
    assert!(page.stdout.contains("Reidmark"));
    assert!(page.stdout.contains("“Twelve” → “Twenty” (critical)"));
    assert!(page.stdout.contains("Northgate Tribune → Free Current: republished (current-fish-1, bytes "));
    assert!(page.stdout.contains("weakest link: Free Current, 95 % in common"));
    assert!(!page.stdout.contains('\u{1b}'), "colours in a pipe");
}

#[test]
fn track_takes_documents_or_annotated_documents_in_any_order() {
    let direct = run("track", &["--json"], b"").stdout;
    let annotated = run("annotate", &["--json"], b"").stdout;
    assert!(run("track", &["--json", "-"], annotated.as_bytes()).stdout == direct, "annotated before");
    let mut lines: Vec<&str> = annotated.lines().collect();
    lines.reverse();
    assert!(
        run("track", &["--json", "-"], lines.join("\n").as_bytes()).stdout == direct,
        "the other way round"
    );
}

/// A document that is one attribution of another system, from one end to the other.
fn saying(id: &str, outlet: &str, speaker: &str, words: &str) -> String {
    let end = words.len();
    let attribution =
        format!(r#"{{"id": 0, "kind": "direct", "content": [[0, {end}]], "speaker": "{speaker}"}}"#);
    format!(r#"{{"id": "{id}", "outlet": "{outlet}", "text": "{words}", "attributions": [{attribution}]}}"#)
}

#[test]
fn track_takes_attributions_of_another_system_as_they_are() {
    let words = "Nobody who has seen the bridge at night will ever want it closed";
    let input = [saying("a", "Tull Post", "Ann Poe", words), saying("b", "Morava Times", "Jan Reed", words)];
    let outcome = run("track", &["--json", "-"], input.join("\n").as_bytes());
    let statements = outcome.lines();
    assert_eq!((outcome.code, statements.len()), (0, 1));
    assert_eq!(statements[0]["outlets"], 2);
    assert!(statements[0]["flags"].as_array().unwrap().contains(&"speaker-conflict".into()));
}

#[test]
fn track_finds_the_statement_that_holds_a_few_common_words() {
    let words = "We know this is hard. We will not stop until the last body is found";
    let input =
        [saying("a", "Tull Post", "Jan Reed", words), saying("b", "Tull Post", "Jan Reed", "Rain again")];
    let outcome = run("track", &["--json", "--text", "We will not stop", "-"], input.join("\n").as_bytes());
    let texts: Vec<Value> = outcome.lines().iter().map(|line| line["text"].clone()).collect();
    assert_eq!(texts, [words]);
}

#[test]
fn track_names_what_it_cannot_take_and_goes_on() {
    let stray = saying("stray", "Tull Post", "Ann Poe", "Short").replace("[0, 5]", "[0, 99]");
    let good = saying("good", "Tull Post", "Ann Poe", "Nobody will ever want the old bridge closed");
    let again = saying("good", "Tull Post", "Ann Poe", "Something else was said under the same number");
    let outcome = run("track", &["--json", "-"], [stray, good, again].join("\n").as_bytes());
    assert_eq!((outcome.code, outcome.lines().len()), (1, 1));
    assert!(outcome.stderr.contains("standard input:1: attribution 0"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("document good"), "{}", outcome.stderr);
}

#[test]
fn verify_tells_true_quotations_from_edited_misattributed_and_invented_ones() {
    let outcome = run("verify", &["--json"], b"");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    let checks = outcome.lines();
    let check = |words: &str| {
        let mut all = checks.iter();
        all.find(|check| check["text"].as_str().unwrap().contains(words)).unwrap_or_else(|| panic!("{words}"))
    };
    let gates = check("after the first siren");
    assert_eq!((&gates["verdict"], &gates["found"]["outlet"]), (&"verbatim".into(), &"Free Current".into()));
    assert_eq!(gates["elsewhere"]["changes"][0]["from"], "before");
    let night = check("twelve thousand people");
    assert_eq!((&night["verdict"], &night["same_speaker"]), (&"verbatim".into(), &true.into()));
    assert_eq!(night["elsewhere"]["changes"][0]["critical"], true);
    let paper = check("Anybody can read it");
    assert_eq!((&paper["verdict"], &paper["same_speaker"]), (&"verbatim".into(), &false.into()));
    let invented = check("the most expensive silence");
    assert_eq!((&invented["verdict"], &invented["found"]), (&"not-found".into(), &Value::Null));

    let page = run("verify", &[], b"").stdout;
    assert!(
        page.contains("by Oskar Thielmann, not Ruben Castellane") && page.contains("not found"),
        "{page}"
    );
}

#[test]
fn verify_reads_a_text_against_other_documents_and_a_saved_tracker() {
    let said = "Nobody who has seen the bridge at night will ever want it closed";
    let corpus = file("said.jsonl", saying("a", "Tull Post", "Ann Poe", said).as_bytes());
    let article = "“Nobody who has seen the bridge at night will ever want it opened,” said Ann Poe.";
    let article = file("article.txt", article.as_bytes());
    let saved = file("said.dixit", b"");
    assert_eq!(run("track", &["--json", "--save", &saved, &corpus], b"").code, 0);
    for source in [["--against", &corpus], ["--load", &saved]] {
        let outcome = run("verify", &["--json", source[0], source[1], &article], b"");
        let checks = outcome.lines();
        assert_eq!((outcome.code, checks.len()), (0, 1), "{source:?}: {}", outcome.stderr);
        assert_eq!((&checks[0]["document"], &checks[0]["verdict"]), (&"article".into(), &"altered".into()));
        let change = &checks[0]["found"]["changes"][0];
        assert_eq!((&change["from"], &change["to"]), (&"closed".into(), &"opened".into()));
    }
}

/// The quotations of an article held against articles of one corpus.
fn verified(name: &str, corpus: &[&str], article: &str) -> Vec<Value> {
    let line = |(number, text)| serde_json::json!({"id": format!("c{number}"), "text": text}).to_string();
    let lines: Vec<String> = corpus.iter().enumerate().map(line).collect();
    let corpus = file(&format!("{name}.jsonl"), lines.join("\n").as_bytes());
    let article = file(&format!("{name}.txt"), article.as_bytes());
    let outcome = run("verify", &["--json", "--against", &corpus, &article], b"");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    outcome.lines()
}

/// The verdict on the first quotation of an article.
fn verdict(name: &str, corpus: &[&str], article: &str) -> String {
    verified(name, corpus, article)[0]["verdict"].as_str().unwrap().to_owned()
}

#[test]
fn verify_tells_what_was_reported_from_what_was_quoted() {
    let corpus = ["Ann Poe said that bills had risen by 31 per cent since the last election."];
    let told = |words: &str| verdict("reported", &corpus, &format!("“{words},” said Ann Poe."));
    assert_eq!(told("Bills had risen by 31 per cent since the last election"), "reported");
    assert_eq!(told("Bills have risen by 31 per cent since the last election"), "reported");
    assert_eq!(told("Bills had risen by 13 per cent since the last election"), "altered");
}

#[test]
fn verify_takes_a_turn_of_a_transcript_for_a_quotation_and_a_headline_for_none() {
    let turns = "INTERVIEW\n\nReporter: Why did you leave?\n\nAnn Poe: Nobody ever asked me to stay, and I had \
                 a boat waiting.\n\nReporter: And then?\n\nAnn Poe: Then I sailed to Tull.";
    let article = "“Nobody ever asked me to stay, and I had a boat waiting,” said Ann Poe.";
    let found = verified("turns", &[turns], article);
    assert_eq!((&found[0]["verdict"], &found[0]["same_speaker"]), (&"verbatim".into(), &true.into()));
    let headline = "Ann Poe: Harbour pilots of Tull will have free ferries\n\nThe harbour of Tull was calm.";
    let article = "“Harbour pilots of Tull will have free ferries,” said Ann Poe.";
    assert_ne!(verdict("headline", &[headline], article), "verbatim");
}

#[test]
fn verify_takes_words_between_marks_inside_a_claim_for_quoted() {
    let corpus = ["Ann Poe said the plan for the ferries of Tull is “dead wood” and costs too much."];
    let told = |words: &str| verified("marked", &corpus, &format!("“{words},” said Ann Poe."))[0].clone();
    assert_eq!(told("Dead wood")["verdict"], "verbatim");
    assert_eq!(told("The plan for the ferries of Tull")["verdict"], "reported");
    let more = "Nobody of the council ever asked me about it in person, but the plan for the ferries of Tull";
    assert_eq!(told(more)["verdict"], "not-found", "the claim is a small part of it");
}

#[test]
fn verify_finds_a_few_common_words_inside_a_longer_quotation() {
    let corpus = [
        "“We know this is hard for the families. We will not stop until the last body is found,” said Jan Reed.",
        "“That’s on me. I should have called the crew earlier,” said Bob Roe.",
    ];
    for (words, speaker, expected) in [
        ("We will not stop", "Jan Reed", "verbatim"),
        ("This is hard", "Jan Reed", "verbatim"),
        ("That’s on me", "Bob Roe", "verbatim"),
        ("That’s on me", "Jan Reed", "too-short"),
        ("On it", "Jan Reed", "too-short"),
        ("We have to stop", "Jan Reed", "not-found"),
    ] {
        let article = format!("“{words},” said {speaker}.");
        assert_eq!(verdict("few", &corpus, &article), expected, "{words}");
    }
}

#[test]
fn verify_shows_a_short_quotation_beside_what_its_speaker_said_instead() {
    for (said, words) in [
        ("Seven is not a number", "Seven is a number"),
        ("Seven is a number", "Seven is not a number"),
        ("We have a £6.2m hole in our budget", "We have a £8.2m hole in our budget"),
        ("We did not know about the leak", "We knew about the leak"),
    ] {
        let corpus = [&*format!("“{said},” said Mira Holt."), "“We had a good day,” said Ann Poe."];
        let found = verified("near", &corpus, &format!("“{words},” said Mira Holt."));
        assert_eq!((&found[0]["verdict"], &found[0]["found"]["text"]), (&"altered".into(), &said.into()));
        assert_eq!(found[0]["found"]["changes"][0]["critical"], true, "{words}");
        let another = format!("“{words},” said Ann Poe.");
        assert_eq!(verdict("near", &corpus, &another), "not-found", "{words}");
    }
}

#[test]
fn verify_tells_a_quotation_that_was_put_together_from_two() {
    let corpus = "“I love the city of Tull,” said Ann Poe. The rain fell. “But I will never live there again,” \
                  she added later.";
    let found = verified(
        "spliced",
        &[corpus],
        "“I love the city of Tull, but I will never live there again,” said Ann Poe. Then she said: “I love \
         the city of Tull, but I will live there again.”",
    );
    assert_eq!((&found[0]["verdict"], &found[0]["same_speaker"]), (&"edited".into(), &true.into()));
    let wording = &found[0]["found"];
    assert_eq!((&wording["relation"], &wording["changes"]), (&"spliced".into(), &serde_json::json!([])));
    assert_eq!(wording["text"], "I love the city of Tull … But I will never live there again");
    assert_eq!(wording["spans"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&found[1]["verdict"], &found[1]["found"]["changes"][0]["from"]),
        (&"altered".into(), &"never".into())
    );
}

#[test]
fn verify_takes_a_shorter_name_or_a_role_for_no_other_person() {
    let words = "“The valley will have its own hospital before the next winter comes,”";
    for (said, asked, same) in [
        ("said Pilar Arregui Montes", "said Pilar Arregui", Value::Bool(true)),
        ("said Samuel Okonjo", "said Sam Okonjo", Value::Bool(true)),
        ("said environment minister Peter Lindqvist", "said the environment minister", Value::Null),
        ("said a spokesman for Helikon Bulk", "Helikon Bulk said", Value::Null),
        ("said Pilar Arregui Montes", "said Samuel Okonjo", Value::Bool(false)),
    ] {
        let corpus = format!("{words} {said}.");
        let found = verified("names", &[&corpus], &format!("{words} {asked}."));
        assert_eq!((&found[0]["verdict"], &found[0]["same_speaker"]), (&"verbatim".into(), &same), "{asked}");
    }
}

#[test]
fn track_sees_no_conflict_between_a_name_its_short_form_and_a_role() {
    let words = "“The reef will not recover before the middle of the century,”";
    let conflict = |who: [&str; 3]| {
        let line = |(id, who)| serde_json::json!({"id": id, "outlet": id, "text": format!("{words} {who}.")});
        let lines = ["a", "b", "c"].into_iter().zip(who).map(line);
        let lines: Vec<String> = lines.map(|line| line.to_string()).collect();
        let statements = run("track", &["--json", "-"], lines.join("\n").as_bytes()).lines();
        assert_eq!((statements.len(), &statements[0]["speaker"]), (1, &"Samuel Okonjo".into()));
        statements[0]["flags"].as_array().unwrap().contains(&"speaker-conflict".into())
    };
    assert!(!conflict(["said Samuel Okonjo", "said Sam Okonjo", "a scientist said"]));
    assert!(conflict(["said Samuel Okonjo", "said Sam Okonjo", "said Ann Poe"]));
}

#[test]
fn verify_calls_no_shorter_wording_elsewhere_an_alteration() {
    let corpus = [
        "“The taxpayer cannot pay for the old harbour of Tull again,” said Ann Poe.",
        "“cannot pay for the old harbour of Tull again,” Ann Poe said.",
    ];
    let article = "“The taxpayer cannot pay for the old harbour of Tull again,” said Ann Poe.";
    assert_eq!(verified("shorter", &corpus, article)[0]["elsewhere"], Value::Null);
}

#[test]
fn explain_shows_the_stages_of_one_document() {
    let all = run("explain", &["--json", "--id", "post-dam-1"], b"");
    assert_eq!((all.code, all.stderr.as_str()), (0, ""));
    let stages: BTreeSet<String> =
        all.lines().iter().map(|row| row["stage"].as_str().unwrap().to_owned()).collect();
    for stage in ["paragraph", "sentence", "token", "quote", "cue", "frame", "draft", "role", "attribution"] {
        assert!(stages.contains(stage), "{stages:?}");
    }
    let quotes = run("explain", &["--json", "--stage", "quote", "--text", "He said “yes” and ‘no’."], b"");
    let words: Vec<Value> = quotes.lines().iter().map(|row| row["text"].clone()).collect();
    assert_eq!(words, ["yes", "no"]);
    let missing = run("explain", &["--id", "nobody"], b"");
    assert_eq!((missing.code, missing.stdout.as_str()), (1, ""));
    assert!(missing.stderr.contains("nobody"));
}

#[test]
fn evaluate_holds_confidence_against_what_is_right() {
    // Two quotes; the second prediction names the wrong source, the third has no gold.
    let text = "Yes, said Ann Poe. No, said Jan Reed of Tull. Rain.";
    let line =
        |attributions: &str| format!(r#"{{"id": "a", "text": "{text}", "attributions": [{attributions}]}}"#);
    let found = |content: [usize; 2], source: [usize; 2], confidence: f32| {
        format!(
            r#"{{"id": 0, "kind": "direct", "content": [{content:?}], "source": [{source:?}], "confidence": {confidence}}}"#
        )
    };
    let gold = line(&[found([0, 3], [10, 17], 1.0), found([19, 21], [28, 44], 1.0)].join(", "));
    let predictions =
        [found([0, 4], [14, 17], 0.9), found([19, 22], [40, 44], 0.7), found([46, 50], [46, 50], 0.2)];
    let gold = file("gold.jsonl", gold.as_bytes());
    let predictions = file("predictions.jsonl", line(&predictions.join(", ")).as_bytes());

    let outcome = run("evaluate", &["--json", &gold, &predictions], b"");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    let reports = outcome.lines();
    let names: Vec<&str> = reports.iter().map(|report| report["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["all", "direct", "mixed", "indirect"]);
    let all = &reports[0];
    let near = |value: &Value, wanted: f64| (value.as_f64().unwrap() - wanted).abs() < 1e-6;
    assert_eq!(all["predictions"], 3);
    assert!(near(&all["precision"], 1.0 / 3.0), "{all}");
    assert!(near(&all["confidence"], 0.6), "{all}");
    assert!(near(&all["expected_calibration_error"], (0.1 + 0.7 + 0.2) / 3.0), "{all}");
    let third = all["coverage"].as_array().unwrap().iter().find(|row| near(&row["coverage"], 0.3)).unwrap();
    assert!(near(&third["precision"], 1.0) && near(&third["threshold"], 0.9), "{all}");
}

#[test]
fn a_wrong_argument_is_a_usage_error() {
    for arguments in [&["--threads", "0"][..], &["--no-such-option"]] {
        assert_eq!(run("annotate", arguments, b"").code, 2);
    }
}
