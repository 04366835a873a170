//! The marks of one paragraph in; the same marks out, each opening one with its partner.
//!
//! One pass with a stack. A closing mark takes the nearest opening mark it matches; opening marks
//! above that one stay without a partner. Directional marks and the looks of straight ones make
//! any depth of nesting come out right, also with the same mark twice.

use super::mark::{CLASS_COUNT, Class, Mark, Nature};

/// How far ahead of a doubtful closing mark a better one is looked for, in marks.
const LOOKAHEAD: usize = 8;

/// A doubtful closing mark closes nothing that began further away, in bytes.
const DOUBTFUL_REACH: usize = 160;

/// Finds the partners. `stack` is scratch memory. Returns the number of the first mark that closes
/// without anything to close, if no mark stands before it.
pub(super) fn pair(marks: &mut [Mark], stack: &mut Vec<u32>) -> Option<usize> {
    stack.clear();
    let mut open = [0u32; CLASS_COUNT];
    let mut orphan = None;
    for i in 0..marks.len() {
        let mark = marks[i];
        let class = mark.class();
        let inside = open[class as usize] > 0;
        if closes(&mark, inside, stack.last().map(|&top| &marks[top as usize])) {
            if !inside {
                if i == 0 && class != Class::Single {
                    orphan = Some(i);
                }
                continue;
            }
            if !(mark.doubtful && doubted(marks, stack, i)) {
                close(marks, stack, &mut open, i);
            }
        } else if class != Class::Single || mark.may_open {
            stack.push(i as u32);
            open[class as usize] += 1;
        }
    }
    orphan
}

/// Whether the mark is to be read as a closing one.
fn closes(mark: &Mark, inside: bool, top: Option<&Mark>) -> bool {
    match mark.nature {
        Nature::Open if top.is_some_and(|top| top.class() == mark.class() && top.is_low()) => {
            !mark.only_opens()
        }
        Nature::Open => mark.only_closes() && mark.class() != Class::Single,
        Nature::Close => !mark.only_opens(),
        Nature::None if mark.only_opens() => false,
        Nature::None if mark.only_closes() => true,
        Nature::None => inside,
    }
}

/// Whether a better closing mark follows for what the doubtful one at `i` would close:
/// the next mark of its class closes for certain, and what stands between comes in pairs.
fn doubted(marks: &[Mark], stack: &[u32], i: usize) -> bool {
    let far = stack.last().is_some_and(|&top| marks[i].start - marks[top as usize].end > DOUBTFUL_REACH);
    if far && marks[i].class() == Class::Single {
        return true;
    }
    let later = &marks[i + 1..];
    match later.iter().take(LOOKAHEAD).position(|m| m.class() == marks[i].class()) {
        Some(between) => between % 2 == 0 && later[between].only_closes() && !later[between].doubtful,
        None => false,
    }
}

/// Closes what the mark at `i` closes, and drops what was opened above it.
fn close(marks: &mut [Mark], stack: &mut Vec<u32>, open: &mut [u32; CLASS_COUNT], i: usize) {
    let class = marks[i].class();
    let top = stack.last().map_or(class, |&top| marks[top as usize].class());
    if class == Class::Single && top != Class::Single {
        return;
    }
    // A mark drawn alike wins over a nearer one of the same class.
    let mut alike = false;
    if class == Class::Double && !stack.last().is_some_and(|&top| marks[top as usize].matches(&marks[i])) {
        alike = stack.iter().rev().take(LOOKAHEAD).any(|&o| marks[o as usize].matches(&marks[i]));
    }
    while let Some(top) = stack.pop() {
        let opening = marks[top as usize];
        open[opening.class() as usize] -= 1;
        if opening.class() == class && (!alike || opening.matches(&marks[i])) {
            marks[top as usize].mate = Some(i as u32);
            marks[i].mate = Some(top);
            return;
        }
    }
}
