//! Packs the weight files, so that no program reads their text when it starts.

use std::path::Path;
use std::{env, fs};

#[path = "src/model/pack.rs"]
mod pack;

const DATA: &str = "src/model/data";

fn main() {
    println!("cargo::rerun-if-changed={DATA}");
    println!("cargo::rerun-if-changed=src/model/pack.rs");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    for entry in fs::read_dir(DATA).expect("the crate has weights") {
        let path = entry.expect("the weights can be listed").path();
        let text = fs::read_to_string(&path).expect("a weight file is text");
        let packed = pack::pack(&text)
            .unwrap_or_else(|(line, message)| panic!("{}, line {line}: {message}", path.display()));
        let name = path.file_stem().expect("a weight file has a name");
        fs::write(Path::new(&out).join(name).with_extension("packed"), packed)
            .expect("cargo's folder can be written");
    }
}
