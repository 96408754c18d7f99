//! The recording layer and the disk against the real file system: what plain programs did to a folder, played again,
//! gives the same folder; and what they did not sync is not counted on.

use std::path::Path;
use std::process::Command;

use subrosa_testkit::powercut::image::Image;
use subrosa_testkit::powercut::{Disk, Recorder, Recording, Survivors};

#[cfg(test)]
fn run(recorder: &Recorder, folder: &Path, command: &str) -> bool {
    let words: Vec<&str> = command.split_whitespace().collect();
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).current_dir(folder).envs(recorder.environment(folder));
    command.output().expect("the program runs").status.success()
}

#[cfg(test)]
fn read(folder: &Path) -> Image {
    let items = std::fs::read_dir(folder).expect("the folder can be read").flatten();
    items
        .map(|item| (item.file_name().to_string_lossy().into_owned(), std::fs::read(item.path()).expect("a file")))
        .collect()
}

#[test]
fn a_recording_played_again_gives_the_same_folder() {
    let scratch = tempfile::tempdir().expect("a folder");
    let folder = scratch.path().join("folder");
    std::fs::create_dir(&folder).expect("a folder");
    let recorder = Recorder::compile(scratch.path()).expect("a C compiler");
    for command in [
        "dd if=/dev/urandom of=a bs=700 count=3 conv=fsync",
        "dd if=/dev/urandom of=a bs=100 count=1 seek=2 conv=notrunc",
        "dd if=/dev/urandom of=a bs=50 count=1 oflag=append conv=notrunc",
        "dd if=/dev/urandom of=b bs=5000 count=1",
        "truncate --size=1200 b",
        "mv b c",
        "dd if=/dev/zero of=d bs=10 count=1",
        "rm d",
    ] {
        assert!(run(&recorder, &folder, command), "{command}");
    }

    let recording = Recording::read(recorder.log()).expect("a recording");
    let mut disk = Disk::default();
    recording.operations.iter().try_for_each(|operation| disk.play(&operation.change)).expect("in order");
    let mut luck = fastrand::Rng::with_seed(1);
    let real = read(&folder);
    assert!(disk.cut(Survivors::All, &mut luck) == real, "the folder is another");
    assert!(disk.cut(Survivors::None, &mut luck).is_empty(), "no name is durable before its folder is synced");

    assert!(run(&recorder, &folder, "sync ."), "a folder can be synced");
    let recording = Recording::read(recorder.log()).expect("a recording");
    let mut disk = Disk::default();
    recording.operations.iter().try_for_each(|operation| disk.play(&operation.change)).expect("in order");
    let durable = disk.cut(Survivors::None, &mut luck);
    assert_eq!(durable["a"].len(), 2100, "what was synced, and not what was appended afterwards");
    assert_eq!(durable["c"], b"", "its name arrived, its content was never synced");
    assert!(!durable.contains_key("d"));
}

#[test]
fn a_full_disk_refuses_what_would_grow_a_file() {
    let scratch = tempfile::tempdir().expect("a folder");
    let folder = scratch.path().join("folder");
    std::fs::create_dir(&folder).expect("a folder");
    let recorder = Recorder::compile(scratch.path()).expect("a C compiler");
    let grow = "dd if=/dev/zero of=a bs=512 count=1 oflag=append conv=notrunc";
    assert!(run(&recorder, &folder, grow));

    recorder.set_full(true).expect("full");
    assert!(!run(&recorder, &folder, grow), "no room for more");
    assert!(!run(&recorder, &folder, "dd if=/dev/zero of=b bs=512 count=1"), "no room for another file");
    assert!(
        run(&recorder, &folder, "dd if=/dev/zero of=a bs=512 count=1 conv=notrunc"),
        "what is there can be changed"
    );

    recorder.set_full(false).expect("room");
    assert!(run(&recorder, &folder, grow));
    assert_eq!(read(&folder)["a"].len(), 1024);
}
