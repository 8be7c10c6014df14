//! The vault against a real keyring service: gnome-keyring on a session bus of its own.
#![cfg(target_os = "linux")]

mod world;

use std::fs;
use std::time::{Duration, Instant};

use bank_connections_tests::Trouble;
use bank_connections_tests::secret_service::Keyring;
use bank_connections_tests::wait::PATIENCE;

use crate::world::{Process, World};

/// What `World` gives the keyring as its password.
const PASSWORD: &str = "";
const OF_THE_FIRST: &str = "found those of lgn_00000000000000000000000000000001";
/// Below the vault's own patience, and far above what an answer takes.
const AT_ONCE: Duration = Duration::from_secs(2);
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

#[test]
fn a_secret_is_kept_found_and_forgotten() -> Result<(), Trouble> {
    let world = World::with(Keyring::Unlocked)?;
    let mut vault = world.vault("live")?;
    assert_eq!(vault.ask("get")?, "missing");
    assert_eq!(vault.ask("put first")?, "ok");
    assert_eq!(vault.ask("put second")?, "ok");
    assert_eq!(vault.ask("get")?, "found second");
    assert_eq!(vault.ask("forget")?, "ok");
    assert_eq!(vault.ask("get")?, "missing");
    assert_eq!(vault.ask("forget")?, "ok", "forgetting what is not there is fine");
    Ok(())
}

#[test]
fn secrets_are_found_again_after_a_restart() -> Result<(), Trouble> {
    let world = World::with(Keyring::Unlocked)?;
    let mut before = world.vault("live")?;
    assert_eq!(before.ask("put-token 1 one")?, "ok");
    assert_eq!(before.ask("put-token 2 two")?, "ok");
    drop(before);
    let mut after = world.vault("live")?;
    assert_eq!(after.ask("get-token 1")?, "found one");
    assert_eq!(after.ask("get-token 2")?, "found two");
    assert_eq!(after.ask("get-token 3")?, "missing");
    Ok(())
}

#[test]
fn records_open_again_with_the_key_in_the_keyring() -> Result<(), Trouble> {
    let world = World::with(Keyring::Unlocked)?;
    let file = world.file("records/bank-connections.db");
    let records = format!("records {}", file.display());
    assert_eq!(world.vault("live")?.ask(&records)?, "ok");
    assert_eq!(world.vault("live")?.ask(&records)?, "ok");
    // The other profile has no key for this file, and must not make one.
    let before = fs::read(&file)?;
    assert_eq!(world.vault("demo")?.ask(&records)?, "missing");
    assert_eq!(fs::read(&file)?, before);
    Ok(())
}

#[test]
fn the_secrets_of_two_profiles_never_meet() -> Result<(), Trouble> {
    let world = World::with(Keyring::Unlocked)?;
    let (mut demo, mut live) = (world.vault("demo")?, world.vault("live")?);
    assert_eq!(demo.ask("put of-the-demo")?, "ok");
    assert_eq!(live.ask("get")?, "missing");
    assert_eq!(live.ask("put of-the-firm")?, "ok");
    assert_eq!(live.ask("forget")?, "ok");
    assert_eq!(demo.ask("get")?, "found of-the-demo");
    Ok(())
}

#[test]
fn the_access_tokens_of_a_profile_are_found_without_knowing_of_them() -> Result<(), Trouble> {
    let world = World::with(Keyring::Unlocked)?;
    let (mut demo, mut live) = (world.vault("demo")?, world.vault("live")?);
    assert_eq!(live.ask("tokens")?, "found those of nobody");
    assert_eq!(demo.ask("put-token 1 of-the-demo")?, "ok");
    assert_eq!(live.ask("put a-secret-that-is-no-token")?, "ok");
    assert_eq!(live.ask("tokens")?, "found those of nobody", "neither another profile's nor another secret");
    assert_eq!(demo.ask("tokens")?, OF_THE_FIRST);

    // What a locked keyring has is not taken for nothing.
    world.service.lock()?;
    let window = world.service.leave_password_windows_open()?;
    assert_eq!(demo.ask("tokens")?, "locked");
    world.service.unlock_again(PASSWORD)?;
    window.dismiss()?;
    assert_eq!(recovered(&mut demo, "tokens")?, OF_THE_FIRST);
    Ok(())
}

