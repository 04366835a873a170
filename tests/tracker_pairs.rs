//! Hand-written pairs of wordings, each with its relation and its changes word by word.

use dixit::tracker::Comparer;

const PAIRS: &str = include_str!("data/tracker_pairs.tsv");

#[test]
fn every_pair_has_the_relation_and_the_changes_it_should_have() {
    let mut comparer = Comparer::new();
    let (mut count, mut wrong) = (0, Vec::new());
    for (number, line) in PAIRS.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let columns: Vec<String> = line.split('\t').map(|column| column.replace("\\n", "\n")).collect();
        let (relation, from, to) = (&columns[0], &columns[1], &columns[2]);
        let expected = format!("{relation}\t{}", columns.get(3).map_or("", |changes| changes));
        let found = match comparer.compare(from, to) {
            None => "none\t".to_string(),
            Some(comparison) => {
                for change in &comparison.changes {
                    assert_eq!(from[change.from_span.range()], change.from);
                    assert_eq!(to[change.to_span.range()], change.to);
                }
                let mark = |critical| if critical { "!" } else { "" };
                let change =
                    |c: &dixit::tracker::Change| format!("{}{} > {}", mark(c.critical), c.from, c.to);
                let changes: Vec<String> = comparison.changes.iter().map(change).collect();
                let relation = serde_json::to_value(comparison.relation).unwrap();
                format!("{}\t{}", relation.as_str().unwrap(), changes.join(" | "))
            }
        };
        count += 1;
        let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        if squeeze(&found) != squeeze(&expected) {
            wrong.push(format!(
                "line {}: {from:?} / {to:?}\n    expected {expected:?}\n    found    {found:?}",
                number + 1
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {count} pairs are wrong\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 150, "{count} pairs");
}