#[test]
fn without_a_keyring_service_nothing_is_kept() -> Result<(), Trouble> {
    let world = World::with(Keyring::Missing)?;
    let mut process = world.process()?;
    assert_eq!(process.ask("open live")?, "no service");
    // Whoever starts one is not told to start the application again.
    world.service.unlock(PASSWORD)?;
    assert_eq!(process.ask("open live")?, "ok");
    assert_eq!(process.ask("put later")?, "ok");
    Ok(())
}

#[test]
fn without_a_session_bus_there_is_no_service() -> Result<(), Trouble> {
    let world = World::with(Keyring::Unlocked)?;
    let mut process = world.process()?;
    let mut open = world.vault("live")?;
    world.service.stop();
    assert_eq!(process.ask("open live")?, "no service");
    assert_eq!(open.ask("get")?, "no service", "also where it broke down later");
    Ok(())
}

#[test]
fn a_keyring_that_stays_locked_is_told_and_found_open_later() -> Result<(), Trouble> {
    let world = World::with(Keyring::Unlocked)?;
    let mut vault = world.vault("live")?;
    assert_eq!(vault.ask("put kept")?, "ok");
    world.service.lock()?;
    let window = world.service.leave_password_windows_open()?;

    assert_eq!(vault.ask("get")?, "locked");
    let before = Instant::now();
    for command in ["get", "put other", "forget"] {
        assert_eq!(vault.ask(command)?, "locked");
    }
    assert!(before.elapsed() < AT_ONCE, "nobody queues behind the window: {:?}", before.elapsed());

    world.service.unlock_again(PASSWORD)?;
    window.dismiss()?;
    assert_eq!(recovered(&mut vault, "get")?, "found kept", "and nothing of the refused calls was done");
    Ok(())
}

#[test]
fn a_dismissed_password_window_is_a_refusal_and_the_next_call_asks_again() -> Result<(), Trouble> {
    let world = World::with(Keyring::Unlocked)?;
    let mut vault = world.vault("live")?;
    assert_eq!(vault.ask("put kept")?, "ok");
    world.service.lock()?;

    let window = world.service.leave_password_windows_open()?;
    assert_eq!(vault.ask("get")?, "locked");
    window.dismiss()?;
    // Nobody shows a window any more, which is as if each were dismissed.
    assert_eq!(recovered(&mut vault, "get")?, "refused");
    assert_eq!(recovered(&mut vault, "put other")?, "refused");
    assert_eq!(recovered(&mut vault, "forget")?, "refused");

    world.service.unlock_again(PASSWORD)?;
    assert_eq!(recovered(&mut vault, "get")?, "found kept");
    Ok(())
}

#[test]
fn a_secret_that_is_new_is_kept_once_the_keyring_is_unlocked() -> Result<(), Trouble> {
    let world = World::with(Keyring::Unlocked)?;
    let mut vault = world.vault("live")?;
    world.service.lock()?;
    // Nobody shows a window, which is as if it were dismissed.
    assert_eq!(vault.ask("put first")?, "refused");
    let window = world.service.leave_password_windows_open()?;
    assert_eq!(vault.ask("put first")?, "locked");
    world.service.unlock_again(PASSWORD)?;
    window.dismiss()?;
    assert_eq!(recovered(&mut vault, "put second")?, "ok");
    assert_eq!(vault.ask("get")?, "found second");
    Ok(())
}

#[test]
fn a_service_that_dies_behind_its_window_and_comes_back_is_found() -> Result<(), Trouble> {
    let world = World::with(Keyring::Unlocked)?;
    let mut vault = world.vault("live")?;
    assert_eq!(vault.ask("put kept")?, "ok");
    world.service.lock()?;
    let window = world.service.leave_password_windows_open()?;
    assert_eq!(vault.ask("get")?, "locked");

    // The window of a service that is gone never closes, so the call behind it never comes back.
    world.service.kill_service()?;
    assert_eq!(vault.ask("get")?, "no service");
    world.service.unlock(PASSWORD)?;
    assert_eq!(vault.ask("get")?, "found kept");
    assert_eq!(vault.ask("put other")?, "ok");
    drop(window);
    Ok(())
}

#[test]
fn a_service_that_dies_and_comes_back_is_found() -> Result<(), Trouble> {
    let world = World::with(Keyring::Unlocked)?;
    let mut vault = world.vault("live")?;
    assert_eq!(vault.ask("put kept")?, "ok");
    for _ in 0..2 {
        world.service.kill_service()?;
        assert_eq!(vault.ask("get")?, "no service");
        assert_eq!(vault.ask("put other")?, "no service");
        world.service.unlock(PASSWORD)?;
        assert_eq!(vault.ask("get")?, "found kept");
    }
    Ok(())
}

#[test]
fn a_service_that_says_nothing_is_told_apart_from_a_locked_one() -> Result<(), Trouble> {
    let world = World::with(Keyring::Unlocked)?;
    let mut vault = world.vault("live")?;
    assert_eq!(vault.ask("put kept")?, "ok");
    world.service.put_service_to_sleep()?;
    assert_eq!(vault.ask("get")?, "silent");
    assert_eq!(vault.ask("get")?, "silent", "and again");
    world.service.wake_service()?;
    assert_eq!(recovered(&mut vault, "get")?, "found kept");
    Ok(())
}

#[test]
fn an_entry_that_is_deleted_from_outside_is_missing_and_the_others_are_not() -> Result<(), Trouble> {
    let world = World::with(Keyring::Unlocked)?;
    let mut vault = world.vault("live")?;
    assert_eq!(vault.ask("put kept")?, "ok");
    assert_eq!(vault.ask("put-token 1 one")?, "ok");
    let [token] = &world.service.entries()?.into_iter().filter(|name| name.contains("token")).collect::<Vec<_>>()[..]
    else {
        panic!("one token is one entry");
    };
    world.service.delete_entry(token)?;
    assert_eq!(vault.ask("get-token 1")?, "missing");
    assert_eq!(vault.ask("get")?, "found kept");
    Ok(())
}

#[test]
fn the_key_of_the_records_deleted_or_changed_from_outside_is_told_and_changes_nothing() -> Result<(), Trouble> {
    const KEY: &str = "database-key";
    let world = World::with(Keyring::Unlocked)?;
    let mut vault = world.vault("live")?;
    let file = world.file("records/bank-connections.db");
    let records = format!("records {}", file.display());
    assert_eq!(vault.ask(&records)?, "ok");
    let (kept, before) = (world.service.entry(KEY)?, fs::read(&file)?);

    world.service.change_entry(KEY, b"no key at all")?;
    assert_eq!(vault.ask(&records)?, "damaged");
    world.service.change_entry(KEY, "0f".repeat(32).as_bytes())?;
    assert_eq!(vault.ask(&records)?, "the key in the keyring does not open the records");
    world.service.change_entry(KEY, &kept)?;
    assert_eq!(vault.ask(&records)?, "ok", "put back, it opens them again");
    world.service.delete_entry(KEY)?;
    assert_eq!(vault.ask(&records)?, "missing");
    assert_eq!(fs::read(&file)?, before);
    assert_eq!(world.service.entries()?, [""; 0], "no other key was made");
    Ok(())
}

/// The answer of a vault as soon as it is not behind a password window any more.
fn recovered(vault: &mut Process, command: &str) -> Result<String, Trouble> {
    let end = Instant::now() + PATIENCE;
    loop {
        let answer = vault.ask(command)?;
        if !["locked", "silent"].contains(&&*answer) || Instant::now() > end {
            return Ok(answer);
        }
        std::thread::sleep(BETWEEN_LOOKS);
    }
}
